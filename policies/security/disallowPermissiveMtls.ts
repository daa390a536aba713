import { selectsAll } from "../engine/admission/authorization";
import { all, any, everyEntry, isOneOf, mapAt, textAt } from "../engine/admission/cel";
import { isExcusedByStage } from "../engine/admission/stage";
import { isNamespaceWide } from "../engine/authorization";
import type { Context } from "../engine/context";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { stageVerdict, withStage } from "../engine/stage";

/** UNSET inherits; what it inherits is judged on the whole stack. */
const safeModes = new Set<unknown>(["STRICT", "UNSET"]);

const statedMode = textAt("object", "spec", "mtls", "mode");
const safe = ["", "STRICT", "UNSET"];

export const disallowPermissiveMtls: ObjectRule = {
    scope: "object",
    id: "A-01",
    ids: ["ASM-1.3.2", "ASM/PolicyStrictOnly", "TIS0104", "kyverno/enforce-strict-mtls"],
    name: "meshwright-security-disallow-permissive-mtls",
    displayName: "Disallow PERMISSIVE and DISABLE mutual TLS",
    description: "A PeerAuthentication must not let workloads accept plaintext, on any port.",
    severity: "critical",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Mutual TLS",
    },
    remediationSteps:
        "Set mtls.mode and every portLevelMtls mode to STRICT. A namespace that is still on its way into the mesh " +
        "may be PERMISSIVE while its stage is observed and dated.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: ["security.istio.io/PeerAuthentication"],

    *check(object, context) {
        const spec = object.root.at("spec");
        yield* judgeMode(spec.at("mtls", "mode"), object, context);
        for (const [, port] of spec.at("portLevelMtls").entries()) {
            yield* judgeMode(port.at("mode"), object, context);
        }
    },

    admission: [
        {
            claims: (context) => [
                {
                    at: "spec.mtls.mode",
                    value: "object.spec.mtls.mode",
                    holds: any(
                        isOneOf(statedMode, safe),
                        all(
                            `${statedMode} == 'PERMISSIVE'`,
                            selectsAll,
                            isExcusedByStage(["observed"], context),
                        ),
                    ),
                    message: "so plaintext is accepted",
                    fix: "set it to STRICT",
                },
                {
                    at: "spec.portLevelMtls",
                    holds: everyEntry(mapAt("object", "spec", "portLevelMtls"), (port) =>
                        isOneOf(textAt(port, "mode"), safe),
                    ),
                    message: "so plaintext is accepted on a port",
                    fix: "set the mode of every port to STRICT",
                },
            ],
        },
    ],
};

function* judgeMode(mode: Field, object: PolicyObject, context: Context): Iterable<Finding> {
    if (mode.isUnknown) {
        yield unproven(mode);
        return;
    }
    if (mode.isAbsent || safeModes.has(mode.value)) {
        return;
    }
    const stage = stageVerdict(object, ["observed"], context);
    const excusable = mode.text === "PERMISSIVE" && isObservedForm(object, mode);
    if (stage.excused && excusable) {
        yield* stage.warnings;
        return;
    }
    const effect =
        mode.text === "PERMISSIVE" || mode.text === "DISABLE"
            ? "so plaintext is accepted"
            : "which is no mode of mutual TLS";
    yield violation(mode, withStage(effect, stage), "set it to STRICT");
}

/** The stage needs PERMISSIVE for a namespace as a whole; a hole in one workload or port is not part of it. */
function isObservedForm(object: PolicyObject, mode: Field): boolean {
    return !object.partial && isNamespaceWide(object) && !mode.path.includes("portLevelMtls");
}
