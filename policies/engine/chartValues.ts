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

export type IstioChart = "base" | "istiod" | "cni" | "ztunnel" | "gateway";

export interface ChartValues {
    readonly chart: IstioChart;
    readonly values: Field;
    /** The objects made from these values never pass a policy, so a value that is missing here is missing. */
    readonly opaque: boolean;
    /** Values that cannot be read here: files given beside the values. */
    readonly unreadable: Field;
}

/** The values an object hands to one of Istio's charts that the rules know; undefined for all else. */
export function chartValues(object: PolicyObject): ChartValues | undefined {
    if (object.groupKind === "helm.sh/Release" || object.groupKind === "helm.sh/Chart") {
        const chart = chartName(object);
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

const chartNames: Readonly<Record<string, IstioChart>> = {
    base: "base",
    istiod: "istiod",
    "istio-discovery": "istiod",
    cni: "cni",
    "istio-cni": "cni",
    ztunnel: "ztunnel",
    gateway: "gateway",
};

/** By the last segment of a name, path, URL or OCI reference, with or without a version. */
function chartName({ root }: PolicyObject): IstioChart | undefined {
    const reference = root.at("chart").text ?? "";
    const name = /([^/]+?)\/*$/.exec(reference)?.[1]?.replace(/[-:]v?\d.*$/, "") ?? "";
    const chart = Object.hasOwn(chartNames, name) ? chartNames[name] : undefined;
    if (chart === "gateway") {
        return /gateway-api|envoy/.test(reference) ? undefined : chart;
    }
    // `base` and `cni` are names that others give their charts too.
    const repository = root.at("repositoryOpts", "repo").text ?? "";
    return chart === "base" || chart === "cni"
        ? /istio/.test(`${reference} ${repository} ${root.at("name").text ?? ""}`)
            ? chart
            : undefined
        : chart;
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
