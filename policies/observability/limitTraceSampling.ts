import { chartKinds, chartValues } from "../engine/chartValues";
import { type Field, isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { type Finding, type StackFinding, type StackRule, unproven, warning } from "../engine/rule";
import { isTrue } from "../engine/texts";

const telemetry = "telemetry.istio.io/Telemetry";

export const limitTraceSampling: StackRule = {
    scope: "stack",
    id: "G-06",
    ids: ["TIS0902"],
    name: "meshwright-observability-limit-trace-sampling",
    displayName: "Limit how many requests are traced, and say where to",
    description:
        "The mesh should trace no more requests than samplingLimit, and tracing should name a provider: each span costs its " +
        "proxy, its collector and its disk, and spans without a provider go nowhere.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Lower randomSamplingPercentage, or raise samplingLimit where traffic is thin; name the provider in the Telemetry or in " +
        "meshConfig.defaultProviders.tracing.",
    settings: ["samplingLimit", "rootNamespaces"],
    kinds: [...new Set([telemetry, ...meshConfigKinds, ...chartKinds])],

    *check(objects, { samplingLimit, rootNamespaces }, view) {
        const meshes = meshSettings(view);
        for (const { object, mesh } of meshes) {
            yield* tell(object, mesh.at("defaultConfig", "tracing", "sampling"), samplingLimit);
        }
        for (const object of objects) {
            yield* tell(object, chartValues(object)?.values.at("pilot", "traceSampling"), samplingLimit);
        }
        const isDefault = meshes.some(({ mesh }) => !isEmpty(mesh.at("defaultProviders", "tracing")));
        for (const object of view.kind(telemetry)) {
            // One nearer to a workload takes its provider from that of the mesh, which may be in another stack.
            const isMesh = rootNamespaces.includes(object.namespace ?? "default") && meshes.length > 0;
            for (const entry of tracing(object)) {
                yield* tell(object, entry.at("randomSamplingPercentage"), samplingLimit);
                yield* isMesh && !isDefault ? withoutProvider(object, entry) : [];
            }
        }
    },
};

function tracing(object: PolicyObject): readonly Field[] {
    return object.root.at("spec", "tracing").items();
}

function* tell(object: PolicyObject, field: Field | undefined, limit: number): Iterable<StackFinding> {
    for (const finding of field === undefined ? [] : judge(field, limit)) {
        yield { object, finding };
    }
}

function* judge(field: Field, limit: number): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    }
    const percentage = typeof field.value === "string" ? Number(field.value) : field.value;
    // Above 100 is no percentage, which the schema says.
    if (typeof percentage === "number" && percentage > limit && percentage <= 100) {
        const message = `above the limit of ${limit} percent, so proxies and collectors work for traces nobody reads`;
        yield warning(field, message, `set it to ${limit} at most, or raise samplingLimit`);
    }
}

function* withoutProvider(object: PolicyObject, entry: Field): Iterable<StackFinding> {
    const reports = !isTrue(entry.at("disableSpanReporting"));
    const providers = entry.at("providers");
    if (reports && !entry.at("randomSamplingPercentage").isAbsent && isEmpty(providers)) {
        const message = "and the mesh has no default either, so its spans go nowhere";
        yield {
            object,
            finding: warning(providers, message, "name a provider of meshConfig.extensionProviders"),
        };
    }
}
