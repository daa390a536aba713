import type { Configured } from "../policyCheck/preset";
import { callChanges } from "./calls/callChanges";
import { callStatements } from "./calls/callStatements";
import { gatewayPolicyChanges } from "./calls/gatewayPolicies";
import { neighbours } from "./calls/neighbours";
import { renamedIdentities } from "./calls/renamedIdentities";
import { touched } from "./calls/touched";
import type { ChangeReport } from "./changeReport";
import { callersTlsChanges } from "./encryption/callersTls";
import { plaintextChanges } from "./encryption/plaintext";
import { failureStatements } from "./failure";
import { type ChangedObject, changedObjects } from "./objects/changedObjects";
import { objectChanges } from "./objects/objectChanges";
import { deletedForGood, operationStatements, operationTotals } from "./operations";
import { policyChanges } from "./policies/policyChanges";
import { policyReport } from "./policies/policyReport";
import type { Preview } from "./read/preview";
import { resourceStatements } from "./resources";
import { revisionChanges } from "./revisions/revisionChanges";
import { secretChanges } from "./secretChanges";
import { settingChanges } from "./settings/settingChanges";
import type { Side } from "./side";
import { stageChanges } from "./stages";
import { type Statement, sections } from "./statement";
import { trafficChanges } from "./traffic/trafficChanges";
import { unknownChanges } from "./unknownChanges";
import { verdictOf } from "./verdict";

/** What a reviewer has to know of the step from one side to the other, and nothing else; judged by `rules`, if there are. */
export function compare(
    before: Side,
    after: Side,
    rules?: readonly Configured[],
    preview?: Preview,
): ChangeReport {
    const changed = changedObjects(before.objects, after.objects);
    const where = touched(before, after);
    const { calls, statements: ofIdentities } = renamedIdentities(
        callChanges(before, after, where),
        before,
        after,
    );
    const findings = policyReport(before, after, rules, preview?.findings);
    const gone = deletedForGood(preview?.steps ?? []);
    const all: readonly Statement[] = [
        ...(preview === undefined
            ? []
            : [
                  ...failureStatements(preview),
                  ...operationStatements(preview.steps),
                  ...resourceStatements(preview.resources),
                  ...secretChanges(preview.steps, after),
                  ...unknownChanges(preview.steps, after),
              ]),
        ...policyChanges(findings ?? []),
        ...stageChanges(before, after),
        ...opensFirst(callStatements(calls, before, after)),
        ...ofIdentities,
        ...gatewayPolicyChanges(before, after, calls),
        ...plaintextChanges(before, after, where),
        ...callersTlsChanges(before, after),
        ...trafficChanges(before, after, calls),
        ...revisionChanges(before, after),
        ...settingChanges(before, after),
        ...objectChanges(changed, before, after, { calls, gone }),
    ];
    const statements = sections.flatMap((section) => all.filter((each) => each.section === section));
    return {
        base: before.name,
        head: after.name,
        verdict: verdictOf(statements, calls, before, after, findings),
        statements,
        calls,
        neighbours: neighbours(after, calls),
        ...(findings === undefined ? {} : { findings }),
        ...(preview === undefined ? {} : { operations: operationTotals(preview.steps) }),
        objects: {
            created: count(changed, (each) => each.before === undefined),
            changed: count(changed, (each) => each.before !== undefined && each.after !== undefined),
            deleted: count(changed, (each) => each.after === undefined),
        },
    };
}

/** One sentence that opens must not be looked for among dozens that close; the rest stays in its order. */
function opensFirst(statements: readonly Statement[]): readonly Statement[] {
    const opens = ({ effect }: Statement): boolean => effect === "opens";
    return [...statements.filter(opens), ...statements.filter((each) => !opens(each))];
}

function count(changed: readonly ChangedObject[], wanted: (change: ChangedObject) => boolean): number {
    return changed.filter(wanted).length;
}
