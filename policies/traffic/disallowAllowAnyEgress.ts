import { all, any, isOneOf, textAt } from "../engine/admission/cel";
import { isExcusedByStage } from "../engine/admission/stage";
import { chartValues, unreadableValues } from "../engine/chartValues";
import type { Context } from "../engine/context";
import { type MeshConfigSource, meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import type { PolicyObject } from "../engine/object";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { stageVerdict, withStage } from "../engine/stage";

const sidecar = "networking.istio.io/Sidecar";
const effect = "so workloads reach any host outside the mesh";
const fix = "set it to REGISTRY_ONLY and declare what may be called as a ServiceEntry";

const stated = textAt("object", "spec", "outboundTrafficPolicy", "mode");

export const disallowAllowAnyEgress: ObjectRule = {
    scope: "object",
    id: "D-01",
    name: "meshwright-traffic-disallow-allow-any-egress",
    displayName: "Disallow ALLOW_ANY egress",
    description:
        "The mesh and every Sidecar must send traffic only to hosts that are declared (REGISTRY_ONLY).",
    severity: "high",
    remediationSteps:
        "Set meshConfig.outboundTrafficPolicy.mode to REGISTRY_ONLY explicitly (Istio's default is ALLOW_ANY) and " +
        "remove other modes from Sidecars. A Sidecar of a namespace in a dated stage may keep ALLOW_ANY.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: [sidecar, ...meshConfigKinds],

    *check(object, context) {
        if (object.groupKind === sidecar) {
            yield* judgeSidecar(object, context);
            return;
        }
        for (const source of meshConfigSources(object)) {
            yield* judgeMesh(source);
        }
        const chart = chartValues(object);
        // Explicit values win over files, so the files matter only where the mode is not explicit.
        if (
            chart?.chart === "istiod" &&
            chart.values.at("meshConfig", "outboundTrafficPolicy", "mode").isAbsent
        ) {
            yield* unreadableValues(chart);
        }
    },

    admission: [
        {
            kinds: [sidecar],
            claims: (context) => [
                {
                    at: "spec.outboundTrafficPolicy.mode",
                    value: "object.spec.outboundTrafficPolicy.mode",
                    holds: any(
                        isOneOf(stated, ["", "REGISTRY_ONLY"]),
                        all(`${stated} == 'ALLOW_ANY'`, isExcusedByStage(["observed", "audit"], context)),
                    ),
                    message: effect,
                    fix,
                },
            ],
            leaves: "what istiod is configured with is YAML in a text, which CEL cannot read",
        },
    ],
};

function* judgeSidecar(object: PolicyObject, context: Context): Iterable<Finding> {
    const mode = object.root.at("spec", "outboundTrafficPolicy", "mode");
    if (mode.isUnknown) {
        yield unproven(mode);
        return;
    }
    // Absent inherits the mesh's; within a given policy it is REGISTRY_ONLY, the enum's zero.
    if (mode.isAbsent || mode.text === "REGISTRY_ONLY") {
        return;
    }
    const stage = stageVerdict(object, ["observed", "audit"], context);
    if (stage.excused && mode.text === "ALLOW_ANY") {
        yield* stage.warnings;
        return;
    }
    yield violation(mode, withStage(effect, stage), fix);
}

function* judgeMesh({ mesh, at, complete }: MeshConfigSource): Iterable<Finding> {
    if (mesh === undefined) {
        yield violation(
            at,
            "which is not YAML, so the egress mode cannot be read",
            "make it a valid MeshConfig",
        );
        return;
    }
    const mode = mesh.at("outboundTrafficPolicy", "mode");
    if (mode.isUnknown) {
        yield unproven(mode);
    } else if (mode.isAbsent && complete) {
        // The code's default is ALLOW_ANY; an empty outboundTrafficPolicy is another thing again (KIA1007).
        yield violation(mode, effect, fix);
    } else if (!mode.isAbsent && mode.text !== "REGISTRY_ONLY") {
        yield violation(mode, effect, fix);
    }
}
