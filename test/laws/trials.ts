import { noCall } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { type Declared, declaredBy, disagreements } from "./agreement";
import { type Deletion, deletionsFrom } from "./deletions";
import { type DerivedMesh, enforcedBy, type Member, mesh, meshWidePair } from "./derivedMesh";

/** A deletion, and whether it is missed: what is enforced after it is no longer what the graph declares. */
export interface Trial {
    readonly deletion: Deletion;
    readonly missed: boolean;
}

/**
 * Tries every single deletion from every namespace's policies. Throws when graph and enforcement do not agree
 * before anything is deleted.
 */
export function* trials(derived: DerivedMesh): Generator<Trial> {
    const declared = declaredBy(derived.graph);
    for (const namespace of derived.graph.namespaces.keys()) {
        for (const kind of ["AuthorizationPolicy", "PeerAuthentication"]) {
            const standing = standingBeside(kind, derived, namespace);
            const agrees = agreementOn(namespace, derived, declared, standing);
            if (!agrees(standing)) {
                throw new Error(`what is enforced in ${namespace} is not what the graph declares`);
            }
            for (const { object, deletion } of deletionsIn(derived, namespace, kind)) {
                const left = deletion.left ?? [];
                const after = standing.flatMap((each) => (each === object ? left : [each]));
                yield { deletion, missed: !agrees(after) };
            }
        }
    }
}

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
 * hold without the mesh-wide pair, which the first namespace that falls back takes away. An audited or observed one
 * has to let traffic pass while the mesh still denies by default, and an observed one to accept plaintext while it is
 * STRICT.
 */
function standingBeside(
    kind: string,
    { graph, objects, platform }: DerivedMesh,
    namespace: string,
): readonly Manifest[] {
    const stage = graph.namespaces.get(namespace)?.stage;
    const closing: readonly string[] =
        stage === "audit"
            ? ["AuthorizationPolicy"]
            : stage === "observed"
              ? ["AuthorizationPolicy", "PeerAuthentication"]
              : [];
    return [
        ...objects.filter((each) => !platform.includes(each)),
        ...meshWidePair.filter((each) => each.kind === kind && closing.includes(kind)),
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
