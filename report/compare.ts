import type { Configured } from "../policyCheck/preset";
import { callChanges } from "./calls/callChanges";
import { callStatements } from "./calls/callStatements";
import { touched } from "./calls/touched";
import type { ChangeReport } from "./changeReport";
import { plaintextChanges } from "./encryption/plaintext";
import { type ChangedObject, changedObjects } from "./objects/changedObjects";
import { objectChanges } from "./objects/objectChanges";
import { operationStatements, operationTotals } from "./operations";
import { findingsOf } from "./policies/findings";
import { policyChanges, violationsIn } from "./policies/policyChanges";
import type { PreviewStep } from "./read/preview";
import { revisionChanges } from "./revisions/revisionChanges";
import type { Side } from "./side";
import { stageChanges } from "./stages";
import { type Statement, sections } from "./statement";
import { destinationChanges } from "./traffic/destinations";
import { routeChanges } from "./traffic/routes";
import { serviceChanges } from "./traffic/serviceChanges";
import { verdictOf } from "./verdict";

/** What a reviewer has to know of the step from one side to the other, and nothing else; judged by `rules`, if there are. */
export function compare(
    before: Side,
    after: Side,
    rules?: readonly Configured[],
    steps?: readonly PreviewStep[],
): ChangeReport {
    const changed = changedObjects(before.objects, after.objects);
    const where = touched(before, after);
    const calls = callChanges(before, after, where);
    const { clusterDomain = "cluster.local" } = after.mesh;
    const judged =
        rules === undefined ? undefined : ([findingsOf(before, rules), findingsOf(after, rules)] as const);
    const all: readonly Statement[] = [
        ...(judged === undefined ? [] : policyChanges(...judged)),
        ...(steps === undefined ? [] : operationStatements(steps)),
        ...stageChanges(before, after),
        ...callStatements(calls, before, after),
        ...plaintextChanges(before, after, where),
        ...serviceChanges(before, after),
        ...routeChanges(before, after),
        ...destinationChanges(before.objects, after.objects, clusterDomain),
        ...revisionChanges(before, after),
        ...objectChanges(changed, after.watchers ?? before.watchers, movingRevisions(before, after)),
    ];
    const statements = sections.flatMap((section) => all.filter((each) => each.section === section));
    return {
        base: before.name,
        head: after.name,
        verdict: verdictOf(statements, calls, judged === undefined ? undefined : violationsIn(...judged)),
        statements,
        calls,
        ...(steps === undefined ? {} : { operations: operationTotals(steps) }),
        objects: {
            created: count(changed, (each) => each.before === undefined),
            changed: count(changed, (each) => each.before !== undefined && each.after !== undefined),
            deleted: count(changed, (each) => each.after === undefined),
        },
    };
}

function movingRevisions({ revisions: were }: Side, { revisions: are }: Side): readonly string[] {
    return [
        ...Object.keys(were).filter((each) => !(each in are)),
        ...Object.keys(are).filter((each) => !(each in were)),
    ];
}

function count(changed: readonly ChangedObject[], wanted: (change: ChangedObject) => boolean): number {
    return changed.filter(wanted).length;
}
