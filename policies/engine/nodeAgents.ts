import { chartKinds, chartValues } from "./chartValues";
import { chartLabels, firstVersion, type StatedVersion } from "./istioVersion";
import type { PolicyObject } from "./object";
import { podTemplate } from "./podTemplates";

/** Sail's own objects for them, with the section of their values that has what is theirs alone. */
const sailAgents: Readonly<Record<string, readonly [name: NodeAgent["name"], section: string]>> = {
    "sailoperator.io/IstioCNI": ["istio-cni", "cni"],
    "sailoperator.io/ZTunnel": ["ztunnel", "ztunnel"],
};

export const nodeAgentKinds: readonly string[] = [
    "apps/DaemonSet",
    ...Object.keys(sailAgents),
    ...chartKinds,
];

/** What runs once for every node, and so in one version for all revisions. */
export interface NodeAgent {
    readonly object: PolicyObject;
    readonly name: "istio-cni" | "ztunnel";
    readonly version: StatedVersion;
}

export function nodeAgents(objects: readonly PolicyObject[]): readonly NodeAgent[] {
    return objects.flatMap((object) => daemonSet(object) ?? sailAgent(object) ?? release(object) ?? []);
}

function daemonSet(object: PolicyObject): NodeAgent | undefined {
    const pod = object.groupKind === "apps/DaemonSet" ? podTemplate(object) : undefined;
    const container = { "istio-cni-node": "install-cni", ztunnel: "istio-proxy" };
    const label = pod?.at("metadata", "labels");
    const kind = [label?.at("k8s-app").text, label?.at("app").text].find(
        (each): each is keyof typeof container => each === "istio-cni-node" || each === "ztunnel",
    );
    if (pod === undefined || kind === undefined) {
        return undefined;
    }
    const images = pod
        .at("spec", "containers")
        .items()
        .filter((each) => each.at("name").text === container[kind])
        .map((each) => each.at("image"));
    return {
        object,
        name: kind === "ztunnel" ? "ztunnel" : "istio-cni",
        version: firstVersion([...images, ...chartLabels(object)]) ?? { field: pod.at("spec", "containers") },
    };
}

function sailAgent(object: PolicyObject): NodeAgent | undefined {
    const agent = sailAgents[object.groupKind];
    if (agent === undefined) {
        return undefined;
    }
    const [name, section] = agent;
    const spec = object.root.at("spec");
    const version = firstVersion([
        spec.at("values", section, "tag"),
        spec.at("values", "global", "tag"),
        spec.at("version"),
    ]);
    return { object, name, version: version ?? { field: spec.at("version") } };
}

function release(object: PolicyObject): NodeAgent | undefined {
    const chart = chartValues(object);
    if ((chart?.chart !== "cni" && chart?.chart !== "ztunnel") || !chart.opaque) {
        return undefined;
    }
    const { root } = object;
    const version = firstVersion([
        chart.values.at("global", "tag"),
        chart.values.at("tag"),
        root.at("version"),
        root.at("chart"),
    ]);
    return {
        object,
        name: chart.chart === "cni" ? "istio-cni" : "ztunnel",
        version: version ?? { field: root.at("version") },
    };
}
