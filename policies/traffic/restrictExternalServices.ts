import { joinsBy } from "../engine/mesh";
import { type StackRule, unproven, violation } from "../engine/rule";

const service = "core/Service";

export const restrictExternalServices: StackRule = {
    scope: "stack",
    id: "D-16",
    ids: ["gatekeeper/externalip", "kyverno/restrict-service-external-ips"],
    name: "meshwright-traffic-restrict-external-services",
    displayName: "Restrict Services that lead out of the cluster",
    description:
        "A Service must not take addresses of others (externalIPs), nor stand for a name outside (ExternalName).",
    severity: "medium",
    advisory: true,
    framework: {
        name: "CVE",
        version: "2020",
        reference: "https://nvd.nist.gov/vuln/detail/CVE-2020-8554",
        specification: "CVE-2020-8554",
    },
    remediationSteps:
        "Declare what is outside as a ServiceEntry, which proxies and policies know, and give outside addresses to a LoadBalancer.",
    settings: [],
    kinds: [service, "core/Namespace"],

    *check(_, __, view) {
        for (const object of view.kind(service)) {
            const spec = object.root.at("spec");
            const address = spec.at("externalIPs").items()[0];
            if (address !== undefined) {
                const message = "so calls of the whole cluster to that address come here";
                yield {
                    object,
                    finding: address.isUnknown
                        ? unproven(address)
                        : violation(address, message, "remove externalIPs"),
                };
            }
            const namespace = view.namespace(object.namespace ?? "default");
            const name = spec.at("externalName");
            if (
                spec.at("type").text === "ExternalName" &&
                namespace !== undefined &&
                joinsBy(namespace) !== undefined
            ) {
                const message = "for which the mesh has no policy, port or TLS of its own";
                yield {
                    object,
                    finding: name.isUnknown
                        ? unproven(name)
                        : violation(name, message, "declare a ServiceEntry"),
                };
            }
        }
    },
};
