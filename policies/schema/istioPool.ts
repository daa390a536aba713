import type { Expression } from "./cel/expression";
import { parse } from "./cel/parse";
import { istioSchemas } from "./istioSchemas.generated";
import type { Pool } from "./pool";

/** The CRDs of the Istios that are pinned. */
export const istioPool = JSON.parse(istioSchemas) as Pool;

/** Minors in it, the newest last. */
export const istioMinors: readonly string[] = Object.keys(istioPool.kinds);
export const newestMinor = istioMinors.at(-1) ?? "";

/** Group/kinds of an API group that the newest minor has. */
export function kindsOf(...groups: readonly string[]): readonly string[] {
    return Object.keys(istioPool.kinds[newestMinor] ?? {}).filter((each) =>
        groups.includes(each.slice(0, each.indexOf("/"))),
    );
}

const expressions = new Map<string, Expression>();

/** Read when it is needed first, since most stacks use few kinds. */
export function expressionOf(text: string): Expression {
    let found = expressions.get(text);
    if (found === undefined) {
        found = parse(text);
        expressions.set(text, found);
    }
    return found;
}
