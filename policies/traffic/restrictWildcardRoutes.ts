import type { Field } from "../engine/field";
import { isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const route = "networking.istio.io/VirtualService";
const named = ["HTTPRoute", "GRPCRoute", "TLSRoute"].map((kind) => `gateway.networking.k8s.io/${kind}`);

export const restrictWildcardRoutes: ObjectRule = {
    scope: "object",
    id: "C-02",
    ids: ["kyverno/restrict-virtual-service-wildcard"],
    name: "meshwright-traffic-restrict-wildcard-routes",
    displayName: "Restrict the hosts of routes",
    description: "A route must name the hosts it is for, above all at a gateway that others use too.",
    severity: "medium",
    advisory: true,
    remediationSteps: "Name the hosts in hosts (VirtualService) or hostnames (HTTPRoute).",
    settings: [],
    kinds: [route, ...named],

    *check(object) {
        if (object.groupKind === route) {
            yield* judgeHosts(object.root.at("spec", "hosts"));
            return;
        }
        const hostnames = object.root.at("spec", "hostnames");
        const foreign = sharedGateway(object);
        if (foreign !== undefined && isEmpty(hostnames) && !object.partial) {
            yield foreign.isUnknown
                ? unproven(foreign)
                : violation(
                      foreign,
                      "a Gateway of another namespace, where the route takes every host of its listeners",
                      "name the hosts in hostnames",
                  );
        }
        yield* judgeHosts(hostnames);
    },
};

function* judgeHosts(hosts: Field): Iterable<Finding> {
    for (const host of hosts.items()) {
        if (host.isUnknown) {
            yield unproven(host);
        } else if (host.text?.startsWith("*")) {
            const message =
                host.text === "*" ? "so it is for every host" : "so it is for every host below it";
            yield violation(host, message, "name the hosts");
        }
    }
}

/** Namespace of a Gateway that the route is bound to and that is not its own. */
function sharedGateway({ root, namespace }: PolicyObject): Field | undefined {
    const parents = root.at("spec", "parentRefs").items();
    return parents
        .filter((each) => (each.at("kind").text ?? "Gateway") === "Gateway")
        .map((each) => each.at("namespace"))
        .find((each) => each.isUnknown || (each.text !== undefined && each.text !== namespace));
}
