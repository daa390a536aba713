import { expect } from "chai";
import { annotations, labels } from "../../../components/labels";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools } from "../../../lab/tools";
import { meshWidePair } from "../../laws/derivedMesh";
import { TestLab } from "../support/testLab";
import { until } from "../support/until";
import { type Compared, compare } from "./comparison";
import { startControlPlane, trustDomain } from "./controlPlane";
import type { Json } from "./envoyJson";
import { isReady, istiodAddress } from "./istiod";
import { byPort, listenersOf, type XdsClient } from "./listeners";
import { load } from "./loading";
import { loadMarker, markerSeen } from "./marker";
import { type SampleMesh, sampleMeshes } from "./meshes";
import { boundariesOf } from "./requests";
import { meshVisitors, outsideVisitors } from "./visitors";

const count = process.env["TEST_DEPTH"] === "full" ? 1000 : 200;

describe(`what access says of ${count} random meshes and what istiod tells their proxies`, () => {
    const lab = new TestLab("differential");
    let meshes: readonly SampleMesh[];
    let tool: string;

    before(async () => {
        lab.prepare();
        tool = (await ensureTools(["xds-listeners"], silentReporter)).get("xds-listeners")?.path ?? "";
        await startControlPlane(lab);
        await until("istiod answers", () => isReady(lab));
        meshes = sampleMeshes(count, 20_261_121);
        await load(lab.kubernetes, meshes.flatMap(decisive).sort(namespacesFirst));
        await settled("first");
    });
    after(() => lab.dispose());

    it("is the same for every client: at random, and on both sides of every boundary of every matcher", async () => {
        const all = await compareAll(meshes, "sidecar", []);
        expect(all.flatMap(({ differences }) => differences).slice(0, 20)).to.deep.equal([]);
        expectWorthwhile(all, count);
        expect(sum(all, ({ overTcp }) => overTcp)).to.be.above(count);
    });

    it("is the same at gateways, for every host, token and preflight", async () => {
        const all = await compareAll(meshes, "gateway", []);
        expect(all.flatMap(({ differences }) => differences).slice(0, 20)).to.deep.equal([]);
        expectWorthwhile(all, count / 4);
        expect(sum(all, ({ withToken }) => withToken)).to.be.above(count);
    });

    it("is not the same when access is kept from one policy that allows something", async () => {
        const some = meshes.slice(0, 20);
        const noticed = await compareAll(some, "sidecar", [], withoutOneAllow);
        const kept = some.filter((mesh) => withoutOneAllow(mesh).length < mesh.standing.length);
        const differences = noticed.flatMap((each) => each.differences);
        const different = new Set(differences.map((each) => /at sidecar (g\d+)-/.exec(each)?.[1]));
        expect(kept).to.have.length.above(10);
        expect(different.size).to.equal(kept.length);
    });

    it("is the same once the mesh-wide pair closes namespaces nobody declared", async () => {
        await load(lab.kubernetes, meshWidePair);
        await settled("second");
        // A quarter will do: the pair is the same for every mesh.
        const all = await compareAll(meshes.slice(0, count / 4), "sidecar", meshWidePair);
        expect(all.flatMap(({ differences }) => differences).slice(0, 20)).to.deep.equal([]);
        expectWorthwhile(all, count / 4);
    });

    async function compareAll(
        some: readonly SampleMesh[],
        kind: "sidecar" | "gateway",
        root: SampleMesh["standing"],
        known = (mesh: SampleMesh) => mesh.standing,
    ): Promise<Compared[]> {
        const clients = some.flatMap((mesh, at) => clientsOf(mesh, at, kind));
        const all: Compared[] = [];
        for await (const { proxy, listeners } of listenersOf(tool, istiodAddress(lab), clients)) {
            all.push(compareAt(proxy, listeners, [...known(proxy.mesh), ...root]));
        }
        expect(all).to.have.length(clients.length);
        return all;
    }

    /** A marker that came after everything else and that istiod has told a proxy of. */
    async function settled(round: string): Promise<void> {
        await loadMarker(lab.kubernetes, round);
        await until(`istiod knows the ${round} marker`, () => markerSeen(tool, istiodAddress(lab), round));
    }
});

