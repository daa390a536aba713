import type { Manifest } from "../../components/istio/types";
import { changedLeaves, leafInWords, leavesInWords } from "../objects/leaves";
import { hostName } from "../objects/names";
import { changes, type Statement } from "../statement";

/** What callers do with a host: pools, ejection, balancing, TLS and versions, by host, whatever its rule is called. */
export function destinationChanges(
    before: readonly Manifest[],
    after: readonly Manifest[],
    clusterDomain: string,
): readonly Statement[] {
    const left = rulesByHost(before, clusterDomain);
    const right = rulesByHost(after, clusterDomain);
    const hosts = new Set([...right.keys(), ...left.keys()]);
    return [...hosts].flatMap((host) => {
        const [was, is] = [left.get(host), right.get(host)];
        // A host that comes or goes is told of where its calls are.
        const leaves =
            was === undefined || is === undefined ? [] : changedLeaves(common(was, is), common(is, was));
        const encryption = leaves.filter(({ path }) => /(^|\.)tls\./.test(path));
        const others = leaves.filter((each) => !encryption.includes(each));
        return [
            ...encryption.map((each) => changes("encryption", `calls to ${host}: ${leafInWords(each)}`)),
            ...(others.length === 0
                ? []
                : [changes("traffic", `calls to ${host}: ${leavesInWords(others)}`)]),
        ];
    });
}

interface Rule {
    readonly subsets?: readonly { readonly name: string }[];
    readonly trafficPolicy?: object;
}

/** A subset that comes or goes is told of by the share of requests it gets; settings by their names alone. */
function common({ subsets = [], trafficPolicy, ...rest }: Rule, other: Rule): unknown {
    const shared = subsets.filter(({ name }) => other.subsets?.some((each) => each.name === name));
    return { ...rest, ...trafficPolicy, subsets: shared };
}

function rulesByHost(objects: readonly Manifest[], clusterDomain: string): Map<string, Rule> {
    return new Map(
        objects
            .filter(({ kind }) => kind === "DestinationRule")
            .map(({ spec, metadata }) => {
                const {
                    host,
                    exportTo: _scope,
                    ...rest
                } = spec as Rule & { host: string; exportTo?: unknown };
                return [hostName(host, metadata.namespace ?? "default", clusterDomain), rest] as const;
            }),
    );
}
