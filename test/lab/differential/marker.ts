import type { KubeConfig } from "@kubernetes/client-node";
import type { Manifest } from "../../../components/istio/types";
import { discovered } from "./controlPlane";
import { objects, text } from "./envoyJson";
import { listenersOf, named } from "./listeners";
import { load } from "./loading";

const port = 4711;

/**
 * One object of each kind that decides anything, in a namespace of its own: as istiod reads each kind in order, it
 * knows every earlier one when it has told a proxy of these.
 */
export function loadMarker(config: KubeConfig, round: string): Promise<void> {
    const namespace = nameOf(round);
    const metadata = { name: "marker", namespace };
    const marks: readonly Manifest[] = [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels: discovered } },
    ];
    const rest: readonly Manifest[] = [
        {
            apiVersion: "v1",
            kind: "Service",
            metadata,
            spec: { selector: { app: "marker" }, ports: [{ name: "tcp", port }] },
        },
        {
            apiVersion: "security.istio.io/v1",
            kind: "PeerAuthentication",
            metadata,
            spec: { mtls: { mode: "DISABLE" } },
        },
        {
            apiVersion: "security.istio.io/v1",
            kind: "AuthorizationPolicy",
            metadata,
            spec: { rules: [{ to: [{ operation: { ports: [`${port}`] } }] }] },
        },
    ];
    return load(config, marks).then(() => load(config, rest));
}

/** Resolves with true when the marker's proxy has all of it, with undefined before. */
export async function markerSeen(tool: string, istiod: string, round: string): Promise<true | undefined> {
    const workload = {
        namespace: nameOf(round),
        labels: { app: "marker" },
        serviceAccount: "marker",
        injected: true,
    };
    for await (const { listeners } of listenersOf(tool, istiod, [
        { id: "marker", workload, type: "sidecar" },
    ])) {
        const chains = objects(named(listeners, "virtualInbound")["filterChains"]);
        const own = chains.filter((chain) => text(chain["name"]) === `0.0.0.0_${port}`);
        const isPlain = own.length === 1 && JSON.stringify(own).includes("raw_buffer");
        return isPlain && JSON.stringify(own).includes(`"destinationPort":${port}}]`) ? true : undefined;
    }
    return undefined;
}

function nameOf(round: string): string {
    return `marker-${round}`;
}
