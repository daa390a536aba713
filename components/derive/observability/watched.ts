import type { ArrangedGraph } from "../arrangedGraph";
import type { Target } from "../target";

const known = new WeakMap<ArrangedGraph, ReadonlySet<string>>();

/**
 * Namespaces whose Services istiod knows: those that carry the label of `discoverySelectors`, which this program writes
 * on every namespace of the graph and of its gateways, and no other.
 */
export function watchedNamespaces(arranged: ArrangedGraph, { rootNamespace }: Target): ReadonlySet<string> {
    const before = known.get(arranged);
    const watched =
        before ??
        new Set([
            rootNamespace,
            ...arranged.parts.map(({ namespace }) => namespace.name),
            ...[...arranged.gateways.values()].map(({ gateway }) => gateway.namespace),
        ]);
    known.set(arranged, watched);
    return watched;
}
