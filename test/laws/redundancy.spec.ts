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
    this.timeout(900_000);

    it("so that the enforced relation changes with every single deletion from a namespace's policies", () => {
        const tried = new Set<DeletionKind>();
        fc.assert(
            fc.property(serviceGraphs(), fc.nat(1000), (graph, offset) => {
                const derived = derivedMesh(graph);
                const declared = declaredBy(graph);
                for (const namespace of graph.namespaces.keys()) {
                    for (const kind of ["AuthorizationPolicy", "PeerAuthentication"]) {
                        const standing = standingBeside(kind, derived, namespace);
                        const agrees = agreementOn(namespace, derived, declared, standing);
                        expect(agrees(standing), `${kind} of ${namespace}, untouched`).to.equal(true);
                        const deletions = chosen(deletionsIn(derived, namespace, kind), offset);
                        for (const { object, deletion } of deletions) {
                            tried.add(deletion.kind);
                            const left = deletion.left ?? [];
                            const after = standing.flatMap((each) => (each === object ? left : [each]));
                            expect(agrees(after), `nobody misses ${deletion.name}`).to.equal(false);
                        }
                    }
                }
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
function deletionsIn({ namespaces }: DerivedMesh, namespace: string, kind: string): readonly Candidate[] {
    return (namespaces.get(namespace) ?? [])
        .filter(
            (object) =>
                object.kind === kind && object.metadata.annotations?.["istio.io/dry-run"] === undefined,
        )
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

/** Whether the graph and what objects enforce agree about every server of the namespace. */
function agreementOn(
    namespace: string,
    { graph, members }: DerivedMesh,
    declared: Declared,
    standing: readonly Manifest[],
): (objects: readonly Manifest[]) => boolean {
    const closed = closedBy(standing, graph);
    const expected: Declared = (server, client) => (closed(server) ? noCall : declared(server, client));
    const servers = members.filter((member) => member.ref.namespace === namespace);
    return (objects) => {
        const enforcement = enforcedBy(objects);
        return servers.every(
            (server) => disagreements(graph, expected, enforcement, server, members).next().done,
        );
    };
}

/**
 * What stands in the mesh at the moment a namespace's objects of one kind matter most. An enforced namespace has to
 * hold without the mesh-wide pair, which the first namespace that falls back takes away. An audited one has to let
 * traffic pass while the mesh still denies by default, and an observed one to accept plaintext while it is STRICT.
 */
function standingBeside(
    kind: string,
    { graph, objects, platform }: DerivedMesh,
    namespace: string,
): readonly Manifest[] {
    const stage = graph.namespaces.get(namespace)?.stage;
    const closing =
        stage === "audit" ? "AuthorizationPolicy" : stage === "observed" ? "PeerAuthentication" : "";
    return [
        ...objects.filter((each) => !platform.includes(each)),
        ...meshWidePair.filter((each) => each.kind === kind && kind === closing),
    ];
}

/** Where the mesh denies by default, only workloads that serve something are let through an audit. */
function closedBy(standing: readonly Manifest[], graph: DerivedMesh["graph"]): (server: Member) => boolean {
    const serving = new Set([...graph.services.values()].map((service) => service.workload));
    const denying = standing.some(
        ({ kind, metadata }) => kind === "AuthorizationPolicy" && metadata.namespace === mesh.rootNamespace,
    );
    return (server) => denying && (server.id === undefined || !serving.has(server.id));
}
