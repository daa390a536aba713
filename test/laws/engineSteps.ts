import { phaseOf, phases } from "../../components/derive";
import type { Manifest } from "../../components/istio/types";
import { mesh } from "./derivedMesh";

/** A change the engine makes: an object as it is from then on, or gone. */
export interface Step {
    readonly key: string;
    readonly namespace: string | undefined;
    readonly object: Manifest | undefined;
}

/**
 * The engine's steps: each phase waits for the one before, within one any order is possible, and what is no longer
 * declared goes last, in the reverse order of its phases.
 */
export function stepsBetween(
    before: readonly Manifest[],
    after: readonly Manifest[],
    order: readonly number[],
    phase: (object: Manifest) => number = (object) => phases.indexOf(phaseOf(object)),
): Step[] {
    const judged = (objects: readonly Manifest[]) =>
        objects.filter(({ kind }) => kind === "AuthorizationPolicy" || kind === "PeerAuthentication");
    const kept = new Set(judged(after).map(keyOf));
    const shuffled = (objects: readonly Manifest[], sign: number) =>
        objects
            .map((object, at) => ({
                object,
                // The mesh-wide pair waits for every namespace, and goes before any of them loses something.
                place:
                    sign * (object.metadata.namespace === mesh.rootNamespace ? phases.length : phase(object)),
                lot: order[at % order.length] ?? 0,
            }))
            .sort((left, right) => left.place - right.place || left.lot - right.lot)
            .map(({ object }) => object);
    return [
        ...shuffled(judged(after), 1).map((object) => ({ ...stepOf(object), object })),
        ...shuffled(
            judged(before).filter((object) => !kept.has(keyOf(object))),
            -1,
        ).map((object) => ({ ...stepOf(object), object: undefined })),
    ];
}

/** What stands after each step, beginning with what stood before. */
export function* statesAfter(
    before: readonly Manifest[],
    steps: readonly Step[],
): Generator<{ readonly step: Step; readonly objects: readonly Manifest[] }> {
    const state = new Map(before.map((object) => [keyOf(object), object]));
    for (const step of steps) {
        if (step.object === undefined) {
            state.delete(step.key);
        } else {
            state.set(step.key, step.object);
        }
        yield { step, objects: [...state.values()] };
    }
}

function stepOf(object: Manifest): Pick<Step, "key" | "namespace"> {
    return { key: keyOf(object), namespace: object.metadata.namespace };
}

function keyOf({ kind, metadata }: Manifest): string {
    return `${kind} ${metadata.namespace}/${metadata.name}`;
}
