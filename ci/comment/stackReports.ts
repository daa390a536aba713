import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem, Result } from "../../components/problems";
import type { Configured } from "../../policyCheck/preset";
import { readPreset } from "../../policyCheck/presetFile";
import { compare } from "../../report/compare";
import { htmlPage } from "../../report/html/page";
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
    return stacks.map((stack) => ({ stack, ...reportOf(folder, stack, today) }));
}

function reportOf(folder: string, stack: string, today: string): Omit<StackReport, "stack"> {
    const read = (state: string): Result<Side> | undefined => {
        const file = join(folder, state, `Pulumi.${stack}.yaml`);
        return existsSync(file) ? named(readSide(file, today), `${state}/Pulumi.${stack}.yaml`) : undefined;
    };
    const [base, head] = [read("base"), read("head")];
    if (head === undefined || base === undefined) {
        const what = head === undefined ? "taken away" : "new";
        return { text: () => `## 🆕 the stack is ${what}, so there is nothing to compare\n` };
    }
    if (!head.ok) {
        return { text: (limit) => refusal("This cannot be deployed", head.problems, folder, limit) };
    }
    if (!base.ok) {
        return { text: (limit) => refusal("What is there now cannot be read", base.problems, folder, limit) };
    }
    const report = compare(base.value, head.value, rulesOf(stack, today));
    return {
        text: (limit) => markdown(report, limit),
        page: () => htmlPage(report, base.value, head.value),
    };
}

/** This branch's own policies, as the environment of the stack's name has them; without a preset they are not asked. */
function rulesOf(stack: string, today: string): readonly Configured[] | undefined {
    const file = `policies/config.${stack}.json`;
    const preset = existsSync(join(root, file)) ? readPreset(file, root, today) : undefined;
    return preset === undefined || "problems" in preset ? undefined : preset.rules;
}

const root = join(__dirname, "../..");

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
