import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem, Result } from "../../components/problems";
import { compare } from "../../report/compare";
import { markdown } from "../../report/markdown/markdown";
import { readSide } from "../../report/read/side";
import type { Side } from "../../report/side";
import type { StackReport } from "./commentText";

/** The report of each stack, or what makes it impossible; the words of a catalogue are shown as they are. */
export function stackReports(
    folder: string,
    stacks: readonly string[],
    today: string,
): readonly StackReport[] {
    return stacks.map((stack) => ({ stack, text: textOf(folder, stack, today) }));
}

function textOf(folder: string, stack: string, today: string): StackReport["text"] {
    const read = (state: string): Result<Side> | undefined => {
        const file = join(folder, state, `Pulumi.${stack}.yaml`);
        return existsSync(file) ? named(readSide(file, today), `${state}/Pulumi.${stack}.yaml`) : undefined;
    };
    const [base, head] = [read("base"), read("head")];
    if (head === undefined || base === undefined) {
        return () =>
            `## 🆕 the stack is ${head === undefined ? "taken away" : "new"}, so there is nothing to compare\n`;
    }
    if (!head.ok) {
        return (limit) => refusal("This cannot be deployed", head.problems, folder, limit);
    }
    if (!base.ok) {
        return (limit) => refusal("What is there now cannot be read", base.problems, folder, limit);
    }
    const report = compare(base.value, head.value);
    return (limit) => markdown(report, limit);
}

/** Under the name that readers know it by, not the folder it happens to lie in. */
function named(side: Result<Side>, name: string): Result<Side> {
    return side.ok ? { ...side, value: { ...side.value, name } } : side;
}

function refusal(title: string, problems: readonly Problem[], folder: string, limit: number): string {
    const errors = problems.filter(({ severity }) => severity === "error");
    const heading = `## ❌ ${title}: ${errors.length === 1 ? "one problem" : `${errors.length} problems`}\n\n`;
    const lines = errors.map(({ path, message }) => `${path.replaceAll(`${folder}/`, "")}: ${message}`);
    // Four backticks, and none inside: nothing of it is markup.
    const fence = "````";
    const shown = lines.join("\n").replaceAll("`", "'");
    const room = limit - heading.length - 2 * fence.length - 20;
    return `${heading}${fence}text\n${shown.length > room ? `${shown.slice(0, room)}…` : shown}\n${fence}\n`;
}
