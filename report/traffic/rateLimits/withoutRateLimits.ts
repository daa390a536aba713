import type { Manifest } from "../../../components/istio/types";
import type { ChangedObject } from "../../objects/changedObjects";
import { isSame } from "../../objects/isSame";
import type { Side } from "../../side";
import { limitsIn } from "./filterLimits";
import type { LimitingPatch } from "./limitingPatch";
import { isEnvoyFilter, patchesOf, placeOf, rateLimitsOf } from "./rateLimitsOf";
import { withoutShared } from "./sharedAmounts";

/**
 * The same without what is told in words: of EnvoyFilters the patches that only limit, unless something else than their
 * limits differs, whole filters that hold nothing else and come or go, and of the service that counts to what.
 */
export function withoutRateLimits(
    changed: readonly ChangedObject[],
    before: Side,
    after: Side,
): readonly ChangedObject[] {
    const shared = new Set(
        [before, after].flatMap((side) => rateLimitsOf(side).limits.flatMap((each) => each.shared ?? [])),
    );
    return changed.flatMap((change) => {
        const object = change.after ?? change.before;
        return object !== undefined && isEnvoyFilter(object)
            ? withoutPatches(change)
            : change.before?.kind === "ConfigMap" && change.after !== undefined
              ? [{ before: withoutShared(change.before, shared), after: withoutShared(change.after, shared) }]
              : [change];
    });
}

function withoutPatches({ before, after }: ChangedObject): readonly ChangedObject[] {
    const [was, is] = [before, after].map((each) => each && { filter: each, bare: bareOf(each) });
    const left = was && without(was.filter, was.bare, is?.bare);
    const right = is && without(is.filter, is.bare, was?.bare);
    const isWhole = was === undefined || is === undefined;
    const isOnlyLimits = [left, right].every((each) => each === undefined || patchesOf(each).length === 0);
    return isWhole && isOnlyLimits && [before, after].some((each) => each && patchesOf(each).length > 0)
        ? []
        : [
              {
                  ...(left === undefined ? {} : { before: left }),
                  ...(right === undefined ? {} : { after: right }),
              },
          ];
}

/** By where patches stand; `bare` is absent of one that does more than limit in our words. */
type Bare = ReadonlyMap<string, { readonly bare?: unknown }>;

function without(filter: Manifest, own: Bare, other: Bare = new Map()): Manifest {
    const patches = patchesOf(filter);
    const left = patches.filter((each) => {
        const [mine, others] = [own.get(placeOf(each)), other.get(placeOf(each))];
        const isTold = mine?.bare !== undefined && (others === undefined || isSame(mine.bare, others.bare));
        return !isTold;
    });
    return left.length === patches.length
        ? filter
        : { ...filter, spec: { ...(filter.spec as object), configPatches: left } };
}

function bareOf(filter: Manifest): Bare {
    return new Map(patchesOf(filter).map((each) => [placeOf(each), bareIn(each)]));
}

function bareIn(patch: LimitingPatch): { readonly bare?: unknown } {
    if (limitsIn(patch) === undefined) {
        return {};
    }
    const { typed_config: config, ...value } = patch.patch?.value ?? {};
    const { rate_limits: _limits, descriptors: _buckets, ...rest } = config ?? {};
    const told = ["max_dynamic_descriptors", "failure_mode_deny"];
    const others = Object.fromEntries(Object.entries(rest).filter(([key]) => !told.includes(key)));
    return { bare: [patch.match, patch.patch?.operation, value, others] };
}
