import type { Manifest } from "../../components/istio/types";
import type { ChangedObject } from "./changedObjects";
import { changedLeaves } from "./leaves";
import { groupAndKind } from "./tellings";

/** Kinds of which the name means nothing: whatever they are called, they do what they say. */
const nameless = new Set([
    "networking.istio.io/ServiceEntry",
    "security.istio.io/RequestAuthentication",
    "networking.k8s.io/NetworkPolicy",
    "telemetry.istio.io/Telemetry",
]);

/** Without those that go by another name now and say what they said. */
export function withoutRenamed(changed: readonly ChangedObject[]): readonly ChangedObject[] {
    const gone = new Map<string, Manifest[]>();
    for (const { before, after } of changed) {
        if (before !== undefined && after === undefined && nameless.has(groupAndKind(before))) {
            const key = placeOf(before);
            gone.set(key, [...(gone.get(key) ?? []), before]);
        }
    }
    const renamed = new Set<Manifest>();
    for (const { before, after } of changed) {
        const old =
            after === undefined || before !== undefined
                ? undefined
                : gone
                      .get(placeOf(after))
                      ?.find((each) => !renamed.has(each) && isAlike(each.spec, after.spec));
        if (old !== undefined && after !== undefined) {
            renamed.add(old);
            renamed.add(after);
        }
    }
    return changed.filter(({ before, after }) => ![before, after].some((each) => each && renamed.has(each)));
}

function placeOf(object: Manifest): string {
    return `${groupAndKind(object)} ${object.metadata.namespace}`;
}

function isAlike(before: unknown, after: unknown): boolean {
    return changedLeaves(before, after).length === 0;
}
