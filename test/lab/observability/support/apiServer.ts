import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { PodOf } from "./podFiles";

const listEnd = { resourceVersion: "1", annotations: { "k8s.io/initial-events-end": "true" } };

export interface StandIn {
    readonly kubeconfig: string;
    /** Addresses asked for, so that a test sees what was asked. */
    readonly asked: readonly string[];
    close(): Promise<void>;
}

/**
 * Answers lists and watches of pods as an API server does, for what a collector asks of one: a list, then a watch on
 * which nothing happens.
 */
export async function apiServerWith(
    pods: readonly (PodOf & { readonly labels: Readonly<Record<string, string>>; readonly node: string })[],
    port: number,
    folder: string,
): Promise<StandIn> {
    const asked: string[] = [];
    const items = pods.map(({ namespace, name, uid, labels, node }) => ({
        metadata: {
            namespace,
            name,
            uid,
            labels,
            resourceVersion: "1",
            creationTimestamp: "2026-01-01T00:00:00Z",
        },
        spec: { nodeName: node, containers: [{ name: "istio-proxy", image: "proxy:1" }] },
        status: { podIP: "10.0.0.9", startTime: "2026-01-01T00:00:00Z", phase: "Running" },
    }));
    const server: Server = createServer((request, response) => {
        const url = new URL(request.url ?? "/", "http://127.0.0.1");
        asked.push(`${url.pathname}${url.search}`);
        response.setHeader("content-type", "application/json");
        const isPods = url.pathname === "/api/v1/pods";
        const kind = isPods ? "Pod" : url.pathname.endsWith("/replicasets") ? "ReplicaSet" : "Namespace";
        const apiVersion = kind === "ReplicaSet" ? "apps/v1" : "v1";
        const found = isPods ? items : [];
        if (!url.searchParams.has("watch")) {
            const list = {
                apiVersion,
                kind: `${kind}List`,
                metadata: { resourceVersion: "1" },
                items: found,
            };
            response.end(JSON.stringify(list));
            return;
        }
        response.flushHeaders();
        // Newer clients ask for the list on the watch itself, and are told where it ends.
        if (url.searchParams.get("sendInitialEvents") === "true") {
            const events = [
                ...found.map((object) => ({ type: "ADDED", object: { apiVersion, kind, ...object } })),
                { type: "BOOKMARK", object: { apiVersion, kind, metadata: listEnd } },
            ];
            response.write(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
        }
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
    });
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(
        kubeconfig,
        JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters: [{ name: "lab", cluster: { server: `http://127.0.0.1:${port}` } }],
            users: [{ name: "lab", user: {} }],
            contexts: [{ name: "lab", context: { cluster: "lab", user: "lab" } }],
            "current-context": "lab",
        }),
    );
    return {
        kubeconfig,
        asked,
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
