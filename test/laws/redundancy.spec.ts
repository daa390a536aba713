import { expect } from "chai";
import fc from "fast-check";
import { noCall } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { type Declared, declaredBy, disagreements } from "./agreement";
import { type Deletion, type DeletionKind, deletionKinds, deletionsFrom } from "./deletions";
import { type DerivedMesh, derivedMesh, enforcedBy, type Member, mesh, meshWidePair } from "./derivedMesh";

const mostOfAKind = process.env["TEST_DEPTH"] === "full" ? Number.POSITIVE_INFINITY : 4;

describe("nothing derived is redundant", function () {
    this.timeout(600_000);

    it("so that the enforced relation changes with every single deletion from a namespace's policies", () => {
        const tried = new Map<DeletionKind, number>();
        fc.assert(
            fc.property(serviceGraphs(), fc.nat(1000), (graph, offset) => {
                const derived = derivedMesh(graph);
                const declared = declaredBy(graph);
                const unnoticed = [...graph.namespaces.keys()].flatMap((namespace) =>
                    chosen(deletionsIn(derived, namespace), offset)
                        .filter(({ deletion }) => {
                            tried.set(deletion.kind, (tried.get(deletion.kind) ?? 0) + 1);
                            return true;
                        })
                        .filter((each) => !isNoticed(derived, declared, namespace, each))
                        .map(({ deletion }) => deletion.name),
                );
                expect(unnoticed.join("\n")).to.equal("");
            }),
            runs(100),
        );
        expect(deletionKinds.filter((kind) => !tried.has(kind))).to.deep.equal([]);
    });
});

interface Candidate {
    readonly object: Manifest;
    readonly deletion: Deletion;
}

/** Dry runs enforce nothing, so nothing can be missed in them; that they say the right thing is another law. */
function deletionsIn({ namespaces }: DerivedMesh, namespace: string): readonly Candidate[] {
    return (namespaces.get(namespace) ?? [])
        .filter((object) => object.metadata.annotations?.["istio.io/dry-run"] === undefined)
        .flatMap((object) => deletionsFrom(object).map((deletion) => ({ object, deletion })));
}

/** With TEST_DEPTH=full every one, else a few of each kind, which the offset turns over from graph to graph. */
function chosen(candidates: readonly Candidate[], offset: number): readonly Candidate[] {
    return deletionKinds.flatMap((kind) => {
        const ofKind = candidates.filter(({ deletion }) => deletion.kind === kind);
        const start = ofKind.length === 0 ? 0 : offset % ofKind.length;
        return [...ofKind.slice(start), ...ofKind.slice(0, start)].slice(0, mostOfAKind);
    });
}

function isNoticed(
    derived: DerivedMesh,
    declared: Declared,
    namespace: string,
    { object, deletion }: Candidate,
): boolean {
    const { graph, members } = derived;
    const before = standingBeside(object, derived, namespace);
    const after = before.flatMap((each) => (each === object ? (deletion.left ?? []) : [each]));
    const closed = closedBy(before, derived);
    const expected: Declared = (server, client) => (closed(server) ? noCall : declared(server, client));
    const servers = members.filter((member) => member.ref.namespace === namespace);
    const agree = (objects: readonly Manifest[]): boolean => {
        const enforcement = enforcedBy(objects);
        return servers.every(
            (server) => disagreements(graph, expected, enforcement, server, members).next().done,
        );
    };
    expect(agree(before), `${deletion.name}: the graph and what is enforced agree before it`).to.equal(true);
    return !agree(after);
}

/**
 * What stands in the mesh at the moment an object matters most. An enforced namespace has to hold without the
 * mesh-wide pair, which the first namespace that falls back takes away. An audited one has to let traffic pass
 * while the mesh still denies by default, and an observed one to accept plaintext while the mesh is STRICT.
 */
function standingBeside(
    object: Manifest,
    { graph, objects, platform }: DerivedMesh,
    namespace: string,
): readonly Manifest[] {
    const own = objects.filter((each) => !platform.includes(each));
    const stage = graph.namespaces.get(namespace)?.stage;
    const closing = { audit: "AuthorizationPolicy", observed: "PeerAuthentication" };
    const planted = meshWidePair.filter(
        ({ kind }) =>
            kind === object.kind && (stage === "audit" || stage === "observed") && kind === closing[stage],
    );
    return [...own, ...planted];
}

/** Where the mesh denies by default, only workloads that serve something are let through an audit. */
function closedBy(objects: readonly Manifest[], { graph }: DerivedMesh): (server: Member) => boolean {
    const serving = new Set([...graph.services.values()].map((service) => service.workload));
    const denying = objects.some(
        ({ kind, metadata }) => kind === "AuthorizationPolicy" && metadata.namespace === mesh.rootNamespace,
    );
    return (server) => denying && (server.id === undefined || !serving.has(server.id));
}
