import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiServerSpec, egressConfig, egressConfigFile } from "./apiServer";
import type { ClusterServices } from "./clusterServices";
import { controllerManagerSpec } from "./controllerManager";
import { ensureCredentials } from "./credentials";
import { dieWithParent } from "./dieWithParent";
import { etcdSpec } from "./etcd";
import { writeKubeconfigs } from "./kubeconfig";
import { kwokConfigFile, kwokSpec } from "./kwok";
import { kwokConfig } from "./kwokStages";
import { ManagedProcess, type ManagedProcessOptions } from "./managedProcess";
import type { LabPaths } from "./paths";
import type { LabTools, ProcessSpec } from "./processSpec";
import { schedulerSpec } from "./scheduler";
import type { LabPorts, ProcessRecord } from "./state";

export interface ControlPlaneOptions {
    readonly paths: LabPaths;
    readonly tools: LabTools;
    readonly stages: string;
    readonly ports: LabPorts;
    readonly onChange: () => void;
    readonly report: (step: string) => void;
    readonly signal: AbortSignal;
}

/** The processes of a lab in the order in which they can be started and, the other way round, stopped. */
export class ControlPlane {
    readonly #started: ManagedProcess[] = [];
    readonly #processOptions: ManagedProcessOptions;
    #services: ClusterServices | undefined;
    readonly #stopped = new AbortController();
    /** Aborted when the start is given up or the control plane is stopped. */
    readonly #signal: AbortSignal;

    constructor(readonly options: ControlPlaneOptions) {
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
        await this.#launch(etcdSpec(paths, tools)).whenReady(signal);
        const apiServer = this.#launch(apiServerSpec(paths, tools, ports.apiServer));
        const load = loadClusterServices();
        await apiServer.whenReady(signal);
        const server = `https://127.0.0.1:${ports.apiServer}`;
        writeKubeconfigs(paths, server, tokens);
        report("starting the controllers, the scheduler and the fake node");
        const components = [
            this.#launch(controllerManagerSpec(paths, tools, ports.controllerManager)),
            this.#launch(schedulerSpec(paths, tools, ports.scheduler)),
            this.#launch(kwokSpec(paths, tools)),
        ];
        const services = new load.ClusterServices({ ...this.#processOptions, tools, ports, server, signal });
        this.#services = services;
        await Promise.all([services.start(), ...components.map((component) => component.whenReady(signal))]);
        await services.whenUsable(report);
    }

    /** Clients first; etcd last, because an API server without etcd hangs for minutes when asked to end. */
    async stop(): Promise<void> {
        this.#stopped.abort();
        await this.#services?.stopClients();
        const [etcd, apiServer, ...components] = this.#started;
        await Promise.all(components.map((component) => component.stop(5_000)));
        await apiServer?.stop(10_000);
        await this.#services?.stopProxy();
        await etcd?.stop(5_000);
        rmSync(this.options.paths.run, { recursive: true, force: true });
    }

    get records(): readonly ProcessRecord[] {
        return [...this.#started, ...(this.#services?.processes ?? [])].map((each) => each.record());
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
}

/** The Kubernetes client takes most of a second to load: that is done while the API server starts. */
function loadClusterServices(): typeof import("./clusterServices") {
    return require("./clusterServices");
}
