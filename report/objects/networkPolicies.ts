import type { NamedWorkload } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import type { CallChange } from "../calls/callChanges";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import type { ChangedObject } from "./changedObjects";
import { changedLeaves, leavesInWords } from "./leaves";
import { idOf, titleOf } from "./names";
import { plainPolicy } from "./networkPolicySpec";
import { groupAndKind } from "./tellings";

/**
 * NetworkPolicies that let through otherwise what no call tells of: whoever is outside of the mesh, and ports that nobody
 * declares. Those of a workload of which calls change follow from these. `changed` holds none that is only renamed;
 * `isLeaving` is of what goes with its namespace.
 */
export function networkPolicyChanges(
    changed: readonly ChangedObject[],
    before: Side,
    after: Side,
    calls: readonly CallChange[],
    isLeaving: (object: Manifest) => boolean,
): readonly Statement[] {
    const policies = changed.filter(({ before: was, after: is }) =>
        [was, is].some((each) => each !== undefined && isNetworkPolicy(each)),
    );
    if (policies.length === 0) {
        return [];
    }
    const isMoving = movingWorkloads(before, after, calls);
    const said = (object: Manifest, what: string): readonly Statement[] =>
        what === "" || isMoving(object) ? [] : [changes("access", `${titleOf(object)}${what}`)];
    return policies.flatMap(({ before: was, after: is }) => {
        if (was !== undefined && is !== undefined) {
            const leaves = changedLeaves(plainPolicy(was.spec), plainPolicy(is.spec));
            return said(is, leaves.length === 0 ? "" : `: ${leavesInWords(leaves)}`);
        }
        return is !== undefined
            ? said(is, " is new, and changes no call that is declared")
            : was === undefined || isLeaving(was)
              ? []
              : said(was, " is gone, and changes no call that is declared");
    });
}

function isNetworkPolicy(object: Manifest): boolean {
    return groupAndKind(object) === "networking.k8s.io/NetworkPolicy";
}

/** The labels that its pods have; absent where it chooses them otherwise, and it is not known which they are. */
function labelsOf(spec: unknown): Readonly<Record<string, string>> | undefined {
    const { podSelector } = plainPolicy(spec) as {
        readonly podSelector?: {
            readonly matchLabels?: Readonly<Record<string, string>>;
            readonly matchExpressions?: unknown;
        };
    };
    return podSelector?.matchExpressions === undefined ? (podSelector?.matchLabels ?? {}) : undefined;
}

/** Whether a policy is about a workload, or a gateway, that comes or goes or of which calls are told. */
function movingWorkloads(
    before: Side,
    after: Side,
    calls: readonly CallChange[],
): (policy: Manifest) => boolean {
    const reach = calls.filter(({ layer }) => layer === "reach");
    const told = new Set(reach.flatMap(({ from, to }) => [from, to]));
    const isCrossing = reach.some(({ way }) => way !== "mesh");
    const [were, are] = [before, after].map(({ workloads }) => new Set(workloads.map(idOf)));
    const isTold = (workload: NamedWorkload): boolean => {
        const id = idOf(workload);
        return told.has(id) || were?.has(id) !== are?.has(id);
    };
    const sides = [before, after];
    return ({ metadata, spec }) => {
        const labels = labelsOf(spec);
        const isMeant = (each: NamedWorkload): boolean =>
            labels !== undefined &&
            each.namespace === metadata.namespace &&
            Object.entries(labels).every(([name, value]) => each.labels[name] === value);
        return sides.some(
            ({ workloads, gatewayPods }) =>
                workloads.some((each) => isMeant(each) && isTold(each)) ||
                (isCrossing && gatewayPods.some(isMeant)),
        );
    };
}
