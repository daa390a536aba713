import type { PairTerms } from "../../accessReport/pairs";
import { describeReason, type Reason, type Terms } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { once } from "./once";
import type { ComparedTerms } from "./termsChange";
import type { Touched } from "./touched";

/** Two ends of calls. `way`, `from`, `to` and `host` are those of `ReportedPair`. */
export type Ends = Pick<PairTerms, "way" | "from" | "to" | "host">;

/** What passes between two ends on one side, and why. */
export interface Passing extends ComparedTerms {
    readonly ends: Ends;
    readonly because: readonly string[];
    readonly opaque: readonly string[];
}

export function passing<Because>(
    ends: Ends,
    terms: Terms<Because>,
    conditionsOf: (reasons: readonly Reason[]) => string,
    inWords: (because: readonly Because[]) => readonly string[],
): Passing {
    const { grants, undecided, opaque } = terms;
    return {
        ends,
        grants,
        undecided,
        conditions: conditionsOf(opaque),
        // Only what changed is explained.
        get because() {
            return inWords(terms.because);
        },
        get opaque() {
            return [...new Set(opaque.map(describeReason))];
        },
    };
}

/** Whether calls between two ends can pass otherwise than on the other side. */
export function touches({ everything, namespaces, outside }: Touched): (ends: Ends) => boolean {
    const isTouched = (id: string): boolean => namespaces.has(id.slice(0, id.indexOf("/")));
    return ({ way, from, to }) =>
        everything ||
        (way === "mesh" ? isTouched(from) || isTouched(to) : outside || isTouched(way === "in" ? to : from));
}

export function endsKey({ way, from, to, host = "" }: Ends): string {
    return [way, from, to, host].join(" ");
}

/**
 * Conditions that cannot be decided, as text that is the same where they are: what they say, not which object says
 * it. Where a reason is about more than one value, everything of its object counts.
 */
export function conditionReader(objects: readonly Manifest[]): (reasons: readonly Reason[]) => string {
    const byName = once(
        () =>
            new Map(
                objects.map((each) => [
                    `${each.kind} ${each.metadata.namespace ?? "default"}/${each.metadata.name}`,
                    each,
                ]),
            ),
    );
    return (reasons) => {
        if (reasons.length === 0) {
            return "";
        }
        const texts = reasons.map(({ object, path, message }) => {
            const spec = byName().get(object)?.spec;
            const value = /^[a-z]+\[/.test(path) ? valueAt(spec, path) : spec;
            return JSON.stringify([message, value]);
        });
        return [...new Set(texts)].sort().join("\n");
    };
}

function valueAt(root: unknown, path: string): unknown {
    const keys = path.match(/[^.[\]]+/g) ?? [];
    return keys.reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], root);
}
