import type { Manifest } from "../istio/types";

/** How explanations name an object: `Kind namespace/name`. */
export function nameOfObject({ kind, metadata }: Manifest): string {
    return `${kind} ${namespaceOf({ metadata })}/${metadata.name}`;
}

export function namespaceOf({ metadata }: Pick<Manifest, "metadata">): string {
    return metadata.namespace ?? "default";
}

/** Group and kind without the version: `security.istio.io/AuthorizationPolicy`, `/Service`. */
export function kindOf(object: Manifest): string {
    const [group, version] = object.apiVersion.split("/");
    return `${version === undefined ? "" : group}/${object.kind}`;
}
