import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CoreV1Api, KubeConfig, type V1Service } from "@kubernetes/client-node";
import { apiServerSpec, egressConfig, egressConfigFile } from "./apiServer";
import { resolveDestination } from "./backends";
import { ConnectProxy } from "./connectProxy";
import { controllerManagerSpec } from "./controllerManager";
import { componentKubeconfig, ensureCredentials } from "./credentials";
import { dieWithParent } from "./dieWithParent";
import { etcdSpec } from "./etcd";
import { IstiodManager } from "./istiodManager";
import { writeKubeconfigs } from "./kubeconfig";
import { kwokConfigFile, kwokSpec } from "./kwok";
import { kwokConfig } from "./kwokStages";
import { ManagedProcess, type ManagedProcessOptions } from "./managedProcess";
import { ensureNode, waitForFirstPods } from "./node";
import { type LabPaths, sockets } from "./paths";
import type { LabTools, ProcessSpec } from "./processSpec";
import { schedulerSpec } from "./scheduler";
import type { LabPorts, ProcessRecord } from "./state";
import { type WatchList, watchList } from "./watchList";

export interface ControlPlaneOptions {
    readonly paths: LabPaths;
    readonly tools: LabTools;
    readonly stages: string;
    readonly ports: LabPorts;
    readonly onChange: () => void;
    readonly report: (step: string) => void;
    readonly signal: AbortSignal;
}

/** How long istiods of an earlier run are waited for when a lab starts again, in milliseconds. */
const istiodPatience = 45_000;

/** The processes of a lab in the order in which they can be started and, the other way round, stopped. */
export class ControlPlane {
    readonly server: string;
    readonly #started: ManagedProcess[] = [];
    readonly #processOptions: ManagedProcessOptions;
    #proxy: ConnectProxy | undefined;
    #istiod: IstiodManager | undefined;
    #services: WatchList<V1Service> | undefined;
    readonly #stopped = new AbortController();
    /** Aborted when the start is given up or the control plane is stopped. */
    readonly #signal: AbortSignal;

    constructor(readonly options: ControlPlaneOptions) {
        this.server = `https://127.0.0.1:${options.ports.apiServer}`;
        this.#signal = AbortSignal.any([options.signal, this.#stopped.signal]);
        this.#processOptions = {
            paths: options.paths,
            onChange: options.onChange,
            wrap: dieWithParent(),
        };
    }

    async start(): Promise<void> {
        const { paths, tools, stages, ports, report } = this.options;
        const signal = this.#signal;
        this.#prepare(stages);
        const tokens = ensureCredentials(paths);
        report("starting etcd and the Kubernetes API server");
        const etcd = this.#launch(etcdSpec(paths, tools));
        await etcd.whenReady(signal);
        await this.#launch(apiServerSpec(paths, tools, ports.apiServer)).whenReady(signal);
        writeKubeconfigs(paths, this.server, tokens);
        report("starting the controllers, the scheduler and the fake node");
        const components = [
            this.#launch(controllerManagerSpec(paths, tools, ports.controllerManager)),
            this.#launch(schedulerSpec(paths, tools, ports.scheduler)),
            this.#launch(kwokSpec(paths, tools)),
        ];
        const config = new KubeConfig();
        config.loadFromFile(componentKubeconfig(paths, "lab"));
        await Promise.all([
            ensureNode(config),
            this.#connectServices(config),
            ...components.map((component) => component.whenReady(signal)),
        ]);
        await waitForFirstPods(config, signal);
        await this.#waitForIstiods();
    }

    /** Clients first; etcd last, because an API server without etcd hangs for minutes when asked to end. */
    async stop(): Promise<void> {
        this.#stopped.abort();
        await this.#istiod?.stop();
        await this.#services?.stop();
        const [etcd, apiServer, ...components] = this.#started;
        await Promise.all(components.map((component) => component.stop(5_000)));
        await apiServer?.stop(10_000);
        await this.#proxy?.close();
        await etcd?.stop(5_000);
        rmSync(this.options.paths.run, { recursive: true, force: true });
    }

    get records(): readonly ProcessRecord[] {
        return [...this.#started, ...(this.#istiod?.processes ?? [])].map((each) => each.record());
    }

    #prepare(stages: string): void {
        const { paths } = this.options;
        // What lies in `run` belongs to one run: socket files of a killed one would be in the way of the next.
        rmSync(paths.run, { recursive: true, force: true });
        for (const folder of [paths.temporary, paths.credentials, paths.logs, paths.certs, paths.istiod]) {
            mkdirSync(folder, { recursive: true, mode: 0o700 });
        }
        writeFileSync(join(paths.run, egressConfigFile), egressConfig());
        writeFileSync(join(paths.run, kwokConfigFile), kwokConfig(stages));
    }

    #launch(spec: ProcessSpec): ManagedProcess {
        this.#signal.throwIfAborted();
        const process = new ManagedProcess(spec, this.#processOptions);
        this.#started.push(process);
        process.start();
        return process;
    }

    async #connectServices(config: KubeConfig): Promise<void> {
        const { paths, tools, ports } = this.options;
        const core = config.makeApiClient(CoreV1Api);
        const istiod = new IstiodManager({
            ...this.#processOptions,
            tools,
            config,
            server: this.server,
            takenPorts: new Set(Object.values(ports)),
        });
        this.#istiod = istiod;
        const services = await watchList({
            config,
            path: "/api/v1/services",
            list: () => core.listServiceForAllNamespaces(),
            onChange: () => undefined,
            signal: this.#signal,
        });
        this.#services = services;
        const processes = new Map([["default/kubernetes", new Map([[443, ports.apiServer]])]]);
        this.#proxy = new ConnectProxy((destination) =>
            resolveDestination(destination, { services: services.list(), pods: istiod.backends, processes }),
        );
        await this.#proxy.listen(join(paths.run, sockets.connectProxy));
        this.#signal.throwIfAborted();
        await istiod.start(this.#signal);
    }

    async #waitForIstiods(): Promise<void> {
        const { report } = this.options;
        const deadline = Date.now() + istiodPatience;
        if (!this.#istiod?.settled) {
            report("waiting for the istiods this cluster already runs");
        }
        while (!this.#istiod?.settled && Date.now() < deadline) {
            await pause(100, undefined, { signal: this.#signal });
        }
    }
}
