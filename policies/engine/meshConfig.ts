import { chartKinds, chartValues } from "./chartValues";
import type { Field } from "./field";
import type { PolicyObject } from "./object";
import { yamlIn } from "./yamlText";

export const meshConfigKinds = ["core/ConfigMap", ...chartKinds];

/** Where an object carries mesh configuration. */
export interface MeshConfigSource {
    /** Undefined: it is there and cannot be parsed. */
    readonly mesh: Field | undefined;
    /** The text or map that was read. */
    readonly at: Field;
    /** What is absent here takes Istio's default; false where a rendered object will tell. */
    readonly complete: boolean;
}

/**
 * The mesh configuration an object carries: the `mesh` key of a control plane's ConfigMap (`istio`, or
 * `istio-<revision>`), or the values of a chart that renders it.
 */
export function meshConfigSources(object: PolicyObject): readonly MeshConfigSource[] {
    if (object.groupKind === "core/ConfigMap") {
        const at = object.root.at("data", "mesh");
        return /^istio(-.+)?$/.test(object.name) && !at.isAbsent
            ? [{ mesh: yamlIn(at), at, complete: true }]
            : [];
    }
    const chart = chartValues(object);
    if (chart?.chart !== "istiod") {
        return [];
    }
    const at = chart.values.at("meshConfig");
    if (object.kind !== "IstioOperator") {
        return [{ mesh: at, at, complete: chart.opaque }];
    }
    // The operator's own meshConfig is laid over the values'.
    const own = object.root.at("spec", "meshConfig");
    return [
        { mesh: own, at: own, complete: at.isAbsent },
        ...(at.isAbsent ? [] : [{ mesh: at, at, complete: false }]),
    ];
}
