import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { V1Pod } from "@kubernetes/client-node";
import { labels } from "../../components/labels";
import { serviceRange } from "../cluster/apiServer";
import type { ApiClient } from "./apiClient";
import type { Certificate } from "./certificates";
import { xdsPort } from "./cluster";
import type { PodPrograms } from "./materials";
import { addNetwork, inNetwork, openLowPorts, root } from "./network";
import { Program, programOf } from "./program";
import { containerOf, expand, proxyEnvironment } from "./proxyCommand";
import { writeProxyFiles } from "./proxyFiles";
import { destinationRules, redirectionOf } from "./redirection";
import { run } from "./run";
import { StandIn } from "./standIn";
import { modeHere, proxyUser } from "./users";

/** What every pod is made from. */
export interface PodParts extends PodPrograms {
    readonly api: ApiClient;
    readonly tls: Certificate;
    /** ClusterIPs of the istiods. */
    readonly istiods: readonly string[];
}

/**
 * A proxy that is not ready by then is started again: the first packets after a cold start may be lost. Longer than
 * Envoy itself waits for a Secret it is never given (15 s).
 */
const agentPatience = 20_000;
const tries = 3;

/** A pod of the API server, made real: its network, its injected proxy, and a stand-in for its application. */
export class RealPod {
    readonly name: string;
    readonly namespace: string;
    readonly workload: string;
    readonly version: string;
    readonly address: string;
    readonly meshed: boolean;
    application: StandIn | undefined;
    #program: Program | undefined;
    readonly #folder: string;
    readonly #network: string;
    #agent: ChildProcess | undefined;

    constructor(
        readonly pod: V1Pod,
        readonly parts: PodParts,
    ) {
        const { name = "", namespace = "", labels: podLabels } = pod.metadata ?? {};
        this.name = name;
        this.namespace = namespace;
        this.workload = podLabels?.[labels.app] ?? pod.spec?.serviceAccountName ?? name;
        this.version = podLabels?.[labels.version] ?? "";
        this.address = pod.status?.podIP ?? "";
        this.meshed = containerOf(pod, "istio-proxy") !== undefined;
        this.#folder = join(root, "pods", `${namespace}.${name}`);
        this.#network = `${namespace}.${name}`;
    }

