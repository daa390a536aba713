import { type Phase, phaseOf, phases } from "../../components/derive";
import type { Manifest } from "../../components/istio/types";
import type { Mesh } from "../../mesh";
import type { ApiClient } from "./apiClient";
import { applyPatiently, type Charts, installGateway, namespaceObject } from "./install";

/** Every derived object, unchanged, in the order in which the program creates them, then the gateways' charts. */
export async function applyMesh(
    api: ApiClient,
    charts: Charts,
    { graph, derived, target }: Mesh,
): Promise<number> {
    const owned = [
        ...derived.rateLimitService,
        ...derived.observability,
        ...[...derived.namespaces.values(), ...derived.gateways.values()].flat(),
    ];
    const declared = new Set(
        owned.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name),
    );
    for (const { namespace, tag } of graph.platform.gateways.values()) {
        if (!declared.has(namespace)) {
            await api.apply(namespaceObject(namespace, { "istio.io/rev": tag }));
        }
    }
    for (const phase of phases) {
        await applyPhase(api, owned, phase);
    }
    for (const gateway of graph.platform.gateways.values()) {
        await installGateway(api, charts, gateway, target.tags);
    }
    // After every ALLOW, or the mesh-wide deny would cut declared calls.
    for (const manifest of derived.platform) {
        await applyPatiently(api, manifest);
    }
    return owned.length + derived.platform.length;
}

/** Certificates are cert-manager's, which is not here: the lab's Secrets stand in for what it would issue. */
const notServed = new Set(["Certificate", "Issuer"]);

async function applyPhase(api: ApiClient, manifests: readonly Manifest[], phase: Phase): Promise<void> {
    const due = manifests.filter((each) => !notServed.has(each.kind) && phaseOf(each) === phase);
    await Promise.all(due.map((manifest) => applyPatiently(api, manifest)));
}
