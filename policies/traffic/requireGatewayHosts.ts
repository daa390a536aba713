import type { PolicyObject } from "../engine/object";
import { covers } from "../engine/registry";
import { virtualService } from "../engine/routes";
import { type StackRule, violation } from "../engine/rule";

const gateway = "networking.istio.io/Gateway";

export const requireGatewayHosts: StackRule = {
    scope: "stack",
    id: "G-17",
    ids: ["IST0132"],
    name: "meshwright-traffic-require-gateway-hosts",
    displayName: "Require hosts that the gateway serves",
    description:
        "A VirtualService at a Gateway must have a host that one of the Gateway's servers takes from its namespace: otherwise " +
        "the gateway answers 404 for it.",
    severity: "medium",
    remediationSteps:
        "Add the host to a server of the Gateway (namespace/host), or correct the VirtualService's.",
    settings: [],
    kinds: [virtualService, gateway],

    *check(_objects, _context, view) {
        for (const object of view.kind(virtualService)) {
            for (const field of object.root.at("spec", "gateways").items()) {
                const text = field.text ?? "";
                const [namespace, name] = text.includes("/")
                    ? text.split("/")
                    : [object.namespace ?? "default", text];
                const found = view.find(gateway, name ?? "", namespace);
                if (found !== undefined && !found.partial && !serves(found, object)) {
                    const hosts = object.root.at("spec", "hosts");
                    const message = `of which Gateway ${namespace}/${name} takes none from ${object.namespace ?? "default"}`;
                    const fix = "add one to a server of the Gateway, or correct them";
                    yield { object, finding: violation(hosts, message, fix) };
                }
            }
        }
    },
};

/** Whether any host of a VirtualService is one of a Gateway's; what is not known yet may be. */
function serves(found: PolicyObject, { root, namespace = "default" }: PolicyObject): boolean {
    const hosts = root.at("spec", "hosts").items();
    const served = found.root
        .at("spec", "servers")
        .items()
        .flatMap((each) => each.at("hosts").items());
    if ([...hosts, ...served].some((each) => each.isUnknown)) {
        return true;
    }
    return served.some((each) => {
        const [scope, host] = (each.text ?? "").includes("/")
            ? (each.text ?? "").split("/")
            : ["*", each.text];
        const isOpen =
            scope === "*" ||
            scope === namespace ||
            (scope === "." && (found.namespace ?? "default") === namespace);
        return (
            isOpen &&
            hosts.some(({ text }) => covers(host ?? "", text ?? "") || covers(text ?? "", host ?? ""))
        );
    });
}
