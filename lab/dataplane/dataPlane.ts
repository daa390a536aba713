import { join } from "node:path";
import type { V1Pod, V1Service } from "@kubernetes/client-node";
import type { Mesh } from "../../mesh";
import type { Reporter } from "../reporter";
import { ensureTools, envoyFiles, istioCharts, kwokStages, toolNames } from "../tools";
import type { ApiClient, ApiObject } from "./apiClient";
import { applyMesh } from "./applyMesh";
import { Authority } from "./certificates";
import { Cluster } from "./cluster";
import { DnsServer } from "./dns";
import { eventually } from "./eventually";
import { installControlPlane } from "./install";
import { dnsAddress, replaceFile, setUpNode, share } from "./network";
import { startOutsider } from "./outsider";
import { type PodParts, RealPod } from "./pod";
import { realPrograms, shareAll } from "./realPrograms";
import type { StandIn } from "./standIn";
import { switchedOff } from "./upstreamEnvoy";

export interface DataPlaneOptions {
    readonly mesh: Mesh;
    /** Hosts outside the cluster, each with its address and the ports it serves (TLS and plain text). */
    readonly outsiders: Readonly<
        Record<
            string,
            { readonly address: string; readonly ports: readonly number[]; readonly hosts: readonly string[] }
        >
    >;
    /**
     * Secrets that others would make, applied before any proxy starts: Envoy waits fifteen seconds for one that a
     * gateway refers to and that does not exist.
     */
    readonly secrets: (authority: Authority) => Promise<readonly ApiObject[]>;
    readonly reporter: Reporter;
    readonly signal: AbortSignal;
}

/** How many pods are brought up at once; more only wait for each other on two cores. */
const atOnce = 3;

/** A mesh on real proxies, inside this process' namespaces, from nothing to every proxy ready. */
export class DataPlane {
    readonly pods: RealPod[] = [];
    readonly outsiders = new Map<string, StandIn>();
    readonly authority: Authority;
    readonly #cluster: Cluster;
    readonly #dns = new DnsServer();

    private constructor(cluster: Cluster, authority: Authority) {
        this.#cluster = cluster;
        this.authority = authority;
    }

