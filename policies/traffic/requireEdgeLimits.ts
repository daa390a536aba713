import type { Field } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, unproven, violation } from "../engine/rule";
import { carries, selectorOf } from "../engine/targets";
import { yamlIn } from "../engine/yamlText";

const proxyConfig = "networking.istio.io/ProxyConfig";
const limit = "overload.global_downstream_max_connections";

export const requireEdgeLimits: StackRule = {
    scope: "stack",
    id: "C-11",
    name: "meshwright-traffic-require-edge-limits",
    displayName: "Require limits on what clients may take of a gateway",
    description:
        "A gateway should limit its clients' connections and buffers: without a limit a few clients take all of it.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Operations",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/configuration/traffic-management/edge-proxy/",
        specification: "Edge Proxy Configuration",
    },
    remediationSteps:
        'Annotate the gateway\'s pods with proxy.istio.io/config: {"connectionSettings": {"profile": "EDGE"}}, or set ' +
        `runtimeValues ${limit}. Judged where the mesh configuration is in the stack, since it may hold the limit.`,
    settings: [],
    kinds: [...new Set([...podCarriers, ...meshConfigKinds, proxyConfig])],

    *check(_, __, view) {
        const meshes = completeSettings(view).map(({ mesh }) => mesh.at("defaultConfig"));
        if (meshes.length === 0 || meshes.some(isLimited)) {
            return;
        }
        const configs = view.kind(proxyConfig).filter((each) => isLimited(each.root.at("spec")));
        for (const pods of view.pods.all.filter((each) => isGatewayPod(each.pod) && !isEgress(each))) {
            const annotations = pods.pod.at("metadata", "annotations");
            const text = annotations.at("proxy.istio.io/config");
            // A bootstrap of its own may hold any limit, and is for another rule to object to.
            const isOwn = !annotations.at("sidecar.istio.io/bootstrapOverride").isAbsent;
            const isCovered = configs.some(
                (each) => each.namespace === pods.namespace && carries(pods, selectorOf(each)),
            );
            if (text.isUnknown) {
                yield { object: pods.object, finding: unproven(text) };
            } else if (!isOwn && !isCovered && !isLimited(yamlIn(text) ?? text)) {
                const message = "so nothing limits the connections of clients";
                const fix = 'add {"connectionSettings": {"profile": "EDGE"}}';
                yield { object: pods.object, finding: violation(text, message, fix) };
            }
        }
    },
};

/** What is not known yet may be a limit. */
function isLimited(config: Field): boolean {
    const settings = config.at("connectionSettings");
    return !settings.isAbsent || !config.at("runtimeValues", limit).isAbsent;
}

/** Only pods of the mesh call it, and they are told what it takes by DestinationRules. */
function isEgress({ labels, object }: Pods): boolean {
    return /egress|east-?west/.test(`${labels.at("istio").text ?? ""} ${object.name}`);
}
