import { derive, scraperNamespaces, systemServices } from "../../../components/derive";
import type { Observability } from "../../../components/graph";
import { emptyPlatform } from "../../../components/graph";
import type { Manifest } from "../../../components/istio/types";
import { observabilityOf } from "../../observability/support/contexts";
import { egressGateway, ingressGateway } from "../../support/gateways";
import {
    callOf,
    deploymentOf,
    graphOf,
    namespaceOf,
    serviceOf,
    storeOf,
    workloadOf,
} from "../../support/graphs";
import { testTarget } from "../../support/target";

/** A mesh with a namespace in every stage and both gateways, watched by this. */
export function watchedTown(more: Partial<Observability> = {}): Watched {
    const observability = observabilityOf(more);
    const graph = graphOf({
        namespaces: [
            namespaceOf("shop", "enforced", { deploy: true }),
            namespaceOf("lab", "audit"),
            namespaceOf("field", "observed"),
            namespaceOf("yard", "off"),
            namespaceOf("data", "off"),
        ],
        workloads: [
            workloadOf("shop/web", {
                deployment: deploymentOf({ version: "v1" }),
                versions: [{ version: "v2", image: "registry.example.com/web:2.0.0", replicas: 1 }],
                spanTags: { brain_region: "occipital" },
            }),
            workloadOf("shop/cart", { deployment: deploymentOf({ version: "v7" }) }),
            workloadOf("lab/probe", { spanTags: { brain_region: "insula" } }),
            workloadOf("field/barn"),
            workloadOf("yard/old", { deployment: deploymentOf({ version: "v1" }) }),
        ],
        services: [serviceOf("shop/web"), serviceOf("shop/cart")],
        stores: [storeOf("redis", "data"), storeOf("kafka", "data")],
        calls: [callOf("shop/web", "shop/cart")],
        platform: {
            ...emptyPlatform,
            gateways: new Map([
                ["istio-egressgateway", egressGateway()],
                ["istio-ingressgateway", ingressGateway()],
            ]),
            observability,
        },
    });
    const watched = new Set(["istio-system", ...graph.namespaces.keys(), "istio-ingress", "istio-egress"]);
    const target = {
        ...testTarget,
        systemServices: systemServices(observability, testTarget.clusterDomain, watched),
        scraperNamespaces: scraperNamespaces(observability),
    };
    return new Watched(derive(graph, target));
}

export class Watched {
    readonly #objects: readonly Manifest[];

    constructor(readonly derived: ReturnType<typeof derive>) {
        const { observability, namespaces, gateways } = derived;
        this.#objects = [observability, ...namespaces.values(), ...gateways.values()].flat();
    }

    /** Ids of the objects of a kind, as `namespace/name`, sorted. */
    ids(kind: string): readonly string[] {
        return this.#objects
            .filter((each) => each.kind === kind)
            .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
            .sort();
    }

    spec<Spec>(kind: string, id: string): Spec {
        const found = this.#objects.find(
            (each) => each.kind === kind && `${each.metadata.namespace}/${each.metadata.name}` === id,
        );
        if (found === undefined) {
            throw new Error(`no ${kind} ${id}; there are ${this.ids(kind).join(", ") || "none"}`);
        }
        return found.spec as Spec;
    }
}
