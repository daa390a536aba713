import { setTimeout as pause } from "node:timers/promises";
import { CoreV1Api, type KubeConfig, type V1Pod } from "@kubernetes/client-node";
import { apiMessage } from "./apiError";
import { certManagerKubeconfig, certManagerPods, certManagerSpec } from "./certManager";
import { contextName, kubeconfig, readCertificateAuthority } from "./kubeconfig";
import { ManagedProcess, type ManagedProcessOptions } from "./managedProcess";
import { choosePort } from "./ports";
import type { LabTools } from "./processSpec";
import { type WatchList, watchList } from "./watchList";
import { writePrivateFile } from "./writeFile";

export interface CertManagerSurroundings extends ManagedProcessOptions {
    readonly tools: LabTools;
    readonly config: KubeConfig;
    readonly server: string;
    /** Ports in use by any part of this lab. */
    readonly takenPorts: Set<number>;
}

/** Lifetime asked for; the process is given a new token at every start. */
const tokenLifetime = 365 * 24 * 3600;

/**
 * Runs the real cert-manager controllers while the cluster has a pod of theirs, with that pod's service account, so
 * that the chart's own permissions are what counts. Its pods themselves are kwok's: what waits for a certificate
 * waits for the certificate and not for a pod.
 */
export class CertManagerRunner {
    readonly #core: CoreV1Api;
    readonly #stopped = new AbortController();
    #pods: WatchList<V1Pod> | undefined;
    #process: ManagedProcess | undefined;
    #pass: Promise<void> = Promise.resolve();

    constructor(readonly surroundings: CertManagerSurroundings) {
        this.#core = surroundings.config.makeApiClient(CoreV1Api);
    }

    async start(signal: AbortSignal): Promise<void> {
        this.#pods = await watchList({
            config: this.surroundings.config,
            path: "/api/v1/pods",
            labelSelector: certManagerPods,
            list: () => this.#core.listPodForAllNamespaces({ labelSelector: certManagerPods }),
            onChange: () => this.#reconcile(),
            signal,
        });
        this.#reconcile();
    }

    async stop(): Promise<void> {
        this.#stopped.abort();
        await this.#pods?.stop();
        await this.#pass;
        await this.#process?.stop(5_000);
    }

    get processes(): readonly ManagedProcess[] {
        return this.#process === undefined ? [] : [this.#process];
    }

    /** One pass at a time, each with what there is when its turn comes. */
    #reconcile(): void {
        this.#pass = this.#pass
            .then(() => this.#once())
            .catch((error: unknown) => {
                if (!this.#stopped.signal.aborted) {
                    console.error(`cert-manager: ${apiMessage(error)}`);
                }
            });
    }

    async #once(): Promise<void> {
        if (this.#stopped.signal.aborted) {
            return;
        }
        const pod = this.#livePod();
        if (pod !== undefined && this.#process === undefined) {
            await this.#run(pod);
        } else if (pod === undefined && this.#process !== undefined) {
            const process = this.#process;
            this.#process = undefined;
            await process.stop(5_000);
            this.surroundings.takenPorts.delete(process.spec.port ?? 0);
            this.surroundings.onChange();
        }
    }

    #livePod(): V1Pod | undefined {
        return this.#pods
            ?.list()
            .find(({ spec, metadata }) => spec?.nodeName && metadata?.deletionTimestamp === undefined);
    }

    async #run(pod: V1Pod): Promise<void> {
        const { paths, tools, server, takenPorts } = this.surroundings;
        const namespace = pod.metadata?.namespace ?? "";
        const account = pod.spec?.serviceAccountName ?? "default";
        const content = kubeconfig({
            server,
            certificateAuthority: readCertificateAuthority(paths),
            context: contextName(paths),
            user: account,
            credential: { token: await this.#token(namespace, account) },
        });
        writePrivateFile(certManagerKubeconfig(paths), content);
        const port = await choosePort(takenPorts);
        this.#process = new ManagedProcess(certManagerSpec(paths, tools, port), this.surroundings);
        this.#process.detail = `as ${namespace}/${account}`;
        this.#process.start();
    }

    async #token(namespace: string, name: string): Promise<string> {
        const body = { spec: { audiences: [], expirationSeconds: tokenLifetime } };
        for (;;) {
            this.#stopped.signal.throwIfAborted();
            try {
                const issued = await this.#core.createNamespacedServiceAccountToken({
                    namespace,
                    name,
                    body,
                });
                return issued.status?.token ?? "";
            } catch {
                await pause(250, undefined, { signal: this.#stopped.signal });
            }
        }
    }
}
