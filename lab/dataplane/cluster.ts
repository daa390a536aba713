import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ControlPlane } from "../cluster/controlPlane";
import { labPaths, sockets } from "../cluster/paths";
import type { Reporter } from "../reporter";
import type { Tool } from "../tools";
import { ApiClient } from "./apiClient";
import { eventually } from "./eventually";
import { Forwarder } from "./forwarder";
import { root } from "./network";

/** Where proxies ask istiod. */
export const xdsPort = 15012;

/** The lab's control plane inside these namespaces, with istiod where proxies look for it. */
export class Cluster {
    readonly #paths = labPaths(join(root, "lab"));
    readonly #controlPlane: ControlPlane;
    readonly #forwarder = new Forwarder(join(this.#paths.run, sockets.connectProxy));
    #api: ApiClient | undefined;

    constructor(
        tools: ReadonlyMap<string, Tool>,
        stages: string,
        readonly reporter: Reporter,
        signal: AbortSignal,
    ) {
        this.#controlPlane = new ControlPlane({
            paths: this.#paths,
            tools,
            stages,
            // Nobody else is in this network.
            ports: { apiServer: 6443, controllerManager: 10257, scheduler: 10259 },
            onChange: () => undefined,
            report: (step) => reporter.step(step),
            signal,
        });
    }

    async start(): Promise<void> {
        await this.#controlPlane.start();
        this.#api = new ApiClient(this.#paths.kubeconfig);
    }

    get api(): ApiClient {
        if (this.#api === undefined) {
            throw new Error("the control plane has not been started");
        }
        return this.#api;
    }

    /** Waits until an istiod answers and puts it at its ClusterIP; resolves with that address. */
    async placeIstiod(namespace: string, revision: string): Promise<string> {
        const name = `istiod-${revision}`;
        await eventually(async () => {
            const { status } = await this.api.get<{
                readonly status?: { readonly availableReplicas?: number };
            }>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
            if ((status?.availableReplicas ?? 0) === 0) {
                throw new Error(
                    `${name} is not available:\n${this.istiodLog().split("\n").slice(-8).join("\n")}`,
                );
            }
        }, 180_000);
        const { spec } = await this.api.get<{ readonly spec: { readonly clusterIP: string } }>(
            `/api/v1/namespaces/${namespace}/services/${name}`,
        );
        await this.#forwarder.listen(spec.clusterIP, xdsPort);
        return spec.clusterIP;
    }

    istiodLog(): string {
        return readdirSync(this.#paths.logs)
            .filter((name) => name.includes("istiod"))
            .map((name) => readFileSync(join(this.#paths.logs, name), "utf8"))
            .join("\n");
    }
}
