import { Field } from "./field";
import type { PolicyObject } from "./object";
import { type Finding, violation } from "./rule";

/** Objects that carry the values of Istio's charts instead of the objects the charts make. */
export const chartKinds = [
    "helm.sh/Release",
    "helm.sh/Chart",
    "sailoperator.io/Istio",
    "sailoperator.io/IstioRevision",
    "install.istio.io/IstioOperator",
];

export interface ChartValues {
    readonly chart: "istiod" | "gateway";
    readonly values: Field;
    /** The objects made from these values never pass a policy, so a value that is missing here is missing. */
    readonly opaque: boolean;
    /** Values that cannot be read here: files given beside the values. */
    readonly unreadable: Field;
}

/** The values an object hands to one of Istio's charts that the rules know; undefined for all else. */
export function chartValues(object: PolicyObject): ChartValues | undefined {
    if (object.groupKind === "helm.sh/Release" || object.groupKind === "helm.sh/Chart") {
        const chart = chartName(object.root.at("chart").text ?? "");
        if (chart === undefined) {
            return undefined;
        }
        const opaque = object.kind === "Release";
        return {
            chart,
            values: object.root.at("values"),
            opaque,
            // A Chart's objects are judged one by one, whatever they were made from.
            unreadable: opaque ? object.root.at("valueYamlFiles") : new Field(undefined),
        };
    }
    return chartKinds.includes(object.groupKind)
        ? {
              chart: "istiod",
              values: object.root.at("spec", "values"),
              opaque: true,
              unreadable: new Field(undefined),
          }
        : undefined;
}

/** By the last segment of a name, path, URL or OCI reference, with or without a version. */
function chartName(chart: string): ChartValues["chart"] | undefined {
    const name = /([^/]+?)\/*$/.exec(chart)?.[1]?.replace(/[-:]v?\d.*$/, "");
    if (name === "istiod" || name === "istio-discovery") {
        return "istiod";
    }
    return name === "gateway" && !/gateway-api|envoy/.test(chart) ? "gateway" : undefined;
}

/** What cannot be read at preview will not be readable at update either, so it is refused and not warned about. */
export function* unreadableValues(chart: ChartValues): Iterable<Finding> {
    if (!chart.unreadable.isAbsent && !(chart.unreadable.isList && chart.unreadable.items().length === 0)) {
        yield violation(
            new Field("a list of files", chart.unreadable.path),
            "which no policy can read",
            "give the values under values, or install the chart with kubernetes.helm.v4.Chart",
        );
    }
}
