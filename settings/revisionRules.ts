import { badDate, badName } from "../components/graph/formats";
import { inStack, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { checkExceptions, checkSupport, type VersionException } from "../components/revisions";
import { didYouMean } from "../components/suggestion";
import type { StackContent } from "./stackSchema";

/** `istiod-<revision>` must stay a DNS-1123 label. */
const longestRevision = 56;

export interface RevisionContext {
    /** Name of every declared revision, also of those that could not be read. */
    readonly revisions: ReadonlySet<string>;
    readonly today: string;
    /** Position of a list item in the stack file. */
    readonly position: (list: readonly unknown[], index: number) => number;
}

/** Revisions named by their version, each one to run, and tags that point to them. */
export function checkRevisions(
    content: StackContent,
    { revisions, today, position }: RevisionContext,
): readonly Problem[] {
    const exceptions: readonly VersionException[] = content.exceptions ?? [];
    const dated = exceptions.filter(({ until }) => badDate(until) === undefined);
    const positionOf = (exception: VersionException | undefined) =>
        exception === undefined ? 0 : position(exceptions, exceptions.indexOf(exception));
    const judged = checkExceptions(dated, today, (index, key) =>
        inStack(["exceptions", positionOf(dated[index]), key]),
    );
    const problems: Problem[] = [...judged.problems];
    for (const [name, { version }] of Object.entries(content.revisions ?? {})) {
        problems.push(...checkRevision(name, version, today, judged.valid));
    }
    if (content.revisions !== undefined && revisions.size === 0) {
        problems.push(
            problem(
                "empty",
                inStack(["revisions"]),
                "is empty; write one, such as { 1-31-1: { version: 1.31.1 } }",
            ),
        );
    }
    for (const exception of judged.valid) {
        const { rule } = exception;
        const used = problems.some(({ code }) => code === `${rule}-excepted` || code === rule);
        if (!used) {
            const message = `no revision breaks "${rule}"; remove the exception`;
            problems.push({
                ...problem("exception-unused", inStack(["exceptions", positionOf(exception)]), message),
                severity: "warning",
            });
        }
    }
    return [...problems, ...checkTags(content, revisions)];
}

function checkRevision(
    name: string,
    version: string,
    today: string,
    exceptions: readonly VersionException[],
): readonly Problem[] {
    const path = inStack(["revisions", name, "version"]);
    if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(version)) {
        const message = `${shown(version)} is not an exact release; write major.minor.patch, such as "1.31.1"`;
        return [problem("bad-version", path, message)];
    }
    const expected = version.replaceAll(".", "-");
    const problems = [...checkSupport(version, path, { today, exceptions })];
    const trouble = badName(name, longestRevision);
    if (trouble !== undefined) {
        problems.push(problem(trouble.code, inStack(["revisions", name]), trouble.message));
    } else if (name !== expected && !name.startsWith(`${expected}-`)) {
        const message = `the name "${name}" does not say its version ${version}; name it ${expected}, or ${expected}-<suffix>`;
        problems.push(problem("revision-name", inStack(["revisions", name]), message));
    }
    return problems;
}

function checkTags({ tags }: StackContent, revisions: ReadonlySet<string>): readonly Problem[] {
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
        if (revisions.has(tag)) {
            const message = `"${tag}" is also a revision, and a namespace label could not tell them apart; rename the tag`;
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
