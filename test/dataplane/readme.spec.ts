import { expect } from "chai";
import { transformSync } from "esbuild";
import { at, chapters } from "../docs/documents";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

type Words = (words: {
    readonly lab: typeof lab;
    readonly seen: typeof seen;
    readonly expect: typeof expect;
}) => unknown;

describe("The page of this suite", () => {
    for (const block of chapters(["ts"], "dataplane").flatMap(([, blocks]) => blocks)) {
        it(`has words that can be spoken: ${at(block)}`, async () => {
            const { code } = transformSync(`(async ({ lab, seen, expect }) => {\n${block.text}})`, {
                loader: "ts",
            });
            const speak = new Function(`return ${code}`)() as Words;
            await speak({ lab, seen, expect });
        });
    }
});
