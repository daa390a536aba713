import type { DeclaredRevisions, ObservedMesh, PlanStep } from "../../components/revisions";

/** A cluster as far as revisions go: what is there and what points where. Knows nothing of how a plan is made. */
export interface SimulatedMesh {
    readonly revisions: Set<string>;
    readonly tags: Map<string, string>;
    validator: string | undefined;
    crds: string | undefined;
}

export function simulated({ revisions, tags, validator, crds }: ObservedMesh): SimulatedMesh {
    return {
        revisions: new Set(revisions?.keys() ?? []),
        tags: new Map([...(tags ?? [])].map(([tag, { revision }]) => [tag, revision])),
        validator: typeof validator === "object" ? validator.revision : undefined,
        crds: typeof crds === "object" ? crds.version : undefined,
    };
}

/** What one step does, and what it may never do, as sentences. */
export function apply(mesh: SimulatedMesh, step: PlanStep): readonly string[] {
    switch (step.kind) {
        case "crds": {
            const back = mesh.crds !== undefined && older(step.to, mesh.crds);
            mesh.crds = step.to;
            return back ? [`CRDs went back to ${step.to}`] : [];
        }
        case "install":
            mesh.revisions.add(step.revision);
            return [];
        case "move-tag":
            mesh.tags.set(step.tag, step.to);
            return mesh.revisions.has(step.to)
                ? []
                : [`tag ${step.tag} moved to ${step.to}, which is not there`];
        case "move-default":
            mesh.tags.set("default", step.to);
            mesh.validator = step.to;
            return mesh.revisions.has(step.to)
                ? []
                : [`the validator moved to ${step.to}, which is not there`];
        case "remove-tag":
            mesh.tags.delete(step.tag);
            if (step.tag === "default") {
                mesh.validator = undefined;
            }
            return [];
        case "retire":
            return retire(mesh, step.revision);
        case "restart":
        case "drain":
        case "cni":
            return [];
    }
}

function retire(mesh: SimulatedMesh, revision: string): readonly string[] {
    mesh.revisions.delete(revision);
    return mesh.validator === revision ? [`the validator calls ${revision}, which went`] : [];
}

/** Every part of the way a plan leads, the cluster it starts from included. */
export function wrongAlongTheWay(observed: ObservedMesh, steps: readonly PlanStep[]): readonly string[] {
    const mesh = simulated(observed);
    return steps.flatMap((step) => apply(mesh, step).map((wrong) => `${step.kind}: ${wrong}`));
}

/** What is not as declared when a plan has been carried out. */
export function missingAtTheEnd(
    declared: DeclaredRevisions,
    observed: ObservedMesh,
    steps: readonly PlanStep[],
): readonly string[] {
    const mesh = simulated(observed);
    for (const step of steps) {
        apply(mesh, step);
    }
    const others = [...(observed.revisions ?? [])].filter(([, { foreign }]) => foreign).map(([name]) => name);
    const expected = new Set([...declared.revisions.keys(), ...others]);
    return [
        ...[...expected].filter((name) => !mesh.revisions.has(name)).map((name) => `${name} is not there`),
        ...[...mesh.revisions].filter((name) => !expected.has(name)).map((name) => `${name} is still there`),
        ...[...declared.tags]
            .filter(([tag, to]) => mesh.tags.get(tag) !== to)
            .map(([tag]) => `tag ${tag} points elsewhere`),
        ...(declared.revisions.size > 0 && mesh.validator !== declared.tags.get("default")
            ? ["the validator is not the default tag's"]
            : []),
    ];
}

function older(left: string, right: string): boolean {
    const [a, b] = [left, right].map((version) => version.split(".").map(Number));
    const at = (a ?? []).findIndex((part, index) => part !== b?.[index]);
    return at >= 0 && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}
