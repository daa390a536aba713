import type { Configured } from "../../policyCheck/preset";
import { compare } from "../../report/compare";
import { markdown } from "../../report/markdown/markdown";
import type { Side } from "../../report/side";
import { readMade } from "../change/made";
import { asCode } from "./asCode";
import type { StackReport } from "./commentText";

/**
 * What the program of a change makes otherwise than this one: `made` is what it says that it makes of the new stack
 * file, `known` what this program makes of it, or of the old one where it refuses the new. Empty where both make the
 * same. `made` comes from anybody: whatever is in it can make its own report wrong, and no other.
 */
export function changedProgram(
    made: string | undefined,
    known: Side | undefined,
    rules: readonly Configured[] | undefined,
): StackReport["text"] {
    const side = made === undefined ? { problem: "the run left nothing of it" } : readMade(made);
    if ("problem" in side) {
        return () =>
            `## ⚠️ What the changed program makes of this stack is not known\n\n${asCode(side.problem, 300)}\n`;
    }
    if (known === undefined) {
        return () => "";
    }
    try {
        const report = compare(known, { ...side, name: "the changed program" }, rules);
        if (report.statements.length === 0) {
            return () => "";
        }
        // Written here once, so that what cannot be written fails here.
        markdown(report);
        return (limit) => `${title}${lowered(markdown(report, limit - title.length - headings))}`;
    } catch {
        return () => "## ⚠️ What the changed program says that it makes of this stack is not in order\n";
    }
}

const title = "## ⚠️ By the changed program\n\n";

/** As many as a report can have at most; each grows by a character. */
const headings = 20;

function lowered(text: string): string {
    return text.replaceAll(/^##/gm, "###");
}
