import type { Field } from "../engine/field";
import { fullHost, serviceOf } from "../engine/hosts";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

export const restrictMirrors: ObjectRule = {
    scope: "object",
    id: "D-18",
    name: "meshwright-traffic-restrict-mirrors",
    displayName: "Restrict where requests are copied to",
    description: "Copies of requests, with their tokens and bodies, must stay in the namespace they are for.",
    severity: "medium",
    advisory: true,
    remediationSteps: "Mirror to a Service of the same namespace, for as long as it is needed.",
    settings: [],
    kinds: ["networking.istio.io/VirtualService"],

    *check({ root, namespace = "default" }) {
        const mirrors = root
            .at("spec", "http")
            .items()
            .flatMap((http) => [
                http.at("mirror", "host"),
                ...http
                    .at("mirrors")
                    .items()
                    .map((each) => each.at("destination", "host")),
            ]);
        for (const host of mirrors.filter((each) => !each.isAbsent)) {
            yield* judge(host, namespace);
        }
    },
};

function* judge(host: Field, namespace: string): Iterable<Finding> {
    if (host.isUnknown) {
        yield unproven(host);
        return;
    }
    const service = serviceOf(fullHost(host.text ?? "", namespace));
    if (service === undefined) {
        yield violation(
            host,
            "outside the mesh, so copies of requests leave it",
            "mirror to a Service of its own",
        );
    } else if (service.namespace !== namespace) {
        const message = `in ${service.namespace}, whose pods read requests that are not for them`;
        yield violation(host, message, `mirror to a Service of ${namespace}`);
    }
}
