import { type Bounds, both, either, everything, exactly, isExact, nothing, oneOf } from "./bounds";
import { type CallSet, isEmpty } from "./callSet";
import type { Ground, Reason } from "./reason";

/** What a client may call as far as one part of the mesh is concerned, and why. */
export interface Verdict {
    readonly calls: Bounds;
    readonly because: readonly Ground[];
    /** Conditions that could not be read; may name some that turn out not to matter. */
    readonly opaque: readonly Reason[];
}

/** A server without a proxy enforces nothing. */
export const withoutProxy: Verdict = { calls: everything, because: [{ kind: "no proxy" }], opaque: [] };

/** A connection without a certificate ends before any policy is asked. */
export const plaintextRefused: Verdict = {
    calls: nothing,
    because: [{ kind: "plaintext refused" }],
    opaque: [],
};

/** Each verdict on its own ports. */
export function byPorts(parts: readonly (readonly [Verdict, CallSet])[]): Verdict {
    const present = parts.filter(([, ports]) => !isEmpty(ports));
    const only = present[0];
    if (present.length === 1 && only !== undefined) {
        return only[0];
    }
    return summary(
        present.map(([verdict]) => verdict),
        present.map(([verdict, ports]) => both(verdict.calls, exactly(ports))).reduce(either, nothing),
    );
}

/** One of the verdicts holds and objects do not say which; `reason` tells why. */
export function anyOf(verdicts: readonly Verdict[], reason: Reason): Verdict {
    const [first = withoutProxy, ...others] = verdicts;
    if (others.length === 0) {
        return first;
    }
    const calls = others.map((verdict) => verdict.calls).reduce(oneOf, first.calls);
    const all = summary(verdicts, calls);
    return isExact(calls) ? all : { ...all, opaque: [...all.opaque, reason] };
}

function summary(verdicts: readonly Verdict[], calls: Bounds): Verdict {
    return {
        calls,
        because: distinct(verdicts.flatMap((verdict) => verdict.because)),
        opaque: distinct(verdicts.flatMap((verdict) => verdict.opaque)),
    };
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
    return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