    static async start({ mesh, outsiders, secrets, reporter, signal }: DataPlaneOptions): Promise<DataPlane> {
        reporter.phase("Tools");
        const wanted = toolNames.filter((name) => !name.startsWith("pulumi"));
        const tools = await ensureTools([...wanted, "pilot-agent", "render-chart"], reporter, signal);
        const programs = await realPrograms(mesh, reporter, signal);
        const pathOf = (name: "pilot-agent" | "render-chart") => tools.get(name)?.path ?? name;
        const [charts, stages, envoy] = [
            { renderer: pathOf("render-chart"), folder: await istioCharts(reporter, signal) },
            await kwokStages(reporter, signal),
            await envoyFiles(reporter, signal),
        ];
        reporter.done("tools are there");

        reporter.phase("Control plane in a network of its own");
        await setUpNode();
        const cluster = new Cluster(tools, stages, reporter, signal);
        const plane = new DataPlane(cluster, await Authority.create("Meshwright lab"));
        await cluster.start();
        for (const each of switchedOff) {
            reporter.warn(`off, because this is upstream Envoy: ${each}`);
        }
        reporter.step("installing Istio");
        const shared = {
            envoy: await share(envoy.binary, "envoy", "file"),
            agent: await share(pathOf("pilot-agent"), "pilot-agent", "file"),
            node: await share(process.execPath, "node", "file"),
            standIn: await share(join(__dirname, "standIn"), "stand-in", "folder"),
        };
        await installControlPlane(cluster.api, charts, mesh, shared.envoy);
        const { rootNamespace } = mesh.target;
        const hosts = ["127.0.0.1 localhost"];
        for (const revision of mesh.target.revisions) {
            const address = await cluster.placeIstiod(rootNamespace, revision);
            hosts.push(`${address} istiod-${revision}.${rootNamespace}.svc`);
        }
        await replaceFile("/etc/hosts", `${hosts.join("\n")}\n`);
        await replaceFile("/etc/resolv.conf", `nameserver ${dnsAddress}\n`);
        await plane.#dns.listen(dnsAddress);
        reporter.done("istiod answers");

        reporter.phase("Mesh");
        for (const [name, { address, ports, hosts: names }] of Object.entries(outsiders)) {
            const tls = await plane.authority.issue(name, ...names);
            const options = {
                name,
                address,
                ports,
                tls,
                node: shared.node,
                script: join(shared.standIn, "main.mjs"),
            };
            plane.outsiders.set(name, await startOutsider(options));
            for (const host of names) {
                plane.#dns.names.set(host, [address]);
            }
        }
        reporter.step("applying what the graph derives");
        const count = await applyMesh(cluster.api, charts, mesh);
        for (const secret of await secrets(plane.authority)) {
            await cluster.api.apply(secret);
        }
        reporter.done(`${count} derived objects applied`);
        const tls = await plane.authority.issue("stand-in");
        await plane.#startPods(
            {
                api: cluster.api,
                agent: shared.agent,
                bootstrap: envoy.bootstrap,
                node: shared.node,
                script: join(shared.standIn, "main.mjs"),
                programs: await shareAll(programs),
                tls,
            },
            mesh,
            reporter,
        );
        return plane;
    }

    get api(): ApiClient {
        return this.#cluster.api;
    }

    istiodLog(): string {
        return this.#cluster.istiodLog();
    }

    get logFolder(): string {
        return this.#cluster.logs;
    }

    async stop(): Promise<void> {
        for (const pod of this.pods) {
            await pod.stop();
        }
        for (const outsider of this.outsiders.values()) {
            outsider.end();
        }
        this.#dns.close();
        this.authority.dispose();
        await this.#cluster.stop();
    }

    async #startPods(parts: PodParts, mesh: Mesh, reporter: Reporter): Promise<void> {
        const namespaces = new Set([
            ...mesh.graph.namespaces.keys(),
            ...[...mesh.graph.platform.gateways.values()].map(({ namespace }) => namespace),
            ...mesh.derived.rateLimitService.map(({ metadata }) => metadata.namespace ?? metadata.name),
        ]);
        reporter.step("waiting for pods");
        const found = await eventually(() => this.#runningPods(namespaces), 60_000);
        await this.#publishNames();
        reporter.step(`starting ${found.length} pods`);
        const waiting = [...found];
        const worker = async () => {
            for (let pod = waiting.shift(); pod !== undefined; pod = waiting.shift()) {
                const real = new RealPod(pod, parts);
                this.pods.push(real);
                await real.start(await this.#rootCertificate(real.namespace));
                reporter.progress?.(`${found.length - waiting.length} of ${found.length}`);
            }
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
        reporter.done(
            `${this.pods.length} pods run, ${this.pods.filter(({ meshed }) => meshed).length} with a proxy`,
        );
    }

    /** As many pods as Deployments and StatefulSets ask for, each with an address. */
    async #runningPods(namespaces: ReadonlySet<string>): Promise<readonly V1Pod[]> {
        const listed = (kind: string) =>
            this.api.list<{ metadata: { namespace: string }; spec: { replicas?: number } }>(
                `/apis/apps/v1/${kind}`,
            );
        const [deployments, statefulSets, pods] = await Promise.all([
            listed("deployments"),
            listed("statefulsets"),
            this.api.list<V1Pod>("/api/v1/pods"),
        ]);
        const wanted = [...deployments, ...statefulSets]
            .filter(({ metadata }) => namespaces.has(metadata.namespace))
            .reduce((sum, { spec }) => sum + (spec.replicas ?? 1), 0);
        const running = pods.filter(
            ({ metadata, status }) =>
                namespaces.has(metadata?.namespace ?? "") &&
                metadata?.deletionTimestamp === undefined &&
                status?.phase === "Running" &&
                status.podIP !== undefined,
        );
        if (running.length < wanted) {
            throw new Error(`${running.length} of ${wanted} pods run`);
        }
        return running;
    }

    async #publishNames(): Promise<void> {
        for (const { metadata, spec } of await this.api.list<V1Service>("/api/v1/services")) {
            if (spec?.clusterIP !== undefined && spec.clusterIP !== "None") {
                const name = `${metadata?.name}.${metadata?.namespace}.svc.cluster.local`;
                this.#dns.names.set(name, [spec.clusterIP]);
            }
        }
    }

    async #rootCertificate(namespace: string): Promise<string> {
        const path = `/api/v1/namespaces/${namespace}/configmaps/istio-ca-root-cert`;
        return eventually(async () => {
            const { data } = await this.api.get<{ readonly data: Readonly<Record<string, string>> }>(path);
            return data["root-cert.pem"] ?? "";
        });
    }
}
