import { config } from "chai";
import { lastLines } from "./command";
import { TestLab } from "./testLab";

// A failure that hides what a command printed explains nothing in the log of a CI run.
config.truncateThreshold = 0;

/**
 * One lab for all tests of the surrounding `describe`, brought up once as a person would. When a test has
 * failed, the lab's own log is shown before everything is removed.
 */
export function useStackLab(stack: string): { readonly lab: TestLab; readonly printed: () => string } {
    const lab = new TestLab(stack);
    let printed = "";
    before(async () => {
        lab.prepare();
        printed = await lab.up();
    });
    after(async function () {
        const failed = this.test?.parent?.suites.some(({ tests }) => tests.some((each) => each.isFailed()));
        const words = lastLines(lab.engineLog(), 40);
        if (failed && words !== "") {
            console.log(`\n── the last words of the engine\n${words}`);
        }
        await lab.dispose();
    });
    return { lab, printed: () => printed };
}
