import { leavesNoMesh } from "./components/revisions";
import type { Scope, Settings } from "./settings";

/** Whether this stack owns the control plane and mesh-wide policy. */
export function ownsPlatform(scope: Scope): boolean {
    return scope.kind !== "namespaces";
}

/** Whether this stack runs the control plane: it owns it, and no emergency has taken it away. */
export function runsControlPlane({ scope, rollback }: Settings): boolean {
    return ownsPlatform(scope) && !leavesNoMesh(rollback);
}

/** Whether this stack owns a namespace of the catalogue. */
export function ownsNamespace(scope: Scope, namespace: string): boolean {
    return scope.kind === "all" || (scope.kind === "namespaces" && scope.names.includes(namespace));
}
