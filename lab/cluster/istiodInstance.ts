import type { KubeConfig } from "@kubernetes/client-node";
import { apiMessage } from "./apiError";
import { istiodKubeconfig, istiodSpec, istiodTokenFile } from "./istiod";
import type { IstiodPorts } from "./istiodCommand";
import { type IstiodGroup, livePods } from "./istiodGroup";
import type { InstanceView } from "./istiodPlan";
import { waitForPrerequisites } from "./istiodPrerequisites";
import { istiodProgram } from "./istiodProgram";
import { contextName, kubeconfig, readCertificateAuthority } from "./kubeconfig";
import { ManagedProcess, type ManagedProcessOptions } from "./managedProcess";
import { choosePort } from "./ports";
import type { LabTools } from "./processSpec";
import { writePrivateFile } from "./writeFile";

export interface IstiodSurroundings extends ManagedProcessOptions {
    readonly tools: LabTools;
    readonly config: KubeConfig;
    readonly server: string;
    /** Ports in use by any part of this lab. */
    readonly takenPorts: Set<number>;
}

/** The real istiod behind one group of pods, from waiting for what it needs until its end. */
export class IstiodInstance {
    readonly ports: Promise<IstiodPorts>;
    #ports: IstiodPorts | undefined;
    #process: ManagedProcess | undefined;
    #missing: string | undefined;
    readonly #aborted = new AbortController();

    constructor(
        readonly group: IstiodGroup,
        readonly surroundings: IstiodSurroundings,
    ) {
        this.ports = choosePorts(surroundings.takenPorts);
        this.#start().catch((error: unknown) => {
            if (!this.#aborted.signal.aborted) {
                console.error(`${group.name}: ${apiMessage(error)}`);
            }
        });
    }

    get view(): InstanceView {
        const process = this.#process;
        return {
            running: process?.running ?? false,
            ready: process?.ready ?? false,
            restarts: process?.restarts ?? 0,
            ...(this.#missing === undefined ? {} : { missing: this.#missing }),
        };
    }

    get process(): ManagedProcess | undefined {
        return this.#process;
    }

    get chosenPorts(): IstiodPorts | undefined {
        return this.#ports;
    }

    async stop(): Promise<void> {
        this.#aborted.abort();
        await this.#process?.stop(5_000);
        for (const port of Object.values(this.#ports ?? {}) as number[]) {
            this.surroundings.takenPorts.delete(port);
        }
    }

    async #start(): Promise<void> {
        const { paths, tools, config, server } = this.surroundings;
        const { group } = this;
        const [pod] = livePods(group);
        if (!pod) {
            return;
        }
        const program = istiodProgram(tools, pod);
        if ("missing" in program) {
            console.error(`${group.name}: ${program.missing}; \`npm run up\` brings what a stack declares`);
            this.#missing = program.missing;
            this.surroundings.onChange();
            return;
        }
        const token = await waitForPrerequisites(config, pod, this.#aborted.signal);
        this.#ports = await this.ports;
        writePrivateFile(istiodTokenFile(paths, group), token);
        const content = kubeconfig({
            server,
            certificateAuthority: readCertificateAuthority(paths),
            context: contextName(paths),
            user: pod.spec?.serviceAccountName ?? "default",
            credential: { tokenFile: istiodTokenFile(paths, group) },
        });
        writePrivateFile(istiodKubeconfig(paths, group), content);
        this.#aborted.signal.throwIfAborted();
        this.#process = new ManagedProcess(
            istiodSpec(paths, program.path, group, pod, this.#ports),
            this.surroundings,
        );
        const revision = pod.metadata?.labels?.["istio.io/rev"] ?? "default";
        this.#process.detail = `${group.namespace}, revision ${revision}, Istio ${program.version}`;
        this.#process.start();
    }
}

async function choosePorts(taken: Set<number>): Promise<IstiodPorts> {
    return {
        http: await choosePort(taken),
        grpc: await choosePort(taken),
        secureGrpc: await choosePort(taken),
        monitoring: await choosePort(taken),
        https: await choosePort(taken),
        controlZ: await choosePort(taken),
    };
}
