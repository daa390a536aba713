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
    /** The chart is one of somebody else's, with Istio's in it or under a name that tells nothing: its version is its own. */
    readonly disguised?: true;
}

/** The values an object hands to one of Istio's charts that the rules know; undefined for all else. */
export function chartValues(object: PolicyObject): ChartValues | undefined {
    if (object.groupKind === "helm.sh/Release" || object.groupKind === "helm.sh/Chart") {
        const named = chartName(object);
        const found = named === undefined ? disguisedChart(object) : { chart: named };
        if (found === undefined) {
            return undefined;
        }
        const opaque = object.kind === "Release";
        return {
            values: object.root.at("values"),
            ...found,
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

/** Names of Istio's charts that nobody else's end with: mirrors put words of their own before them. */
const mirrored = /[-_.](istiod|istio-discovery|istio-cni|ztunnel)$/;

/** By the last segment of a name, path, URL or OCI reference, with or without a version. */
function chartName({ root }: PolicyObject): IstioChart | undefined {
    const reference = root.at("chart").text ?? "";
    const name = /([^/]+?)\/*$/.exec(reference)?.[1]?.replace(/[-:]v?\d.*$/, "") ?? "";
    const known = mirrored.exec(name)?.[1] ?? name;
    const chart = Object.hasOwn(chartNames, known) ? chartNames[known] : undefined;
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

/** A chart of another name that has Istio's in it, or is it: by the values that only istiod's chart takes. */
function disguisedChart({
    root,
}: PolicyObject): Pick<ChartValues, "chart" | "disguised" | "values"> | undefined {
    const values = root.at("values");
    if (values.isUnknown) {
        return undefined;
    }
    const candidates = [values, ...["istiod", "istio-discovery"].map((name) => values.at(name))];
    const istiod = candidates.find((each) => !each.isUnknown && !each.at("meshConfig").isAbsent);
    return istiod === undefined ? undefined : { chart: "istiod", disguised: true, values: istiod };
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
