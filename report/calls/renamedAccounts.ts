import { describeGrounds, type NamedWorkload, principalOf, serverTerms } from "../../components/access";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import type { Statement } from "../statement";
import type { CallChange } from "./callChanges";
import { clientOf } from "./identities";
import { once } from "./once";
import { conditionReader, type Passing, passing } from "./relations";
import { termsChanges } from "./termsChange";
import { workloadsById } from "./workloadsById";
import { worldIn } from "./worlds";

/** What is left to tell of each call once it was said whose identity has another name, and the sentences that say it. */
export interface Renamed {
    readonly calls: readonly CallChange[];
    readonly statements: readonly Statement[];
}

/**
 * Where workloads run as another account, and a policy says of that one what it said of the old one, nobody gains or
 * loses anything by it: that is said once for each of them. Told as before is what a policy says of an account that
 * anything keeps, or that nothing runs as.
 */
export function renamedAccounts(calls: readonly CallChange[], before: Side, after: Side): Renamed {
    const [were, are] = [runnersOf(before), runnersOf(after)];
    const runners = new Map<string, Set<string>>();
    for (const [key, { principal }] of [...were, ...are]) {
        runners.set(principal, new Set([...(runners.get(principal) ?? []), key]));
    }
    const [permittedBefore, permittedAfter] = [permittedOn(before), permittedOn(after)];
    const isHeld = ({ layer, from, to }: CallChange): boolean => {
        const keys = layer === "policy" ? [...(runners.get(from) ?? [])] : [];
        return keys.length > 0 && keys.every((key) => mayAsBefore(were.get(key), are.get(key), to));
    };
    const mayAsBefore = (was: Runner | undefined, is: Runner | undefined, to: string): boolean => {
        const isRenamed = was !== undefined && is !== undefined && was.principal !== is.principal;
        const [may, might] = isRenamed
            ? [permittedAfter(is.principal, to), permittedBefore(was.principal, to)]
            : [];
        return may !== undefined && might !== undefined && termsChanges(might, may).length === 0;
    };
    const held = calls.filter(isHeld);
    const left = calls.filter((each) => !held.includes(each));
    const renamed = [...new Set(held.flatMap(({ from }) => [...(runners.get(from) ?? [])]))].sort();
    const statements = renamed.flatMap((key): readonly Statement[] => {
        const runner = are.get(key);
        return runner === undefined ? [] : [statement(runner, held, left)];
    });
    return { calls: left, statements };
}

function statement(
    { workload, principal }: Runner,
    held: readonly CallChange[],
    left: readonly CallChange[],
): Statement {
    const { namespace, serviceAccount } = workload;
    const id = idOf(workload);
    const otherwise = left.some(({ from }) => from === id) ? "otherwise " : "";
    const because = held.filter(({ from }) => from === principal).flatMap((each) => each.because);
    return {
        section: "access",
        effect: "changes",
        sentence: `${id} runs as ${namespace}/${serviceAccount} now, and may ${otherwise}call what it might`,
        because: [...new Set(because)].slice(0, 12),
    };
}

interface Runner {
    readonly workload: NamedWorkload;
    readonly principal: string;
}

/** Whatever proves an identity, by kind and name. */
function runnersOf({ workloads, gatewayPods, mesh }: Side): ReadonlyMap<string, Runner> {
    const all = [...workloads, ...gatewayPods].filter(({ injected }) => injected);
    return new Map(
        all.map((workload) => [
            `${idOf(workload)} ${workload.kind}`,
            { workload, principal: principalOf(workload, mesh.trustDomain) },
        ]),
    );
}

/** What the policy of a workload lets an identity call; undefined of a workload that is not there. */
function permittedOn(side: Side): (principal: string, to: string) => Passing | undefined {
    const serversOf = once(() => workloadsById(side.workloads));
    const conditionsOf = conditionReader(side.objects);
    const known = new Map<string, ReturnType<typeof serverTerms>>();
    return (from, to) => {
        const server = serversOf()(to).at(-1);
        if (server === undefined) {
            return undefined;
        }
        const terms = known.get(to) ?? serverTerms(worldIn(side), server);
        known.set(to, terms);
        const ends = { way: "mesh", from, to } as const;
        return passing(ends, terms.permitted(clientOf(from)), conditionsOf, describeGrounds);
    };
}
