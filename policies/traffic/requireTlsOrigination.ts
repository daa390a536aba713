import { add } from "../engine/collect";
import { destinationRuleKind, ruleHost, tlsSettings } from "../engine/destinationRules";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation } from "../engine/rule";
import { takesIn } from "../engine/servers";
import {
    entryHosts,
    entryPorts,
    entryProtocol,
    isExternal,
    serviceEntryKind,
} from "../engine/serviceEntries";

const plain = new Set(["HTTP", "HTTP2", "GRPC", "GRPC-WEB"]);
const encrypting = new Set(["SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]);

export const requireTlsOrigination: StackRule = {
    scope: "stack",
    id: "D-17",
    name: "meshwright-traffic-require-tls-origination",
    displayName: "Require TLS to hosts outside",
    description:
        "A port of an outside host that is declared as plain HTTP must be encrypted by a DestinationRule.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Tasks",
        version: "1.31",
        reference: "https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/",
        specification: "Egress TLS origination",
    },
    remediationSteps:
        "Declare the port as TLS when the application encrypts, or add a DestinationRule with tls.mode SIMPLE for the host.",
    settings: [],
    kinds: [serviceEntryKind, destinationRuleKind],

    *check(_, __, view) {
        const exact = new Map<string, PolicyObject[]>();
        const wide: PolicyObject[] = [];
        for (const rule of view.kind(destinationRuleKind).filter(encrypts)) {
            const host = ruleHost(rule) ?? "";
            if (host.startsWith("*")) {
                wide.push(rule);
            }
            add(exact, host, rule);
        }
        const leaving = view.kind(serviceEntryKind).filter((each) => isExternal(each) && !isInPod(each));
        for (const object of leaving) {
            const isCovered = entryHosts(object).every(
                ({ text = "" }) =>
                    exact.has(text.toLowerCase()) || wide.some((each) => takesIn(ruleHost(each) ?? "", text)),
            );
            const port = entryPorts(object).find(
                (each) => each.at("protocol").isUnknown || plain.has(entryProtocol(each)),
            );
            if (port !== undefined && !isCovered) {
                const field = port.at("protocol");
                const message =
                    "and no DestinationRule of this stack encrypts it, so it leaves the cluster readable";
                const fix = "add a DestinationRule with tls.mode SIMPLE, or declare it as TLS";
                yield { object, finding: field.isUnknown ? unproven(field) : violation(field, message, fix) };
            }
        }
    },
};

/** What only leads to a neighbour of the application in its own pod crosses no network. */
function isInPod({ root }: PolicyObject): boolean {
    const endpoints = root.at("spec", "endpoints").items();
    const isLocal = (address = "") => /^(127\.|::1$|unix:)/.test(address);
    return endpoints.length > 0 && endpoints.every((each) => isLocal(each.at("address").text));
}

function encrypts(rule: PolicyObject): boolean {
    return tlsSettings(rule).some(
        (each) => each.at("mode").isUnknown || encrypting.has(each.at("mode").text ?? ""),
    );
}
