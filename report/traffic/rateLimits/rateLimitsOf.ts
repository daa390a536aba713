import type { NamedWorkload } from "../../../components/access";
import type { Manifest } from "../../../components/istio/types";
import { idOf } from "../../objects/names";
import { groupAndKind } from "../../objects/tellings";
import { perSide } from "../../perSide";
import type { Side } from "../../side";
import { isEnforced, isLimiting, limitsIn, type NamedLimit } from "./filterLimits";
import { requestsInWords } from "./limitedRequests";
import type { LimitingPatch } from "./limitingPatch";
import { sharedAmounts } from "./sharedAmounts";

/** A limit that a proxy keeps. */
export interface KeptLimit {
    readonly place: string;
    readonly port?: number;
    /** Empty for all. */
    readonly requests: string;
    /** `rate limit of each client in each replica`. */
    readonly what: string;
    /** The place, and where in its proxy the filter stands. */
    readonly keeper: string;
    readonly name: string;
    /** Domain and name, by which the service that counts knows it. */
    readonly shared?: string;
    readonly amount: string;
}

/** What the limiting filters of a side make proxies keep. */
export interface Limiting {
    readonly limits: readonly KeptLimit[];
    /** Keepers of filters of which not everything can be told in words. */
    readonly unread: ReadonlySet<string>;
    /** By keeper, whether requests are refused while the service that counts does not answer. */
    readonly refusing: ReadonlyMap<string, boolean>;
}

export const rateLimitsOf = perSide((side: Side): Limiting => {
    const limits: KeptLimit[] = [];
    const unread = new Set<string>();
    const refusing = new Map<string, boolean>();
    for (const filter of side.objects.filter(isEnvoyFilter)) {
        for (const patch of patchesOf(filter).filter(isLimiting)) {
            const named = limitsIn(patch);
            for (const place of keepersOf(filter, patch, side)) {
                const keeper = [place, placeOf(patch)].join(" ");
                if (named === undefined) {
                    unread.add(keeper);
                } else if (isEnforced(patch)) {
                    limits.push(...named.flatMap((each) => keptAs(each, place, keeper, patch, side)));
                    refusing.set(keeper, patch.patch?.value?.typed_config?.failure_mode_deny === true);
                }
            }
        }
    }
    return { limits, unread, refusing };
});

/** Nothing of one that the service which is asked knows nothing of. */
function keptAs(
    { name, headers, isByClient, amount: own }: NamedLimit,
    place: string,
    keeper: string,
    { match, patch }: LimitingPatch,
    side: Side,
): readonly KeptLimit[] {
    const { domain } = patch?.value?.typed_config ?? {};
    const amount = own ?? sharedAmounts(side).get(`${domain} ${name}${isByClient ? " client" : ""}`);
    const port = match?.listener?.portNumber;
    const where = own === undefined ? "in the whole mesh" : "in each replica";
    return amount === undefined
        ? []
        : [
              {
                  place,
                  keeper,
                  name,
                  ...(port === undefined ? {} : { port }),
                  requests: requestsInWords(headers),
                  what: `rate limit ${isByClient ? "of each client " : ""}${where}`,
                  ...(own === undefined ? { shared: `${domain} ${name}` } : {}),
                  amount,
              },
          ];
}

/** Where in a proxy a filter stands. */
export function placeOf({ match, patch }: LimitingPatch): string {
    return [match?.context, match?.listener?.portNumber, patch?.value?.name].join(" ");
}

export function isEnvoyFilter(object: Manifest): boolean {
    return groupAndKind(object) === "networking.istio.io/EnvoyFilter";
}

export function patchesOf({ spec }: Manifest): readonly LimitingPatch[] {
    const { configPatches } = (spec ?? {}) as { readonly configPatches?: unknown };
    const all: readonly unknown[] = Array.isArray(configPatches) ? configPatches : [];
    return all.filter((each): each is LimitingPatch => typeof each === "object" && each !== null);
}

/** The workloads or gateways that the filter selects, in its namespace or from the root in all; without a selector, all. */
function keepersOf({ metadata, spec }: Manifest, { match }: LimitingPatch, side: Side): readonly string[] {
    const { workloadSelector } = (spec ?? {}) as {
        readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
    };
    const labels = Object.entries(workloadSelector?.labels ?? {});
    const isMeant = (pod: NamedWorkload): boolean =>
        [pod.namespace, side.mesh.rootNamespace].includes(metadata.namespace ?? "default") &&
        labels.every(([key, value]) => pod.labels[key] === value);
    const pods = match?.context === "GATEWAY" ? side.gatewayPods : side.workloads;
    return [...new Set(pods.filter(isMeant).map(idOf))];
}
