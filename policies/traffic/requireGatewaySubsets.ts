import { destinationsOf, hostsOf, isForMesh, routesOf, virtualService } from "../engine/routes";
import { type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const requireGatewaySubsets: StackRule = {
    scope: "stack",
    id: "G-19",
    ids: ["IST0140"],
    name: "meshwright-traffic-require-gateway-subsets",
    displayName: "Require a gateway to divide traffic as the mesh does",
    description:
        "Where sidecars divide a Service's traffic by subset, a route at a gateway should name subsets too: a gateway does not " +
        "follow the VirtualService of the Service that it leads to.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Name the subset, with the same weights, in the gateway's route; or bind the Service's VirtualService to the gateway.",
    settings: [],
    kinds: [virtualService],

    *check(_objects, _context, view) {
        const divided = view.once(dividedHosts);
        for (const object of view.kind(virtualService)) {
            const gateways = object.root.at("spec", "gateways").items();
            for (const route of gateways.length === 0 ? [] : routesOf(object, ["http"])) {
                for (const { field, host, isMirror } of destinationsOf(route, object)) {
                    const by = divided.get(host ?? "");
                    if (by !== undefined && by !== object.name && !isMirror && field.at("subset").isAbsent) {
                        const message = `whose traffic VirtualService ${by} divides by subset for sidecars, and not for this gateway`;
                        yield {
                            object,
                            finding: violation(field.at("host"), message, "name the subsets here too"),
                        };
                    }
                }
            }
        }
    },
};

/** Hosts whose own VirtualService names subsets, and its name. */
function dividedHosts(view: StackView): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const object of view.kind(virtualService).filter(isForMesh)) {
        const own = new Set(hostsOf(object).map((each) => each.host));
        for (const route of routesOf(object, ["http"])) {
            for (const { field, host } of destinationsOf(route, object)) {
                if (host !== undefined && own.has(host) && (field.at("subset").text ?? "") !== "") {
                    found.set(host, object.name);
                }
            }
        }
    }
    return found;
}
