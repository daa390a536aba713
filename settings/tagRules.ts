import { badName } from "../components/graph/formats";
import { inStack, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { didYouMean } from "../components/suggestion";
import type { StackContent } from "./stackSchema";

/** Tags that point to declared revisions, `default` among them, under names that no revision has or had. */
export function checkTags(
    { tags, retired = [] }: StackContent,
    revisions: ReadonlySet<string>,
): readonly Problem[] {
    const problems: Problem[] = [];
    if (tags !== undefined && tags["default"] === undefined) {
        const message = `missing; the tag "default" serves what names no tag, so point it to a revision`;
        problems.push(problem("default-tag-missing", inStack(["tags", "default"]), message));
    }
    for (const [tag, revision] of Object.entries(tags ?? {})) {
        const path = inStack(["tags", tag]);
        const trouble = badName(tag, 40);
        if (trouble !== undefined) {
            problems.push(problem(trouble.code, path, trouble.message));
        }
        if (revisions.has(tag) || retired.includes(tag)) {
            const was = revisions.has(tag) ? "is also a revision" : "was a revision once";
            const message = `"${tag}" ${was}, and a namespace label could not tell them apart; rename the tag`;
            problems.push(problem("tag-named-as-revision", path, message));
        }
        if (!revisions.has(revision) && revisions.size > 0) {
            const known = [...revisions].join(", ");
            const message = `unknown revision ${shown(revision)}${didYouMean(revision.slice(0, 80), revisions)}; known: ${known}`;
            problems.push(problem("unknown-revision", path, message));
        }
    }
    return problems;
}
