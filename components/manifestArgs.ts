import { phaseOf, phases } from "./derive";
import { apiVersions, type EmittedKind, type Manifest } from "./istio/types";
import { objectName } from "./naming";
import type { PlainObject } from "./plainObject";

/**
 * The objects a component was given, in the order of their phases: who reads them from files has them in another.
 *
 * @throws Error with all that cannot be registered, each with its place in the list
 */
export function manifestsOf(objects: readonly PlainObject[], component: string): readonly Manifest[] {
    if (!Array.isArray(objects)) {
        throw new Error(
            `${component} cannot register its manifests:\nmanifests is no list; pass the objects of its namespace, as declaredMesh returns them`,
        );
    }
    const problems = objects.flatMap((object, index) => {
        const problem = problemOf(object);
        return problem === undefined ? [] : [`manifests[${index}] ${problem}`];
    });
    if (problems.length > 0) {
        throw new Error(`${component} cannot register its manifests:\n${problems.join("\n")}`);
    }
    const place = new Map(phases.map((phase, index) => [phase, index]));
    const rank = (manifest: Manifest) => place.get(phaseOf(manifest)) ?? 0;
    return (objects as readonly Manifest[]).toSorted((left, right) => rank(left) - rank(right));
}

function problemOf(object: PlainObject): string | undefined {
    const { apiVersion, kind, metadata }: Partial<PlainObject> = object ?? {};
    if (typeof kind !== "string" || typeof metadata?.name !== "string") {
        return "is no Kubernetes object; it needs kind and metadata.name";
    }
    const known = apiVersions[kind as EmittedKind];
    const which = `(${kind} ${objectName(metadata)})`;
    if (known === undefined) {
        const kinds = Object.keys(apiVersions).sort().join(", ");
        return `${which} has a kind this package does not register; it knows ${kinds}`;
    }
    return apiVersion === known ? undefined : `${which} has apiVersion ${apiVersion}; write ${known}`;
}
