import type { Scope } from "./settings";

/** Whether this stack owns the control plane and mesh-wide policy. */
export function ownsPlatform(scope: Scope): boolean {
    return scope.kind !== "namespaces";
}

/** Whether this stack owns a namespace of the catalogue. */
export function ownsNamespace(scope: Scope, namespace: string): boolean {
    return scope.kind === "all" || (scope.kind === "namespaces" && scope.names.includes(namespace));
}
