import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import type { Manifest } from "../../components/istio/types";
import { type GraphParts, graphOf } from "./graphs";
import { testTarget } from "./target";

/** What was derived, asked for by the names a person would use. */
export class Emitted {
    readonly platform: readonly Manifest[];
    readonly #namespaces: ReadonlyMap<string, readonly Manifest[]>;

    constructor(graph: ServiceGraph, target = testTarget) {
        const derived = derive(graph, target);
        this.platform = derived.platform;
        this.#namespaces = derived.namespaces;
    }

    all(): Manifest[] {
        return [...this.platform, ...[...this.#namespaces.values()].flat()];
    }

    in(namespace: string): readonly Manifest[] {
        return this.#namespaces.get(namespace) ?? [];
    }

    /** Names of the namespace's objects of a kind, in the order they were emitted. */
    names(kind: string, namespace: string): string[] {
        return this.in(namespace)
            .filter((each) => each.kind === kind)
            .map((each) => each.metadata.name);
    }

    one(kind: string, id: string): Manifest {
        const [namespace = "", name] = id.split("/");
        const found = this.in(namespace).find((each) => each.kind === kind && each.metadata.name === name);
        if (found === undefined) {
            throw new Error(
                `no ${kind} ${id}; there are ${this.names(kind, namespace).join(", ") || "none"}`,
            );
        }
        return found;
    }

    spec(kind: string, id: string): unknown {
        return this.one(kind, id).spec;
    }
}

export function emitted(parts: GraphParts, more: Partial<typeof testTarget> = {}): Emitted {
    return new Emitted(graphOf(parts), { ...testTarget, ...more });
}
