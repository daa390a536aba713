import { expect } from "chai";
import fc from "fast-check";
import {
    accessAt,
    anonymous,
    anyCall,
    type CallSet,
    equals,
    noCall,
    plaintextAt,
} from "../../components/access";
import type { ServiceGraph, Stage } from "../../components/graph/model";
import type { Manifest } from "../../components/istio/types";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { graphOf, namespaceOf, partsOf } from "../support/graphs";
import { runs } from "../support/runs";
import { deletionsFrom } from "./deletions";
import { derivedMesh, enforcedBy, type Member, meshWidePair } from "./derivedMesh";

/** In the mesh, but in no catalogue: its namespace is not in the graph, so only mesh-wide objects concern it. */
const stranger: Member = {
    ref: { namespace: "elsewhere", labels: { app: "stranger" }, serviceAccount: "stranger", injected: true },
};

const enforcedGraphs = serviceGraphs({ stage: "enforced" });

describe("the mesh-wide pair", function () {
    this.timeout(600_000);

    it("closes what nobody declared once every namespace is enforced, plaintext included", () => {
        fc.assert(
            fc.property(enforcedGraphs, (graph) => {
                const { objects, members } = derivedMesh(graph);
                expect(isClosed(objects, members)).to.equal(true);
            }),
            runs(100),
        );
    });

    it("is needed for that in each of its parts", () => {
        fc.assert(
            fc.property(enforcedGraphs, (graph) => {
                const { objects, platform, members } = derivedMesh(graph);
                const kept = platform.flatMap((object) =>
                    deletionsFrom(object)
                        .map(({ name, left }) => ({
                            name,
                            objects: objects.flatMap((each) => (each === object ? (left ?? []) : [each])),
                        }))
                        .filter((after) => isClosed(after.objects, members))
                        .map(({ name }) => name),
                );
                expect(platform.map((object) => object.kind)).to.deep.equal([
                    "AuthorizationPolicy",
                    "PeerAuthentication",
                ]);
                expect(kept).to.deep.equal([]);
            }),
            runs(100),
        );
    });

    it("is gone as soon as one namespace is only audited or observed", () => {
        fc.assert(
            fc.property(
                enforcedGraphs,
                fc.nat(),
                fc.constantFrom("audit", "observed"),
                (graph, at, stage) => {
                    const { objects, platform, members } = derivedMesh(withStage(graph, at, stage));
                    expect(platform).to.deep.equal([]);
                    expect(isOpenTo(objects, stranger, members, anyCall)).to.equal(true);
                },
            ),
            runs(100),
        );
    });

    it("leaves every audited server reachable for peers, even while it still stands", () => {
        fc.assert(
            fc.property(enforcedGraphs, fc.nat(), (graph, at) => {
                const demoted = withStage(graph, at, "audit");
                const { objects, members } = derivedMesh(demoted);
                const serving = new Set([...demoted.services.values()].map((service) => service.workload));
                const audited = members.filter(
                    ({ ref, id = "" }) =>
                        demoted.namespaces.get(ref.namespace)?.stage === "audit" && serving.has(id),
                );
                for (const server of audited) {
                    for (const standing of [objects, [...objects, ...meshWidePair]]) {
                        expect(isOpenTo(standing, server, members, noCall), server.id).to.equal(true);
                    }
                }
            }),
            runs(100),
        );
    });

    it("does not wait for a namespace that stays out of the mesh, nor close it", () => {
        fc.assert(
            fc.property(enforcedGraphs, (graph) => {
                const parts = partsOf(graph);
                const outside = namespaceOf("outside", "off");
                const { objects, members } = derivedMesh(
                    graphOf({ ...parts, namespaces: [...parts.namespaces, outside] }),
                );
                expect(isClosed(objects, members)).to.equal(true);
                for (const server of members.filter(({ ref }) => ref.namespace === "outside")) {
                    expect(isOpenTo(objects, server, members, anyCall)).to.equal(true);
                }
            }),
            runs(20),
        );
    });
});

/** Nobody can call anything at the stranger, and plaintext does not even connect. */
function isClosed(objects: readonly Manifest[], members: readonly Member[]): boolean {
    const enforcement = enforcedBy(objects);
    const accessOf = accessAt(enforcement, stranger.ref);
    return (
        equals(plaintextAt(enforcement, stranger.ref).possible, noCall) &&
        [anonymous, ...members.map(({ ref }) => ref)].every((client) =>
            equals(accessOf(client).possible, noCall),
        )
    );
}

/** Every peer can call everything at the server, and plaintext exactly what is given. */
function isOpenTo(
    objects: readonly Manifest[],
    server: Member,
    members: readonly Member[],
    plaintext: CallSet,
): boolean {
    const accessOf = accessAt(enforcedBy(objects), server.ref);
    return (
        equals(accessOf(anonymous).certain, plaintext) &&
        members.every(({ ref }) => equals(accessOf(ref).certain, ref.injected ? anyCall : plaintext))
    );
}

/** The graph with one of its namespaces, whichever the number falls on, at another stage. */
function withStage(graph: ServiceGraph, number: number, stage: Stage): ServiceGraph {
    const parts = partsOf(graph);
    const at = number % parts.namespaces.length;
    return graphOf({
        ...parts,
        namespaces: parts.namespaces.map((each, index) =>
            index === at ? namespaceOf(each.name, stage, { deploy: each.deploy }) : each,
        ),
    });
}
