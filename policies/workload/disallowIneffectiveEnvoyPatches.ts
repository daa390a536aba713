import { all, any, every, isOneOf, listAt, not, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { called, type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

/** Parts of a route table that istiod only ever merges into. */
const mergedOnly = new Set(["ROUTE_CONFIGURATION", "HTTP_ROUTE"]);
const replaceable = new Set(["HTTP_FILTER", "NETWORK_FILTER", "VIRTUAL_HOST"]);

const stated = textAt("p", "patch", "operation");

export const disallowIneffectiveEnvoyPatches: ObjectRule = {
    scope: "object",
    id: "E-12",
    ids: ["IST0152", "IST0153", "IST0154", "TIS0801", "TIS0802", "TIS0803"],
    name: "meshwright-workload-disallow-ineffective-envoy-patches",
    displayName: "Disallow EnvoyFilter patches that istiod ignores",
    description:
        "A patch of an EnvoyFilter must be one that istiod applies: ADD and REMOVE do nothing to routes, and REPLACE works on " +
        "filters and virtual hosts alone.",
    severity: "medium",
    remediationSteps: "Use MERGE on routes, and REPLACE on HTTP_FILTER, NETWORK_FILTER or VIRTUAL_HOST.",
    settings: [],
    kinds: ["networking.istio.io/EnvoyFilter"],

    *check({ root }) {
        for (const patch of root.at("spec", "configPatches").items()) {
            yield* judge(patch.at("applyTo"), patch.at("patch", "operation"));
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.configPatches[].patch.operation",
                    holds: every(
                        listAt("object", "spec", "configPatches"),
                        "p",
                        all(
                            any(
                                not(isOneOf(stated, ["ADD", "REMOVE"])),
                                not(isOneOf(textAt("p", "applyTo"), mergedOnly)),
                            ),
                            any(`${stated} != 'REPLACE'`, isOneOf(textAt("p", "applyTo"), replaceable)),
                        ),
                    ),
                    message: "which istiod ignores on what the patch is applied to",
                    fix: "use MERGE, or patch VIRTUAL_HOST",
                },
            ],
        },
    ],
};

function* judge(applyTo: Field, operation: Field): Iterable<Finding> {
    const unknown = [applyTo, operation].find((each) => each.isUnknown);
    if (unknown !== undefined) {
        yield unproven(unknown);
        return;
    }
    const target = applyTo.text ?? "";
    if ((operation.text === "ADD" || operation.text === "REMOVE") && mergedOnly.has(target)) {
        const fix = "use MERGE, or patch VIRTUAL_HOST";
        const finding = violation(operation, `which istiod ignores on ${target}`, fix);
        yield operation.text === "ADD"
            ? called(finding, "IST0153", "TIS0801")
            : called(finding, "IST0154", "TIS0802");
    } else if (operation.text === "REPLACE" && !replaceable.has(target)) {
        const where = target === "" ? "a patch without applyTo" : target;
        const finding = violation(operation, `which istiod ignores on ${where}`, "use MERGE");
        yield called(finding, "IST0152", "TIS0803");
    }
}
