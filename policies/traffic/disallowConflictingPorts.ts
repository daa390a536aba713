import { isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackFinding, type StackRule, violation } from "../engine/rule";
import { asPort } from "../engine/servicePorts";
import type { StackView } from "../engine/stackView";
import { isProxied } from "../engine/targets";

export const disallowConflictingPorts: StackRule = {
    scope: "stack",
    id: "G-20",
    ids: ["IST0116", "IST0137"],
    name: "meshwright-traffic-disallow-conflicting-ports",
    displayName: "Disallow Services that contradict each other about a port",
    description:
        "Services for the same pods must agree about a port: its protocol, and the one port that leads to a port of the pod. A " +
        "proxy has one listener for each.",
    severity: "low",
    advisory: true,
    remediationSteps: "Use one Service, or the same port and protocol in all of them.",
    settings: [],
    kinds: ["core/Service", "core/Namespace", ...podCarriers],

    *check(_objects, _context, view) {
        const byPods = new Map<Pods, PolicyObject[]>();
        for (const service of view.kind("core/Service")) {
            for (const pods of selected(service, view)) {
                byPods.set(pods, [...(byPods.get(pods) ?? []), service]);
            }
        }
        // Without a proxy each Service stands for itself.
        for (const [{ object, pod }, services] of [...byPods].filter(([pods]) => isProxied(pods, view))) {
            for (const { what, names, code } of conflicts(services)) {
                const finding = violation(
                    pod.at("metadata", "labels"),
                    `by which Services ${names} select these pods, and ${what}`,
                    "let one Service have the port",
                );
                yield { object, finding: called(finding, code) } satisfies StackFinding;
            }
        }
    },
};

function selected(service: PolicyObject, view: StackView): readonly Pods[] {
    const selector = service.root.at("spec", "selector");
    const namespace = service.namespace ?? "default";
    return isEmpty(selector) ? [] : view.pods.selectedBy(selector, namespace).pods;
}

interface Port {
    readonly service: string;
    readonly port: string;
    readonly target: string;
    readonly protocol: string;
}

function* conflicts(services: readonly PolicyObject[]) {
    const ports = services.flatMap(portsOf);
    for (const [index, one] of ports.entries()) {
        for (const two of ports.slice(0, index)) {
            const names = [...new Set([two.service, one.service])].join(" and ");
            if (one.port === two.port && one.protocol !== two.protocol) {
                yield {
                    names,
                    code: "IST0116",
                    what: `port ${one.port} is ${two.protocol} in one and ${one.protocol} in the other`,
                };
            } else if (one.target === two.target && one.port !== two.port && isUdp(one) === isUdp(two)) {
                yield {
                    names,
                    code: "IST0137",
                    what: `ports ${two.port} and ${one.port} both lead to ${one.target} of the pods`,
                };
            }
        }
    }
}

/** Beside TCP, a port of the same number and another. */
function isUdp({ protocol }: Port): boolean {
    return protocol === "UDP";
}

function portsOf({ name, root }: PolicyObject): readonly Port[] {
    return root
        .at("spec", "ports")
        .items()
        .flatMap((each) => {
            const port = asPort(each.at("port"));
            const target = each.at("targetPort");
            const leads = asPort(target) ?? target.text ?? port;
            return port === undefined || target.isUnknown
                ? []
                : [
                      {
                          service: name,
                          port: `${port}`,
                          target: `${leads || port}`,
                          protocol: each.at("protocol").text ?? "TCP",
                      },
                  ];
        });
}
