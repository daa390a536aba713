import type { Field } from "./field";
import { fullHost } from "./hosts";
import type { PolicyObject } from "./object";

export const destinationRuleKind = "networking.istio.io/DestinationRule";

/** The host of a DestinationRule as proxies know it; absent while it is not known. */
export function ruleHost({ root, namespace }: PolicyObject): string | undefined {
    const { text } = root.at("spec", "host");
    return text === undefined ? undefined : fullHost(text.toLowerCase(), namespace ?? "default");
}

/** Every traffic policy of a DestinationRule: at the top and of subsets, each for all ports and for one. */
export function trafficPolicies({ root }: PolicyObject): readonly Field[] {
    const spec = root.at("spec");
    const policies = [
        spec.at("trafficPolicy"),
        ...spec
            .at("subsets")
            .items()
            .map((each) => each.at("trafficPolicy")),
    ];
    return policies.flatMap((each) => [each, ...each.at("portLevelSettings").items()]);
}

/** What istioctl calls TLS that nothing checks the server of: at one port, or for the whole destination. */
export function verificationCode(tls: Field): "IST0128" | "IST0129" {
    return tls.path.includes("portLevelSettings") ? "IST0129" : "IST0128";
}

/** Every TLS setting that is there, or not known yet. */
export function tlsSettings(object: PolicyObject): readonly Field[] {
    return trafficPolicies(object)
        .map((each) => each.at("tls"))
        .filter((each) => !each.isAbsent);
}
