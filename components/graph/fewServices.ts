import type { Problem } from "../problems";
import type { ServiceGraph } from "./model";

/** As many services do not pay for a mesh (GOV-03): a library, TLS at the edge and NetworkPolicies do the same. */
const few = 3;

/** A mesh of which somebody should ask whether it is needed. */
export function fewServices({ services, namespaces }: ServiceGraph): readonly Problem[] {
    const meshed = [...services.values()].filter(
        ({ namespace }) => (namespaces.get(namespace)?.stage ?? "off") !== "off",
    );
    if (meshed.length === 0 || meshed.length > few) {
        return [];
    }
    const message = `the mesh serves ${meshed.length} ${meshed.length === 1 ? "service" : "services"}, and costs a proxy a pod and upgrades for ever; a library, TLS at the edge and NetworkPolicies may be all that is needed (docs/adr/0006-whether-and-which-mesh.md)`;
    return [{ code: "few-services", path: "catalog", message, severity: "warning" }];
}
