import { badDate, badMinor, badName, badRelease } from "../components/graph/formats";
import { inStack } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import {
    checkExceptions,
    checkSupport,
    excepted,
    type Skew,
    skews,
    type VersionException,
} from "../components/revisions";
import { sortedMap } from "./sortedMap";
import type { StackContent } from "./stackSchema";
import { checkTags } from "./tagRules";

/** `istiod-<revision>` must stay a DNS-1123 label. */
export const longestRevision = 56;

export interface RevisionContext {
    /** Name of every declared revision, also of those that could not be read. */
    readonly revisions: ReadonlySet<string>;
    readonly today: string;
    /** Position of a list item in the stack file. */
    readonly position: (list: readonly unknown[], index: number) => number;
}

/** Revisions named by their version, each one to run and together too, and tags that point to them. */
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
    const problems: Problem[] = [...judged.problems, ...checkVersions(content, today, judged.valid)];
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

/** Every version of Istio that runs, each by itself and all beside each other. */
function checkVersions(
    content: StackContent,
    today: string,
    exceptions: readonly VersionException[],
): readonly Problem[] {
    const kubernetes = content.cluster?.kubernetes;
    const context = {
        today,
        exceptions,
        ...(kubernetes === undefined || badMinor(kubernetes) !== undefined ? {} : { kubernetes }),
    };
    // What is no release has been told by its shape, and nothing can be compared with it.
    const exact = ({ version }: { readonly version: string }) => badRelease(version) === undefined;
    const revisions = Object.entries(content.revisions ?? {}).filter(([, revision]) => exact(revision));
    const cni = content.cni !== undefined && exact(content.cni) ? content.cni : undefined;
    return [
        ...revisions.flatMap(([name, { version }]) => [
            ...checkSupport(version, inStack(["revisions", name, "version"]), context),
            ...checkName(name, version),
        ]),
        ...(cni === undefined ? [] : checkSupport(cni.version, inStack(["cni", "version"]), context)),
        ...skews({
            revisions: sortedMap(Object.fromEntries(revisions), (revision) => revision),
            ...(cni === undefined ? {} : { cni }),
        }).map((skew) => excepted(problem(skew.rule, inStack(pathOf(skew)), skew.message), exceptions)),
    ];
}

function pathOf({ rule, revision }: Skew): readonly string[] {
    if (rule === "cni-skew") {
        return ["cni", "version"];
    }
    return revision === undefined ? ["revisions"] : ["revisions", revision, "version"];
}

function checkName(name: string, version: string): readonly Problem[] {
    const expected = version.replaceAll(".", "-");
    const trouble = badName(name, longestRevision);
    if (trouble !== undefined) {
        return [problem(trouble.code, inStack(["revisions", name]), trouble.message)];
    }
    if (name === expected || name.startsWith(`${expected}-`)) {
        return [];
    }
    const message = `the name "${name}" does not say its version ${version}; name it ${expected}, or ${expected}-<suffix>`;
    return [problem("revision-name", inStack(["revisions", name]), message)];
}
