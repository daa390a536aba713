import { expect } from "chai";
import { anonymous } from "../../../components/access";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools } from "../../../lab/tools";
import { type DerivedMesh, meshWidePair } from "../../laws/derivedMesh";
import { TestLab } from "../support/testLab";
import { until } from "../support/until";
import { type Compared, compare } from "./comparison";
import { startControlPlane, trustDomain } from "./controlPlane";
import { isReady, istiodAddress } from "./istiod";
import { listenersOf, named, type XdsClient } from "./listeners";
import { load } from "./loading";
import { loadMarker, markerSeen } from "./marker";
import { sampleMeshes } from "./meshes";

const count = process.env["TEST_DEPTH"] === "full" ? 1000 : 200;

describe(`what access says of ${count} random meshes and what istiod tells their proxies`, () => {
    const lab = new TestLab("differential");
    let meshes: readonly DerivedMesh[];
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

    it("is the same for every client, port, method and path on both sides of every boundary", async () => {
        const all = await compareAll(meshes, ({ objects, platform }) =>
            objects.filter((each) => !platform.includes(each)),
        );
        expect(all.flatMap(({ differences }) => differences).slice(0, 20)).to.deep.equal([]);
        expectWorthwhile(all, count);
    });

    it("is the same once the mesh-wide pair closes namespaces nobody declared", async () => {
        await load(lab.kubernetes, meshWidePair);
        await settled("second");
        // A quarter will do: the pair is the same for every mesh.
        const all = await compareAll(meshes.slice(0, count / 4), ({ objects, platform }) => [
            ...objects.filter((each) => !platform.includes(each)),
            ...meshWidePair,
        ]);
        expect(all.flatMap(({ differences }) => differences).slice(0, 20)).to.deep.equal([]);
        expectWorthwhile(all, count / 4);
    });

    async function compareAll(
        some: readonly DerivedMesh[],
        standing: (mesh: DerivedMesh) => DerivedMesh["objects"],
    ): Promise<Compared[]> {
        const servers = some.flatMap((mesh, at) =>
            mesh.members
                .filter(({ ref }) => ref.injected)
                .map(({ ref }, nth): XdsClient & { readonly mesh: DerivedMesh } => ({
                    id: `p${at}-${nth}`,
                    workload: ref,
                    type: "sidecar",
                    mesh,
                })),
        );
        const byId = new Map(servers.map((server) => [server.id, server.mesh]));
        const all: Compared[] = [];
        for await (const { proxy, listeners } of listenersOf(tool, istiodAddress(lab), servers)) {
            const mesh = byId.get(proxy.id);
            if (mesh === undefined) {
                throw new Error(`no mesh has proxy ${proxy.id}`);
            }
            all.push(
                compare(named(listeners, "virtualInbound"), {
                    server: proxy.workload,
                    objects: standing(mesh),
                    clients: [...mesh.members.map(({ ref }) => ref), anonymous],
                    trustDomain,
                }),
            );
        }
        expect(all).to.have.length(servers.length);
        return all;
    }

    /** A marker that came after everything else and that istiod has told a proxy of. */
    async function settled(round: string): Promise<void> {
        await loadMarker(lab.kubernetes, round);
        await until(`istiod knows the ${round} marker`, () => markerSeen(tool, istiodAddress(lab), round));
    }
});

/** A comparison in which nothing ever passes, or nothing is ever plain TCP, would agree about nothing. */
function expectWorthwhile(all: readonly Compared[], meshes: number): void {
    const sum = (of: (each: Compared) => number) => all.reduce((total, each) => total + of(each), 0);
    const requests = sum((each) => each.requests);
    const passed = sum((each) => each.passed);
    console.log(
        `      ${requests} requests at ${all.length} proxies: ${passed} pass, ` +
            `${sum((each) => each.overTcp)} over TCP, ${sum((each) => each.open)} undecided`,
    );
    expect(requests).to.be.above(meshes * 1000);
    expect(passed).to.be.within(requests / 1000, requests / 2);
    expect(sum((each) => each.overTcp)).to.be.above(meshes);
}

/** What decides what a server enforces; the rest would only be load. */
function decisive({ objects, platform }: DerivedMesh): DerivedMesh["objects"] {
    const kinds = [
        "Namespace",
        "Service",
        "AuthorizationPolicy",
        "PeerAuthentication",
        "RequestAuthentication",
    ];
    return objects.filter((each) => kinds.includes(each.kind) && !platform.includes(each));
}

function namespacesFirst(left: { readonly kind: string }, right: { readonly kind: string }): number {
    return Number(right.kind === "Namespace") - Number(left.kind === "Namespace");
}