type Client = XdsClient & { readonly mesh: SampleMesh };

function clientsOf(mesh: SampleMesh, at: number, kind: "sidecar" | "gateway"): readonly Client[] {
    const workloads = kind === "gateway" ? mesh.gateways : mesh.members.map(({ ref }) => ref);
    return workloads
        .filter(({ injected }) => injected)
        .map((workload, nth) => ({
            id: `${kind}-${at}-${nth}`,
            workload,
            type: kind === "gateway" ? "router" : "sidecar",
            mesh,
        }));
}

function compareAt(
    { id, workload, type, mesh }: Client,
    listeners: readonly Json[],
    objects: SampleMesh["standing"],
): Compared {
    return compare(byPort(listeners, type), {
        server: workload,
        kind: type === "router" ? "gateway" : "sidecar",
        objects,
        boundaries: boundariesOf(
            mesh.standing.filter(({ metadata }) => metadata.namespace === workload.namespace),
        ),
        visitors:
            type === "router"
                ? outsideVisitors(mesh.hostnames)
                : meshVisitors(
                      mesh.members.map(({ ref }) => ref),
                      mesh.gateways,
                      trustDomain,
                  ),
        trustDomain,
        seed: Number(id.replaceAll(/\D/g, "")),
    });
}

/** A comparison in which nothing ever passes, or everything does, would agree about nothing. */
function expectWorthwhile(all: readonly Compared[], least: number): void {
    const requests = sum(all, (each) => each.requests);
    const passed = sum(all, (each) => each.passed);
    console.log(
        `      ${requests} requests at ${all.length} proxies: ${passed} pass, ` +
            `${sum(all, ({ overTcp }) => overTcp)} over TCP, ${sum(all, ({ withToken }) => withToken)} with a token, ` +
            `${sum(all, ({ open }) => open)} undecided`,
    );
    expect(requests).to.be.above(least * 1000);
    expect(passed).to.be.within(requests / 1000, requests / 2);
}

function sum(all: readonly Compared[], of: (each: Compared) => number): number {
    return all.reduce((total, each) => total + of(each), 0);
}

/** What decides what a server enforces; the rest would only be load. */
function decisive({ standing }: SampleMesh): SampleMesh["standing"] {
    const kinds = [
        "Namespace",
        "Service",
        "AuthorizationPolicy",
        "PeerAuthentication",
        "RequestAuthentication",
        "Gateway",
    ];
    return standing.filter(
        ({ kind, metadata }) =>
            kinds.includes(kind) ||
            (kind === "VirtualService" && (metadata.namespace ?? "").includes("gate")),
    );
}

/** Without the first enforced ALLOW of a workload that has rules: what only it allows must be missed. */
function withoutOneAllow({ standing, members }: SampleMesh): SampleMesh["standing"] {
    const own = new Set(members.map(({ ref }) => ref.namespace));
    const one = standing.find(({ kind, metadata, spec }) => {
        const { action, selector } = (spec ?? {}) as { readonly action?: string; readonly selector?: object };
        const isEnforced = metadata.annotations?.[annotations.dryRun] === undefined;
        const isPass = metadata.labels?.[labels.auditPass] !== undefined;
        const isAllow = kind === "AuthorizationPolicy" && action === "ALLOW" && selector !== undefined;
        return isAllow && isEnforced && !isPass && own.has(metadata.namespace ?? "");
    });
    return standing.filter((each) => each !== one);
}

function namespacesFirst(left: { readonly kind: string }, right: { readonly kind: string }): number {
    return Number(right.kind === "Namespace") - Number(left.kind === "Namespace");
}