    async start(rootCertificate: string): Promise<void> {
        mkdirSync(this.#folder, { recursive: true });
        await addNetwork(this.#network, this.address);
        await openLowPorts(this.#network);
        const application = this.#startApplication();
        if (this.meshed) {
            const token = await this.#token();
            writeProxyFiles(this.#folder, this.pod, {
                token,
                rootCertificate,
                bootstrap: this.parts.bootstrap,
            });
            await this.#redirect();
            await this.#startProxy();
        }
        await application;
    }

    /** What the proxy wrote: its own messages and the access log. */
    log(): string {
        return readFileSync(join(this.#folder, "proxy.log"), "utf8");
    }

    /** Text of the proxy's admin interface. */
    async admin(path: string, method: "GET" | "POST" = "GET"): Promise<string> {
        return run("nsenter", [
            `--net=/run/netns/${this.#network}`,
            "curl",
            "--silent",
            "--show-error",
            "--max-time",
            "5",
            "-X",
            method,
            `http://127.0.0.1:15000${path}`,
        ]);
    }

    async #startApplication(): Promise<void> {
        const containers = (this.pod.spec?.containers ?? []).filter(({ name }) => name !== "istio-proxy");
        if (containers.length === 0) {
            return;
        }
        const path = programOf(this.pod, this.parts.programs);
        if (path !== undefined) {
            const parts = { network: this.#network, folder: this.#folder, api: this.parts.api };
            this.#program = new Program(this.pod, path, parts);
            await this.#program.start();
            return;
        }
        const ports = containers.flatMap((each) => each.ports ?? []).map((port) => port.containerPort);
        const { node, script, tls } = this.parts;
        const { name, workload, version } = this;
        const log = join(this.#folder, "application.log");
        const options = { pod: name, workload, version, ports, tls };
        this.application = new StandIn(this.#network, node, script, log, options);
        await this.application.ready;
    }

    async #token(): Promise<string> {
        const path = `/api/v1/namespaces/${this.namespace}/serviceaccounts/${this.pod.spec?.serviceAccountName}/token`;
        const answer = await this.parts.api.send("POST", path, {
            apiVersion: "authentication.k8s.io/v1",
            kind: "TokenRequest",
            spec: {
                audiences: ["istio-ca"],
                boundObjectRef: {
                    apiVersion: "v1",
                    kind: "Pod",
                    name: this.name,
                    uid: this.pod.metadata?.uid,
                },
            },
        });
        return (JSON.parse(answer) as { readonly status: { readonly token: string } }).status.token;
    }

    /** The rules of the injected init container; gateways have none. */
    async #redirect(): Promise<void> {
        const init = containerOf(this.pod, "istio-init");
        if (init === undefined) {
            return;
        }
        const within = `--net=/run/netns/${this.#network}`;
        if (modeHere() === "rootless") {
            const destinations = {
                services: serviceRange,
                istiods: this.parts.istiods,
                istiodPort: xdsPort,
            };
            const rules = destinationRules(redirectionOf(init.args ?? []), destinations);
            await run("nsenter", [within, "nft", "-f", "-"], { input: rules });
            return;
        }
        // By Istio's own program.
        const environment = Object.entries(proxyEnvironment(init, this.pod)).map(
            ([name, value]) => `${name}=${value}`,
        );
        await run(
            "nsenter",
            [within, "env", ...environment, this.parts.agent, ...(init.args ?? []), "--native-nftables"],
            { cwd: this.#folder },
        );
    }

    async #startProxy(): Promise<void> {
        for (let attempt = 1; ; attempt++) {
            this.#launch();
            const deadline = Date.now() + agentPatience;
            while (Date.now() < deadline) {
                if (await this.#isReady()) {
                    return;
                }
                await pause(150);
            }
            await this.#endProxy();
            if (attempt === tries) {
                throw new Error(
                    `the proxy of ${this.namespace}/${this.name} did not become ready:\n${this.log().split("\n").slice(-15).join("\n")}`,
                );
            }
        }
    }

    #launch(): void {
        const proxy = containerOf(this.pod, "istio-proxy");
        const environment = proxyEnvironment(proxy ?? { name: "istio-proxy" }, this.pod);
        const args = expand(proxy?.args ?? [], environment);
        const [command = "", ...rest] = inNetwork(this.#network, proxyUser, [this.parts.agent, ...args]);
        const log = openSync(join(this.#folder, "proxy.log"), "a");
        this.#agent = spawn(command, rest, {
            cwd: this.#folder,
            env: environment,
            stdio: ["ignore", log, log],
        });
    }

    /** The agent and its Envoy: an agent that is killed leaves the Envoy it started behind. */
    async #endProxy(): Promise<void> {
        const agent = this.#agent;
        if (agent === undefined || agent.exitCode !== null || agent.signalCode !== null) {
            return;
        }
        const ended = new Promise((resolve) => agent.once("exit", resolve));
        const children = await run("ip", ["netns", "pids", this.#network]);
        const application = this.application?.pid ?? this.#program?.pid;
        for (const pid of children.trim().split(/\s+/).map(Number)) {
            if (pid > 0 && pid !== application) {
                process.kill(pid, "SIGKILL");
            }
        }
        await ended;
    }

    async #isReady(): Promise<boolean> {
        try {
            const code = await run("nsenter", [
                `--net=/run/netns/${this.#network}`,
                "curl",
                "--silent",
                "--max-time",
                "1",
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}",
                "http://127.0.0.1:15021/healthz/ready",
            ]);
            return code === "200";
        } catch {
            return false;
        }
    }
}
