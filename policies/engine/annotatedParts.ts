import type { Field } from "./field";
import type { PolicyObject } from "./object";
import { podCarriers, podTemplate } from "./podTemplates";

/** What `annotatedParts` looks at. */
export const annotatedKinds: readonly string[] = ["core/Namespace", "core/Service", ...podCarriers];

/** Annotations of an object itself, and of the pods it makes. */
export interface AnnotatedPart {
    /** The kind that the annotations are on. */
    readonly kind: string;
    readonly metadata: Field;
    readonly pod?: Field;
}

export function annotatedParts(object: PolicyObject): readonly AnnotatedPart[] {
    const pod = podTemplate(object);
    const own = { kind: object.kind, metadata: object.root.at("metadata") };
    if (pod === undefined) {
        return [own];
    }
    const made = { kind: "Pod", metadata: pod.at("metadata"), pod };
    return object.groupKind === "core/Pod" ? [made] : [own, made];
}
