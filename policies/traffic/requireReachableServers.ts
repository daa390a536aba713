import { isEmpty } from "../engine/field";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackRule, violation } from "../engine/rule";
import { gatewayKind, serversOf } from "../engine/servers";
import { asPort } from "../engine/servicePorts";
import { selectedAnywhere, servicesOf } from "../engine/targets";

/** Labels of the gateways that Istio itself installs, mostly by another stack. */
const shipped = new Set(["istio=ingressgateway", "istio=egressgateway", "istio=eastwestgateway"]);

export const requireReachableServers: StackRule = {
    scope: "stack",
    id: "C-15",
    ids: ["IST0101", "IST0162", "KIA0302", "TIS0302"],
    name: "meshwright-traffic-require-reachable-servers",
    displayName: "Require gateways with pods and open ports",
    description: "A Gateway must select pods, and each of its ports must be one that their Service leads to.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Correct the selector, or add the port to the gateway's Service. Judged where the stack has pods, and Services for them.",
    settings: [],
    kinds: [...new Set([gatewayKind, ...podCarriers, "core/Service"])],

    *check(_, __, view) {
        for (const object of view
            .kind(gatewayKind)
            .filter((each) => (view.isWhole || view.pods.all.length > 0) && !each.partial)) {
            const selector = object.root.at("spec", "selector");
            const pods = selectedAnywhere(selector, view);
            const isShipped = selector.entries().every(([key, value]) => shipped.has(`${key}=${value.text}`));
            if (isEmpty(selector)) {
                continue;
            }
            if (pods.length === 0 && (view.isWhole || !isShipped)) {
                const message = "which no pod of this stack carries, so nothing opens these servers";
                const finding = violation(selector, message, "write the labels of the gateway's pods");
                yield { object, finding: called(finding, "IST0101", "KIA0302", "TIS0302") };
            }
            const services = servicesOf(pods, view);
            const ports = services.flatMap((each) => each.root.at("spec", "ports").items());
            const open = new Set(
                ports.flatMap((each) => [asPort(each.at("port")), asPort(each.at("targetPort"))]),
            );
            const isKnown =
                services.length > 0 && !ports.some((each) => each.isUnknown || each.at("port").isUnknown);
            for (const { field, port } of isKnown ? serversOf(object) : []) {
                if (port !== undefined && !open.has(port)) {
                    const message = `which Service ${services[0]?.name} does not lead to`;
                    const finding = violation(
                        field.at("port", "number"),
                        message,
                        "add the port to the Service",
                    );
                    yield { object, finding: called(finding, "IST0162", "KIA", "TIS") };
                }
            }
        }
    },
};
