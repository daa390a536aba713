import type { Field } from "../engine/field";
import { podCarriers } from "../engine/podTemplates";
import { type Finding, type StackRule, unproven, violation } from "../engine/rule";
import { gatewaysAmong, servicesOf } from "../engine/targets";

export const restrictGatewayPrivileges: StackRule = {
    scope: "stack",
    id: "C-10",
    ids: ["gatekeeper/block-nodeport-services"],
    name: "meshwright-traffic-restrict-gateway-privileges",
    displayName: "Restrict what gateways have of their node",
    description:
        "A gateway must not take ports of its node or privileges: it is what the world talks to first.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Use a Service of type LoadBalancer, no hostPort, no added capabilities: the sysctl " +
        "net.ipv4.ip_unprivileged_port_start, which the gateway chart sets, lets it listen on ports below 1024.",
    settings: [],
    kinds: [...new Set([...podCarriers, "core/Service"])],

    *check(_, __, view) {
        const gateways = gatewaysAmong(view.pods.all);
        for (const { object, pod } of gateways) {
            const containers = pod.at("spec", "containers").items();
            for (const finding of containers.flatMap((each) => [...judge(each)])) {
                yield { object, finding };
            }
        }
        for (const service of servicesOf(gateways, view)) {
            const field = service.root.at("spec", "type");
            if (field.isUnknown) {
                yield { object: service, finding: unproven(field) };
            } else if (field.text === "NodePort") {
                const message = "so every node of the cluster opens a port to the gateway";
                yield { object: service, finding: violation(field, message, "use LoadBalancer") };
            }
        }
    },
};

function* judge(container: Field): Iterable<Finding> {
    for (const port of container
        .at("ports")
        .items()
        .map((each) => each.at("hostPort"))) {
        if (port.isUnknown) {
            yield unproven(port);
        } else if (!port.isAbsent && port.value !== 0) {
            yield violation(port, "a port of its node", "remove it, and use a Service of type LoadBalancer");
        }
    }
    const context = container.at("securityContext");
    for (const field of [context.at("privileged"), ...context.at("capabilities", "add").items()]) {
        if (field.isUnknown) {
            yield unproven(field);
        } else if (field.value === true || field.text !== undefined) {
            yield violation(field, "which a gateway does not need", "remove it");
        }
    }
}
