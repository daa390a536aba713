import { authorizationPolicyKinds, targetsGateway } from "../engine/authorization";
import { conditionValues, rulesOf, sourcesOf } from "../engine/authorizationRules";
import type { Context } from "../engine/context";
import { type Field, isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { isPublicBlock } from "../engine/privateAddress";
import { type StackFinding, type StackRule, unproven, violation } from "../engine/rule";
import { asPort } from "../engine/servicePorts";
import type { StackView } from "../engine/stackView";
import { gatewaysAmong, selectorOf, servicesOf, targetsOf } from "../engine/targets";
import { yamlIn } from "../engine/yamlText";

export const requireTrustedClientAddresses: StackRule = {
    scope: "stack",
    id: "A-10",
    name: "meshwright-security-require-trusted-client-addresses",
    displayName: "Require addresses that are the client's",
    description: "A policy that goes by addresses must stand where the client's own address arrives.",
    severity: "high",
    framework: {
        name: "Istio Tasks",
        version: "1.31",
        reference: "https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/",
        specification: "Source IP address of the original client",
    },
    remediationSteps:
        "For ipBlocks set the gateway Service's externalTrafficPolicy to Local, so that the node does not replace the address; " +
        "for remoteIpBlocks set gatewayTopology.numTrustedProxies to the number of proxies before the gateway.",
    settings: ["rootNamespaces"],
    kinds: [...new Set([...authorizationPolicyKinds, ...meshConfigKinds, ...podCarriers, "core/Service"])],

    *check(_, context, view) {
        for (const policy of view.of(authorizationPolicyKinds)) {
            const rules = rulesOf(policy);
            const unknown = rules
                .flatMap((rule) => addresses(rule, /^(not)?(remoteIpBlocks|ipBlocks)$/i, "remote.ip"))
                .flatMap((each) => (each.isList ? each.items() : [each]))
                .find((each) => each.isUnknown);
            if (unknown !== undefined) {
                yield { object: policy, finding: unproven(unknown) };
                continue;
            }
            const remote = rules.flatMap((rule) => addresses(rule, /^(not)?remoteIpBlocks$/i, "remote.ip"));
            if (remote[0] !== undefined) {
                yield* judgeRemote(policy, remote[0], view, context);
            }
            const direct = rules.flatMap((rule) => addresses(rule, /^(not)?ipBlocks$/i, "source.ip"));
            if (direct[0] !== undefined && targetsGateway(policy)) {
                yield* judgeDirect(policy, view, context);
            } else {
                yield* judgeInside(policy, direct, view, context);
            }
        }
    },
};

function addresses(rule: Field, keys: RegExp, condition: string): readonly Field[] {
    const named = sourcesOf(rule).flatMap((source) =>
        source.isUnknown ? [] : source.entries().flatMap(([key, each]) => (keys.test(key) ? [each] : [])),
    );
    return [...named, ...conditionValues(rule, condition)];
}

function* judgeRemote(
    policy: PolicyObject,
    field: Field,
    view: StackView,
    context: Context,
): Iterable<StackFinding> {
    const meshes = completeSettings(view).map(({ mesh }) => mesh.at("defaultConfig", "gatewayTopology"));
    // What a mesh configuration of another stack says is not known here.
    if (meshes.length === 0) {
        return;
    }
    const own = targetsOf(policy, view, context).pods.map(annotated);
    const topologies = [...meshes, ...own];
    const hazy = topologies.find((each) => each.isUnknown || each.at("numTrustedProxies").isUnknown);
    if (topologies.some(knowsClient)) {
        return;
    }
    yield {
        object: policy,
        finding:
            hazy !== undefined
                ? unproven(hazy.isUnknown ? hazy : hazy.at("numTrustedProxies"))
                : violation(
                      field,
                      "and no gatewayTopology.numTrustedProxies says how far X-Forwarded-For can be believed",
                      "set it in meshConfig.defaultConfig or in the gateway's proxy.istio.io/config, or use ipBlocks",
                  ),
    };
}

function knowsClient(topology: Field): boolean {
    const isKnown = !topology.isUnknown && !topology.at("proxyProtocol").isUnknown;
    return (
        (asPort(topology.at("numTrustedProxies")) ?? 0) > 0 ||
        (isKnown && !topology.at("proxyProtocol").isAbsent)
    );
}

function annotated({ pod }: Pods): Field {
    const text = pod.at("metadata", "annotations", "proxy.istio.io/config");
    return (yamlIn(text) ?? text).at("gatewayTopology");
}

function* judgeDirect(policy: PolicyObject, view: StackView, context: Context): Iterable<StackFinding> {
    for (const service of servicesOf(targetsOf(policy, view, context).pods, view)) {
        const spec = service.root.at("spec");
        const field = spec.at("externalTrafficPolicy");
        const isExternal = ["LoadBalancer", "NodePort"].includes(spec.at("type").text ?? "");
        if (isExternal && field.isUnknown) {
            yield { object: service, finding: unproven(field) };
        } else if (isExternal && field.text !== "Local") {
            const message = `so nodes replace the client's address, by which AuthorizationPolicy ${policy.name} goes`;
            yield { object: service, finding: violation(field, message, "set it to Local") };
        }
    }
}

/**
 * A sidecar sees whoever opened the connection: a pod, or a gateway in place of the client. Only where the pods can be
 * reached from outside past every gateway, or where the stack does not tell, an address of the internet may arrive.
 */
function* judgeInside(
    policy: PolicyObject,
    blocks: readonly Field[],
    view: StackView,
    context: Context,
): Iterable<StackFinding> {
    const field = blocks.flatMap((each) => (each.isList ? each.items() : [each])).find(isPublicBlock);
    const isSelective = !isEmpty(selectorOf(policy)) && isEmpty(policy.root.at("spec", "targetRefs"));
    if (field === undefined || !isSelective) {
        return;
    }
    const { pods, hazy } = targetsOf(policy, view, context);
    const services = servicesOf(pods, view);
    const isInside =
        hazy === undefined &&
        services.length > 0 &&
        gatewaysAmong(pods).length === 0 &&
        !pods.some(hasNodePorts) &&
        services.every(isInCluster);
    if (isInside) {
        const message =
            "an address of the internet, and only pods and gateways call this workload, each by its own: it never matches";
        const fix = "use remoteIpBlocks, or put the policy on the gateway";
        yield { object: policy, finding: violation(field, message, fix) };
    }
}

function isInCluster({ root }: PolicyObject): boolean {
    const type = root.at("spec", "type");
    return (type.isAbsent || type.text === "ClusterIP") && root.at("spec", "externalIPs").isAbsent;
}

/** Or may have: ports of its node are reached past every Service. */
function hasNodePorts({ pod }: Pods): boolean {
    const spec = pod.at("spec");
    const ports = spec
        .at("containers")
        .items()
        .flatMap((each) => each.at("ports").items());
    return !spec.at("hostNetwork").isAbsent || ports.some((each) => !each.at("hostPort").isAbsent);
}
