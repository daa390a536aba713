import { chartKinds, chartValues } from "../engine/chartValues";
import { type Field, isEmpty } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { isIstiod } from "../engine/istiodVariables";
import type { PolicyObject } from "../engine/object";
import { podTemplate } from "../engine/podTemplates";
import { type StackFinding, type StackRule, unproven, warning } from "../engine/rule";
import { asPort } from "../engine/servicePorts";
import type { StackView } from "../engine/stackView";
import { isFalse } from "../engine/texts";

const autoscaler = "autoscaling/HorizontalPodAutoscaler";

export const requireRedundantControlPlane: StackRule = {
    scope: "stack",
    id: "F-06",
    ids: ["kyverno/require-deployments-have-multiple-replicas"],
    name: "meshwright-upgrade-require-redundant-control-plane",
    displayName: "Require two of istiod and of each gateway",
    description:
        "istiod and gateways should run twice at least: the charts come to one, without a PodDisruptionBudget, so that whatever " +
        "drains its node stops injection or everything from outside.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Set autoscaleMin (istiod) and autoscaling.minReplicas (gateway) to 2, and the gateway's podDisruptionBudget to " +
        "minAvailable 1.",
    settings: [],
    kinds: ["apps/Deployment", autoscaler, ...chartKinds],

    *check(objects, _context, view) {
        for (const object of objects) {
            const chart = chartValues(object);
            if (chart?.opaque === true) {
                yield* judgeValues(object, chart.chart, chart.values);
            } else if (object.groupKind === "apps/Deployment") {
                yield* judgeDeployment(object, view);
            }
        }
    },
};

function* judgeDeployment(object: PolicyObject, view: StackView): Iterable<StackFinding> {
    const pod = podTemplate(object);
    if (pod === undefined || !(isIstiod(object) || isGatewayPod(pod))) {
        return;
    }
    const scaled = view
        .in(autoscaler, object.namespace)
        .find((each) => each.root.at("spec", "scaleTargetRef", "name").text === object.name);
    yield* judgeCount(
        object,
        scaled === undefined ? object.root.at("spec", "replicas") : scaled.root.at("spec", "minReplicas"),
    );
}

function* judgeValues(object: PolicyObject, chart: string, values: Field): Iterable<StackFinding> {
    if (chart === "istiod") {
        // The chart's older values have all of it under pilot.
        const own = values.at("autoscaleMin");
        const low = own.isAbsent ? values.at("pilot", "autoscaleMin") : own;
        const fixed = values.at("autoscaleEnabled");
        const count = values.at("replicaCount");
        yield* judgeCount(object, isFalse(fixed) ? count : low);
        const budget = values.at("global", "defaultPodDisruptionBudget", "enabled");
        if (isFalse(budget)) {
            yield { object, finding: warning(budget, unguarded, "remove it") };
        }
    } else if (chart === "gateway" && values.at("service", "type").text !== "None") {
        const isFixed = isFalse(values.at("autoscaling", "enabled"));
        yield* judgeCount(
            object,
            isFixed ? values.at("replicaCount") : values.at("autoscaling", "minReplicas"),
        );
        yield* judgeBudget(object, values.at("podDisruptionBudget"));
    }
}

const unguarded = "so nodes that are drained together take all of it with them";

/** The gateway's chart makes a budget of what stands there, and none of nothing. */
function* judgeBudget(object: PolicyObject, field: Field): Iterable<StackFinding> {
    if (field.isUnknown) {
        yield { object, finding: unproven(field) };
    } else if (isEmpty(field)) {
        yield { object, finding: warning(field, unguarded, "set minAvailable to 1") };
    }
}

/** Absent is one, with the charts and with Kubernetes. */
function* judgeCount(object: PolicyObject, field: Field): Iterable<StackFinding> {
    if (field.isUnknown) {
        yield { object, finding: unproven(field) };
    }
    const count = field.isAbsent ? 1 : asPort(field);
    if (count !== undefined && count < 2) {
        const message = "so whatever drains its node stops it, and nothing takes its place meanwhile";
        yield { object, finding: warning(field, message, "set it to 2 at least") };
    }
}
