import { cleanStack } from "./cleanStack";
import { controlPlane, nodeAgent } from "./controlPlane";
import type { Props } from "./crossguard";
import { authorizationPolicy, closedNetwork, namespace, peerAuthentication } from "./objects";

/** A mesh in the middle of a canary upgrade over one minor: tags move one after the other, the default last. */
export const upgrading = {
    revisions: { "1-30-5": "1.30.5", "1-31-1": "1.31.1" },
    tags: { stable: "1-30-5", canary: "1-31-1", gateways: "1-30-5", default: "1-30-5" },
} as const;

/** A small mesh in the middle of an upgrade, without anything to object to. */
export function upgradeStack(): Props[] {
    return [
        ...cleanStack(controlPlane(upgrading.revisions, upgrading.tags)),
        nodeAgent("istio-cni", "1.30.5"),
        namespace("users", { "istio.io/rev": "canary" }),
        peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "users" }),
        authorizationPolicy({}, { name: "default-deny", namespace: "users" }),
        closedNetwork("users"),
        envoyFilter(["1.30", "1.31"]),
    ];
}

/** One patch for each of some minors, as Meshwright derives them; for all proxies without any. */
export function envoyFilter(minors: readonly string[]): Props {
    const patch = { operation: "INSERT_BEFORE", value: { name: "mine" } };
    const configPatches = (minors.length === 0 ? [undefined] : minors).map((minor) => ({
        applyTo: "HTTP_FILTER",
        match: {
            context: "SIDECAR_INBOUND",
            ...(minor === undefined ? {} : { proxy: { proxyVersion: `^${minor.replaceAll(".", "\\.")}.*` } }),
        },
        patch,
    }));
    return {
        apiVersion: "networking.istio.io/v1alpha3",
        kind: "EnvoyFilter",
        metadata: {
            name: "mine",
            namespace: "core",
            labels: { "app.kubernetes.io/managed-by": "meshwright" },
        },
        spec: { priority: 10, configPatches },
    };
}
