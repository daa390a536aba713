import type { DeclaredRevisions } from "./declared";
import type { ObservedMesh } from "./observed";
import type { Refusal } from "./plan";
import { type Skew, skews } from "./skew";

const codes = {
    "revision-count": "too-many-revisions",
    "revision-skew": "skew",
    "cni-skew": "cni-skew",
} as const;

/**
 * Versions that must not live at the same time: those that are declared, and beside them those that run until they
 * are retired, whoever installed them.
 */
export function skewRefusals({
    declared,
    observed,
    today,
}: {
    readonly declared: DeclaredRevisions;
    readonly observed: ObservedMesh;
    readonly today: string;
}): readonly Refusal[] {
    const excused = new Set<string>(
        declared.exceptions.filter(({ until }) => today <= until).map(({ rule }) => rule),
    );
    const declaredSkews = skews(declared);
    const liveSkews = skews({ ...declared, revisions: live(declared, observed) }).filter(
        // How many are declared is a matter of the stack file alone; what is on its way out is not counted against it.
        ({ rule }) => rule !== "revision-count",
    );
    const rules = new Set(declaredSkews.map(({ rule }) => rule));
    return [...declaredSkews, ...liveSkews.filter(({ rule }) => !rules.has(rule))]
        .filter(({ rule }) => !excused.has(rule))
        .map(refusal);
}

function live(declared: DeclaredRevisions, observed: ObservedMesh): DeclaredRevisions["revisions"] {
    const running = [...(observed.revisions ?? [])].flatMap(([name, { version }]) =>
        version === undefined ? [] : [[name, { version }] as const],
    );
    return new Map([...running, ...declared.revisions]);
}

function refusal({ rule, revision, message }: Skew): Refusal {
    return { code: codes[rule], subject: revision ?? "", message, users: [] };
}
