import type { Manifest } from "../../istio/types";
import { type Enforcement, enforcementOf } from "../enforcement";
import type { Mesh, WorkloadRef } from "../workload";
import { type NetworkPolicies, networkPoliciesOf } from "./networkPolicy";
import { type Registry, registryOf } from "./registry";
import { type SidecarScope, sidecarScope, sidecarsOf } from "./sidecarScope";
import { type VirtualServices, virtualServicesOf } from "./virtualServices";

/** Everything that decides who reaches whom, each read once and indexed by what it is asked for. */
export interface World {
    readonly mesh: Mesh;
    readonly clusterDomain: string;
    readonly enforcement: Enforcement;
    readonly networkPolicies: NetworkPolicies;
    readonly registry: Registry;
    /** What a workload's proxy is told; worked out once for each. */
    readonly scopeOf: (workload: WorkloadRef) => SidecarScope;
    readonly virtualServices: VirtualServices;
    readonly gateways: readonly Manifest[];
}

export function worldOf(objects: readonly Manifest[], mesh: Mesh): World {
    const clusterDomain = mesh.clusterDomain ?? "cluster.local";
    const sidecars = sidecarsOf(objects);
    const scopes = new WeakMap<WorkloadRef, SidecarScope>();
    return {
        mesh,
        clusterDomain,
        enforcement: enforcementOf(objects, mesh),
        networkPolicies: networkPoliciesOf(objects),
        registry: registryOf(objects, clusterDomain),
        scopeOf: (workload) => {
            const scope = scopes.get(workload) ?? sidecarScope(sidecars, workload, mesh);
            scopes.set(workload, scope);
            return scope;
        },
        virtualServices: virtualServicesOf(objects, clusterDomain),
        gateways: objects.filter(
            ({ kind, apiVersion }) => kind === "Gateway" && apiVersion.startsWith("networking.istio.io/"),
        ),
    };
}
