import type { Manifest } from "../../../components/istio/types";
import type { Side } from "../../../report/side";

export const clusterDomain = "cluster.local";

/** A side that is nothing but these objects. */
export function sideOf(...objects: readonly Manifest[]): Side {
    return {
        name: "side",
        objects,
        brought: [],
        workloads: [],
        gatewayPods: [],
        mesh: { rootNamespace: "istio-system", trustDomain: clusterDomain },
        revisions: {},
        tags: {},
        gatewayTags: {},
    };
}

export function service(
    name: string,
    spec: object = { ports: [{ port: 80 }] },
    namespace = "shop",
): Manifest {
    return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec };
}

export function external(host: string, protocol = "HTTP", number = 80): Manifest {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "ServiceEntry",
        metadata: { name: host, namespace: "shop" },
        spec: { hosts: [host], location: "MESH_EXTERNAL", ports: [{ number, protocol, name: "port" }] },
    };
}

/** Rules of `cart`, a Service, or of another host. */
export function virtualService(http: readonly object[], more: object = {}, name = "rules"): Manifest {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name, namespace: "shop" },
        spec: { hosts: ["cart"], http, ...more },
    };
}

/** A rule that leads to `cart` with a timeout. */
export function rule(timeout: string, ...match: readonly object[]): object {
    return { ...(match.length === 0 ? {} : { match }), route: [{ destination: { host: "cart" } }], timeout };
}

export function caller(app: string): object {
    return { sourceNamespace: "shop", sourceLabels: { app } };
}

export function destinationRule(host: string, spec: object, namespace = "shop", name = host): Manifest {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "DestinationRule",
        metadata: { name, namespace },
        spec: { host, ...spec },
    };
}
