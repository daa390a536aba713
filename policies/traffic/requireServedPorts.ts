import { isEmpty } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, unseen, violation } from "../engine/rule";
import { asPort, containerPorts, targetPort } from "../engine/servicePorts";

export const requireServedPorts: StackRule = {
    scope: "stack",
    id: "G-21",
    ids: ["KIA0701"],
    name: "meshwright-traffic-require-served-ports",
    displayName: "Require Services to lead to ports of their pods",
    description:
        "A port of a Service should be one that its pods say they serve, where they say any: a call to another is refused by the " +
        "pod, long after every policy let it through.",
    severity: "low",
    advisory: true,
    remediationSteps: "Correct targetPort, or add the port to the container's ports.",
    settings: [],
    kinds: ["core/Service", ...podCarriers],

    *check(_objects, _context, view) {
        for (const object of view.kind("core/Service")) {
            const selector = object.root.at("spec", "selector");
            const own = selector.entries().find(([, each]) => each.isUnknown)?.[1];
            if (own !== undefined) {
                yield { object, finding: unseen(own) };
            }
            const { pods, hazy } = view.pods.selectedBy(selector, object.namespace ?? "default");
            const served = containerPorts(pods);
            // A gateway listens where Gateways tell it to, and its chart names none of those ports.
            const isGateways = pods.some(({ pod }) => isGatewayPod(pod));
            const isKnown =
                !isGateways &&
                hazy === undefined &&
                !served.some((each) => each.at("containerPort").isUnknown);
            if (isEmpty(selector) || selector.isUnknown || served.length === 0 || !isKnown) {
                continue;
            }
            for (const port of object.root.at("spec", "ports").items()) {
                const target = port.at("targetPort");
                const field = target.isAbsent ? port.at("port") : target;
                const number = targetPort(port, pods);
                const isServed = served.some((each) => asPort(each.at("containerPort")) === number);
                if (field.isUnknown) {
                    yield { object, finding: unseen(field) };
                } else if (!isServed) {
                    const numbers = served.flatMap((each) => asPort(each.at("containerPort")) ?? []);
                    const message = `while its pods say that they serve ${[...new Set(numbers)].join(", ")}`;
                    yield {
                        object,
                        finding: violation(field, message, "correct it, or let the pods say so"),
                    };
                }
            }
        }
    },
};
