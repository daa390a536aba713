import type { Context } from "../engine/context";
import { isEmpty } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { joinsBy, meshKinds, meshOf } from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { type Finding, type StackRule, unproven, violation, warning } from "../engine/rule";
import { stageVerdict, withStage } from "../engine/stage";
import { selectorOf } from "../engine/targets";

const sidecar = "networking.istio.io/Sidecar";

export const requireSidecarScopes: StackRule = {
    scope: "stack",
    id: "D-07",
    ids: ["KIA1007", "TIS1003"],
    name: "meshwright-traffic-require-sidecar-scopes",
    displayName: "Require Sidecars that name what is called",
    description:
        "Each namespace of the mesh should have a Sidecar for all its pods, and none should take in everything.",
    severity: "low",
    advisory: true,
    framework: {
        name: "Istio Deployment Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/configuration/mesh/configuration-scoping/",
        specification: "Configuration scoping: Sidecar",
    },
    remediationSteps:
        'Create a Sidecar without selector, with egress hosts such as "./*" and "istio-system/*", in the namespace or the root ' +
        "namespace. What a proxy does not know it cannot call, and does not have to hold.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: [...new Set([...meshKinds, ...podCarriers, sidecar])],

    *check(objects, context, view) {
        for (const object of view.kind(sidecar)) {
            for (const finding of judge(object, context)) {
                yield { object, finding };
            }
        }
        const mesh = meshOf(objects);
        const isGeneral = (namespace: string) =>
            view
                .in(sidecar, namespace)
                .some((each) => selectorOf(each).isUnknown || isEmpty(selectorOf(each)));
        if (mesh === undefined || [...mesh.rootNamespaces].some(isGeneral)) {
            return;
        }
        for (const { object, name } of mesh.namespaces.filter((each) => !isGeneral(each.name))) {
            const because = joinsBy(object);
            // Gateways take no Sidecar; a namespace of another stack's pods may have its Sidecar there.
            const hasSidecars = view.pods.in(name).some((each) => !isGatewayPod(each.pod));
            if (because !== undefined && hasSidecars) {
                const message = "so its pods are in the mesh, and each of their proxies carries all of it";
                const finding = because.isUnknown
                    ? unproven(because)
                    : violation(because, message, `create a Sidecar without selector in ${name}`);
                yield { object, finding };
            }
        }
    },
};

function* judge(object: PolicyObject, context: Context): Iterable<Finding> {
    const spec = object.root.at("spec");
    for (const host of spec
        .at("egress")
        .items()
        .flatMap((each) => each.at("hosts").items())) {
        if (host.isUnknown) {
            yield unproven(host);
        } else if (host.text === "*/*") {
            const stage = stageVerdict(object, ["observed", "audit"], context);
            yield* stage.excused
                ? stage.warnings
                : [
                      violation(
                          host,
                          withStage("which takes in the whole mesh", stage),
                          'name namespaces and hosts, such as "./*"',
                      ),
                  ];
        }
    }
    const policy = spec.at("outboundTrafficPolicy");
    const mode = policy.at("mode");
    if (!policy.isAbsent && mode.isAbsent && !mode.isUnknown) {
        yield warning(
            mode,
            "which reads as REGISTRY_ONLY here and as the mesh's own elsewhere",
            "write the mode",
        );
    }
}
