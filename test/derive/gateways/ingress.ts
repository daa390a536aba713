import { derive } from "../../../components/derive";
import type { Route, Service, ServiceGraph, Stage } from "../../../components/graph/model";
import type { Gateway, PublicHost } from "../../../components/graph/platform";
import type {
    GatewaySpec,
    Manifest,
    NetworkPolicySpec,
    VirtualServiceSpec,
} from "../../../components/istio/types";
import { ingressGateway, platformWithHosts } from "../../support/arbitraryRoutes";
import { graphOf, namespaceOf, portOf, serviceOf, workloadOf } from "../../support/graphs";
import { platformWith } from "../../support/platforms";
import { testTarget } from "../../support/target";

export interface Front {
    readonly hosts?: readonly PublicHost[];
    readonly routes?: readonly Route[];
    readonly gateway?: Gateway;
    readonly services?: readonly Service[];
    readonly stage?: Stage;
}

/** `core/shop` and `press/news`, each on HTTP port 80 of pods that listen on 8080, behind one ingress gateway. */
export function frontGraph({ hosts = [], routes = [], gateway, services, stage }: Front): ServiceGraph {
    return graphOf({
        namespaces: [namespaceOf("core", stage), namespaceOf("press")],
        workloads: [workloadOf("core/shop"), workloadOf("press/news")],
        services: services ?? [
            serviceOf("core/shop"),
            serviceOf("press/news", { ports: [portOf("http", 80)] }),
        ],
        routes,
        platform: platformWithHosts(hosts, platformWith(gateway ?? ingressGateway)),
    });
}

/** What stands in the gateway's namespace, asked for by kind and name. */
export class FrontObjects {
    readonly gateway: readonly Manifest[];
    readonly #namespaces: ReadonlyMap<string, readonly Manifest[]>;

    constructor(front: Front, target = testTarget) {
        const derived = derive(frontGraph(front), target);
        this.gateway = derived.gateways.get((front.gateway ?? ingressGateway).name) ?? [];
        this.#namespaces = derived.namespaces;
    }

    names(kind: string): string[] {
        return this.gateway.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    }

    one(kind: string, name: string): Manifest {
        return found(this.gateway, kind, name);
    }

    servers(): GatewaySpec["servers"] {
        return (this.one("Gateway", ingressGateway.name).spec as GatewaySpec).servers;
    }

    routesOf(host: string): VirtualServiceSpec {
        return this.one("VirtualService", host).spec as VirtualServiceSpec;
    }

    network(name: string): NetworkPolicySpec {
        return this.one("NetworkPolicy", name).spec as NetworkPolicySpec;
    }

    inNamespace(namespace: string, kind: string, name: string): Manifest {
        return found(this.#namespaces.get(namespace) ?? [], kind, name);
    }
}

function found(all: readonly Manifest[], kind: string, name: string): Manifest {
    const manifest = all.find((each) => each.kind === kind && each.metadata.name === name);
    if (manifest === undefined) {
        throw new Error(`no ${kind} ${name} among ${all.map((each) => each.kind).join(", ")}`);
    }
    return manifest;
}
