import { chartValues } from "./chartValues";
import { chartLabels, firstVersion, type StatedVersion } from "./istioVersion";
import type { PolicyObject } from "./object";

const crd = "apiextensions.k8s.io/CustomResourceDefinition";
export const customResourceDefinitionKinds: readonly string[] = [crd, "helm.sh/Release"];

/** Versions that Istio's CRDs say they are of, each with the first object that says so. */
export function crdVersions(
    objects: readonly PolicyObject[],
): readonly { readonly object: PolicyObject; readonly version: StatedVersion }[] {
    const found = new Map<string | undefined, { object: PolicyObject; version: StatedVersion }>();
    for (const object of objects) {
        const version = versionOf(object);
        if (version !== undefined && !found.has(version.version)) {
            found.set(version.version, { object, version });
        }
    }
    return [...found.values()];
}

function versionOf(object: PolicyObject): StatedVersion | undefined {
    if (object.groupKind === crd) {
        return object.name.endsWith(".istio.io") ? firstVersion(chartLabels(object)) : undefined;
    }
    const chart = chartValues(object);
    return chart?.chart === "base" && chart.opaque
        ? firstVersion([object.root.at("version"), object.root.at("chart")])
        : undefined;
}
