import { Field } from "./field";
import type { SecretValue } from "./secrets";

/** One Kubernetes object (or Helm release) as the rules see it, whoever made it and in whatever form. */
export interface PolicyObject {
    /** Group and kind (`security.istio.io/PeerAuthentication`, `core/Pod`): rules never look at the version. */
    readonly groupKind: string;
    readonly kind: string;
    /** Absent when there is none, or when it is not known yet. */
    readonly namespace?: string;
    readonly name: string;
    /** A `…Patch` resource: it holds the fields it sets and nothing of the object it is applied to. */
    readonly partial: boolean;
    /** Made by this package's own components, whose inputs are plain and so must be provable at preview. */
    readonly ours: boolean;
    /** Where the object comes from, for whoever reports on it: a URN, or a file and position. */
    readonly origin: string;
    /** What no message may show. */
    readonly secrets?: readonly SecretValue[];
    readonly root: Field;
}

export interface ObjectSource {
    readonly apiVersion: string;
    readonly kind: string;
    readonly content: unknown;
    readonly origin: string;
    readonly ours?: boolean;
    readonly partial?: boolean;
    readonly secrets?: readonly SecretValue[];
    /** Used when the content carries no name. */
    readonly fallbackName?: string;
}

/** The objects of one source: itself, or its elements when it is a `List`. */
export function policyObjects(source: ObjectSource): readonly PolicyObject[] {
    const elements = new Field(source.content).at("items");
    if (source.kind.endsWith("List") && elements.isList) {
        return elements.items().flatMap((element, index) =>
            policyObjects({
                apiVersion: element.at("apiVersion").text ?? source.apiVersion,
                kind: element.at("kind").text ?? source.kind.slice(0, -"List".length),
                content: element.value,
                origin: source.origin,
                ours: source.ours ?? false,
                secrets: (source.secrets ?? [])
                    .filter(({ path: [list, at] }) => list === "items" && `${at ?? index}` === `${index}`)
                    .map((each) => ({ ...each, path: each.path.slice(2) })),
            }),
        );
    }
    return [policyObject(source)];
}

function policyObject(source: ObjectSource): PolicyObject {
    const root = new Field(source.content);
    // A Helm release has its name and namespace at the top instead of in metadata.
    const namespace = root.at("metadata", "namespace").text ?? root.at("namespace").text;
    const name =
        root.at("metadata", "name").text ?? root.at("name").text ?? source.fallbackName ?? "(unnamed)";
    return {
        groupKind: groupKind(source.apiVersion, source.kind),
        kind: source.kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
        partial: source.partial ?? false,
        ours: source.ours ?? false,
        origin: source.origin,
        ...(source.secrets === undefined || source.secrets.length === 0 ? {} : { secrets: source.secrets }),
        root,
    };
}

export function groupKind(apiVersion: string, kind: string): string {
    const slash = apiVersion.indexOf("/");
    return `${slash < 0 ? "core" : apiVersion.slice(0, slash)}/${kind}`;
}

/** `PeerAuthentication core/default`, as messages and exemptions name it. */
export function describeObject(object: PolicyObject): string {
    const kind = object.partial ? `${object.kind}Patch` : object.kind;
    return `${kind} ${object.namespace === undefined ? "" : `${object.namespace}/`}${object.name}`;
}

export function label(object: PolicyObject, name: string): Field {
    return object.root.at("metadata", "labels", name);
}

export function annotation(object: PolicyObject, name: string): Field {
    return object.root.at("metadata", "annotations", name);
}
