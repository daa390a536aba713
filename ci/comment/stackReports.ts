import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem, Result } from "../../components/problems";
import type { Configured } from "../../policyCheck/preset";
import { readPreset } from "../../policyCheck/presetFile";
import { compare } from "../../report/compare";
import { htmlPage } from "../../report/html/page";
import { markdown } from "../../report/markdown/markdown";
import { noStack } from "../../report/read/noStack";
import { readSide } from "../../report/read/side";
import type { Side } from "../../report/side";
import { madeFolder } from "../change/made";
import { changedProgram } from "./changedProgram";
import type { StackReport } from "./commentText";

/**
 * The report of each stack, or what makes it impossible; the words of a catalogue are shown as they are. Where the
 * program changes with them, what it makes of the stack files is told after what this one does.
 */
export function stackReports(
    folder: string,
    stacks: readonly string[],
    today: string,
    programChanges: boolean,
): readonly StackReport[] {
    return stacks.map((stack) => {
        const read = (state: string) => readState(folder, state, stack, today);
        const [base, head] = [read("base"), read("head")];
        const rules = rulesOf(stack, today);
        const report = reportOf(base, head, rules, folder);
        if (!programChanges || head === undefined) {
            return { stack, ...report };
        }
        const file = join(folder, madeFolder, `${stack}.json`);
        const made = existsSync(file) ? readFileSync(file, "utf8") : undefined;
        const known = [head, base].flatMap((each) => (each?.ok === true ? [each.value] : []))[0];
        const also = changedProgram(made, known, rules);
        return { stack, ...report, text: (limit) => inTurn(report.text, also, limit) };
    });
}

type Text = StackReport["text"];

/** Two texts within one limit; the second may take half of it. */
function inTurn(first: Text, second: Text, limit: number): string {
    const after = second(Math.floor(limit / 2));
    return after === "" ? first(limit) : `${first(limit - after.length - 2).trimEnd()}\n\n${after}`;
}

function readState(folder: string, state: string, stack: string, today: string): Result<Side> | undefined {
    const name = `${state}/Pulumi.${stack}.yaml`;
    const file = join(folder, name);
    if (!existsSync(file)) {
        return undefined;
    }
    const side = readSide(file, today);
    // Under the name that readers know it by, not the folder it happens to lie in.
    return side.ok ? { ...side, value: { ...side.value, name } } : side;
}

function reportOf(
    base: Result<Side> | undefined,
    head: Result<Side> | undefined,
    rules: readonly Configured[] | undefined,
    folder: string,
): Omit<StackReport, "stack"> {
    if (head?.ok === false) {
        return { text: (limit) => refusal("This cannot be deployed", head.problems, folder, limit) };
    }
    if (base?.ok === false) {
        return { text: (limit) => refusal("What is there now cannot be read", base.problems, folder, limit) };
    }
    const [before, after] = [base?.value, head?.value];
    if (after === undefined) {
        return before === undefined
            ? { text: () => "" }
            : told(taken, before, noStack("nothing", before), rules);
    }
    return before === undefined
        ? told("🆕 The stack is new", noStack("nothing", after), after, rules)
        : told(undefined, before, after, rules);
}

/** Nothing is destroyed because a file is not there any more. */
const taken =
    "🗑️ The stack is taken away. What runs of it stays until `pulumi destroy`, which would mean this:";

function told(
    title: string | undefined,
    before: Side,
    after: Side,
    rules: readonly Configured[] | undefined,
): Omit<StackReport, "stack"> {
    const report = compare(before, after, rules);
    const heading = title === undefined ? "" : `**${title}**\n\n`;
    return {
        text: (limit) => heading + markdown(report, limit - heading.length),
        page: () => htmlPage(report, before, after),
    };
}

/** This branch's own policies, as the environment of the stack's name has them; without a preset they are not asked. */
function rulesOf(stack: string, today: string): readonly Configured[] | undefined {
    const file = `policies/config.${stack}.json`;
    const preset = existsSync(join(root, file)) ? readPreset(file, root, today) : undefined;
    return preset === undefined || "problems" in preset ? undefined : preset.rules;
}

const root = join(__dirname, "../..");

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
