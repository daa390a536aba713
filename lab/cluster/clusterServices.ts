import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { resolveDestination } from "./backends";
import { CertManagerRunner } from "./certManagerRunner";
import { ConnectProxy } from "./connectProxy";
import { componentKubeconfig } from "./credentials";
import { IstiodManager } from "./istiodManager";
import { provideLoadBalancers } from "./loadBalancers";
import type { ManagedProcess, ManagedProcessOptions } from "./managedProcess";
import { ensureNode, waitForFirstPods } from "./node";
import { sockets } from "./paths";
import type { LabTools } from "./processSpec";
import type { LabPorts } from "./state";
import { provideVolumes } from "./volumes";
import { type WatchList, watchList } from "./watchList";

export interface ClusterServicesOptions extends ManagedProcessOptions {
    readonly tools: LabTools;
    readonly ports: LabPorts;
    readonly server: string;
    readonly signal: AbortSignal;
}

/** How long istiods of an earlier run are waited for when a lab starts again, in milliseconds. */
const istiodPatience = 45_000;

/** What the lab itself plays in the cluster through its API: the node, volumes, load balancers, the network, istiod's pods. */
export class ClusterServices {
    readonly #config = new KubeConfig();
    readonly #istiod: IstiodManager;
    readonly #certManager: CertManagerRunner;
    #proxy: ConnectProxy | undefined;
    readonly #watches: WatchList<unknown>[] = [];

    constructor(readonly options: ClusterServicesOptions) {
        this.#config.loadFromFile(componentKubeconfig(options.paths, "lab"));
        const surroundings = {
            ...options,
            config: this.#config,
            takenPorts: new Set<number>(Object.values(options.ports)),
        };
        this.#istiod = new IstiodManager(surroundings);
        this.#certManager = new CertManagerRunner(surroundings);
    }

    async start(): Promise<void> {
        const { paths, ports, signal } = this.options;
        await ensureNode(this.#config);
        const core = this.#config.makeApiClient(CoreV1Api);
        const services = await watchList({
            config: this.#config,
            path: "/api/v1/services",
            list: () => core.listServiceForAllNamespaces(),
            onChange: () => undefined,
            signal,
        });
        this.#watches.push(
            services,
            await provideVolumes(this.#config, signal),
            await provideLoadBalancers(this.#config, signal),
        );
        const processes = new Map([["default/kubernetes", new Map([[443, ports.apiServer]])]]);
        this.#proxy = new ConnectProxy((destination) =>
            resolveDestination(destination, {
                services: services.list(),
                pods: this.#istiod.backends,
                processes,
            }),
        );
        await this.#proxy.listen(join(paths.run, sockets.connectProxy));
        signal.throwIfAborted();
        await Promise.all([this.#istiod.start(signal), this.#certManager.start(signal)]);
    }

    /** Until pods can be created and the webhooks of what an earlier run installed answer again. */
    async whenUsable(report: (step: string) => void): Promise<void> {
        const { signal } = this.options;
        await waitForFirstPods(this.#config, signal);
        const deadline = Date.now() + istiodPatience;
        if (!this.#istiod.settled) {
            report("waiting for the istiods this cluster already runs");
        }
        while (!this.#istiod.settled && Date.now() < deadline) {
            await pause(100, undefined, { signal });
        }
    }

    get processes(): readonly ManagedProcess[] {
        return [...this.#istiod.processes, ...this.#certManager.processes];
    }

    /** istiods, cert-manager and the watches: clients of the API server, so before it. */
    async stopClients(): Promise<void> {
        await Promise.all([this.#istiod.stop(), this.#certManager.stop()]);
        await Promise.all(this.#watches.map((watch) => watch.stop()));
    }

    async stopProxy(): Promise<void> {
        await this.#proxy?.close();
    }
}
