import type { V1Service } from "@kubernetes/client-node";
import type { Mesh } from "../../mesh";
import type { Reporter } from "../reporter";
import type { ApiClient, ApiObject } from "./apiClient";
import { applyMesh } from "./applyMesh";
import { Authority } from "./certificates";
import { Cluster } from "./cluster";
import { DnsServer } from "./dns";
import { installControlPlane } from "./install";
import { gatherMaterials, type Materials, type PodPrograms, sharePrograms } from "./materials";
import { dnsAddress, replaceFile, setUpNode } from "./network";
import { type Outsider, startOutsider } from "./outsider";
import { RealPod } from "./pod";
import { allPods, rootCertificate } from "./podList";
import type { StandIn } from "./standIn";
import { switchedOff } from "./upstreamEnvoy";

export interface DataPlaneOptions {
    readonly mesh: Mesh;
    /** Who is outside the cluster, by name. */
    readonly outsiders: Readonly<Record<string, Outsider>>;
    /**
     * Secrets that others would make, applied before any proxy starts: Envoy waits fifteen seconds for one that a
     * gateway refers to and that does not exist.
     */
    readonly secrets: (authority: Authority) => Promise<readonly ApiObject[]>;
    readonly reporter: Reporter;
}

/** Milliseconds the control plane may take to answer. Tools that are built first take as long as they take. */
const startLimit = 600_000;

/** How many pods are brought up at once; more only wait for each other on two cores. */
const atOnce = 3;

/**
 * A mesh on real proxies, inside this process' namespaces. Nothing here stops anything: it ends with the process that
 * holds the namespaces.
 */
export class DataPlane {
    readonly pods: RealPod[] = [];
    readonly outsiders = new Map<string, StandIn>();
    readonly #dns = new DnsServer();
    readonly #istiods: string[] = [];

    private constructor(
        readonly options: DataPlaneOptions,
        readonly authority: Authority,
        readonly cluster: Cluster,
    ) {}

    /** From nothing to every proxy ready. */
    static async start(options: DataPlaneOptions): Promise<DataPlane> {
        const { mesh, reporter } = options;
        reporter.phase("Tools");
        const materials = await gatherMaterials(mesh, reporter);
        reporter.done("tools are there");
        await setUpNode();
        const signal = AbortSignal.timeout(startLimit);
        const cluster = new Cluster(materials.tools, materials.stages, reporter, signal);
        const plane = new DataPlane(options, await Authority.create("Meshwright lab"), cluster);
        const programs = await sharePrograms(materials);

        reporter.phase("Control plane in a network of its own");
        await plane.#startControlPlane(materials, programs.envoy);
        reporter.done("istiod answers");

        reporter.phase("Mesh");
        await plane.#startOutsiders(programs);
        reporter.step("applying what the graph derives");
        const count = await applyMesh(plane.api, materials.charts, mesh);
        for (const secret of await options.secrets(plane.authority)) {
            await plane.api.apply(secret);
        }
        reporter.done(`${count} derived objects applied`);
        await plane.#startPods(programs);
        return plane;
    }

    get api(): ApiClient {
        return this.cluster.api;
    }

    istiodLog(): string {
        return this.cluster.istiodLog();
    }

    async #startControlPlane({ charts }: Materials, envoy: string): Promise<void> {
        const { mesh, reporter } = this.options;
        // Before istiod, which reads the file and does not start without it.
        await replaceFile("/etc/resolv.conf", `nameserver ${dnsAddress}\n`);
        await this.#dns.listen(dnsAddress);
        await this.cluster.start();
        for (const each of switchedOff) {
            reporter.warn(`off, because this is upstream Envoy: ${each}`);
        }
        reporter.step("installing Istio");
        await installControlPlane(this.api, charts, mesh, envoy);
        const { rootNamespace, revisions } = mesh.target;
        const hosts = ["127.0.0.1 localhost"];
        for (const revision of revisions) {
            const address = await this.cluster.placeIstiod(rootNamespace, revision);
            this.#istiods.push(address);
            hosts.push(`${address} istiod-${revision}.${rootNamespace}.svc`);
        }
        await replaceFile("/etc/hosts", `${hosts.join("\n")}\n`);
    }

    async #startOutsiders(programs: PodPrograms): Promise<void> {
        for (const [name, outsider] of Object.entries(this.options.outsiders)) {
            const tls = await this.authority.issue(name, ...outsider.hosts);
            this.outsiders.set(name, await startOutsider(name, outsider, tls, programs));
            for (const host of outsider.hosts) {
                this.#dns.names.set(host, [outsider.address]);
            }
        }
    }

    async #startPods(programs: PodPrograms): Promise<void> {
        const { mesh, reporter } = this.options;
        reporter.step("waiting for pods");
        const found = await allPods(this.api, mesh);
        await this.#publishNames();
        const tls = await this.authority.issue("stand-in");
        const parts = { ...programs, api: this.api, tls, istiods: this.#istiods };
        reporter.step(`starting ${found.length} pods`);
        const waiting = [...found];
        const worker = async () => {
            for (let pod = waiting.shift(); pod !== undefined; pod = waiting.shift()) {
                const real = new RealPod(pod, parts);
                this.pods.push(real);
                await real.start(await rootCertificate(this.api, real.namespace));
                reporter.progress?.(`${found.length - waiting.length} of ${found.length}`);
            }
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
        const proxies = this.pods.filter(({ meshed }) => meshed).length;
        reporter.done(`${this.pods.length} pods run, ${proxies} with a proxy`);
    }

    /** Services as the cluster's DNS knows them; proxies' own DNS answers the same for those they may see. */
    async #publishNames(): Promise<void> {
        for (const { metadata, spec } of await this.api.list<V1Service>("/api/v1/services")) {
            if (spec?.clusterIP !== undefined && spec.clusterIP !== "None") {
                const name = `${metadata?.name}.${metadata?.namespace}.svc.cluster.local`;
                this.#dns.names.set(name, [spec.clusterIP]);
            }
        }
    }
}
