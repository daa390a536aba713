import { badName, badRelease } from "./graph/formats";
import { isMap, mapOf, section, shown, text } from "./graph/shape";
import { stepsText } from "./graph/shape/location";
import { type Problem, problem } from "./problems";
import { didYouMean } from "./suggestion";

const revisionExample = 'a map such as { "1-31-1": { version: "1.31.1" } }';

export const istioVersion = text("a version such as 1.31.1", "Version of Istio.", badRelease);

/** Live control planes, as a program names them. */
export const revisionMap = mapOf(
    section({ version: istioVersion }, "a map such as { version: 1.31.1 }", "What a control plane runs."),
    revisionExample,
    "Live control planes.",
);

export const tagMap = mapOf(
    text("the name of a revision", "Name of a revision."),
    "a map such as { stable: 1-31-1 }",
    "Revisions by tag.",
);

export const revisionName = text("a name such as 1-31-1", "Name of a revision.", badName);

export const tagName = text("a name such as stable", "Name of a tag.", badName);

export const rootNamespaceName = text("the name of a namespace", "The control plane's.", badName);

/** What is wrong between tags and revisions; `written` are the names of all revisions, also of those that cannot be read. */
export function revisionProblems(
    tags: Readonly<Record<string, string>>,
    written: readonly string[],
): readonly Problem[] {
    if (written.length === 0) {
        return [problem("empty", "revisions", `no control plane is named; write ${revisionExample}`)];
    }
    const known = [...written].sort().join(", ");
    return Object.entries(tags)
        .filter(([, revision]) => !written.includes(revision))
        .map(([tag, revision]) => {
            const near = didYouMean(revision.slice(0, 80), written);
            const message = `unknown revision ${shown(revision)}${near}; known: ${known}`;
            return problem("unknown-revision", stepsText(["tags", tag]), message);
        });
}

/** The names in one of the maps as it was written, so that nothing is unknown only because it is also wrong. */
export function namesIn(written: unknown, key: string): readonly string[] {
    const map = isMap(written) ? written[key] : undefined;
    return isMap(map) ? Object.keys(map) : [];
}

/** Without what is `undefined`, which says as much as leaving it out. */
export function given(value: unknown): unknown {
    if (!isMap(value)) {
        return value;
    }
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(entries.map(([key, each]) => [key, given(each)]));
}

/** A place in arguments: they have no file. */
export function argumentPlace(steps: readonly (string | number)[]): string {
    return steps.length === 0 ? "the arguments" : stepsText(steps);
}
