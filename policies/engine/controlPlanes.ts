import { chartKinds, chartValues } from "./chartValues";
import type { Field } from "./field";
import { chartLabels, firstVersion, type StatedVersion } from "./istioVersion";
import { label, type PolicyObject } from "./object";
import { podTemplate } from "./podTemplates";
import { isRevisionBased, revisionOf } from "./sail";

/** What `controlPlanes` looks at. */
export const controlPlaneKinds: readonly string[] = ["apps/Deployment", ...chartKinds];

/** One istiod that a stack declares, whatever it is made from. */
export interface ControlPlane {
    readonly object: PolicyObject;
    /** `default` for an installation without a revision, as Istio's own labels have it. */
    readonly revision: string;
    readonly version: StatedVersion;
}

/**
 * The control planes of a stack, one for each revision. A chart and the Deployment it makes are the same one; the
 * Deployment says more exactly what will run.
 */
export function controlPlanes(objects: readonly PolicyObject[]): readonly ControlPlane[] {
    const found = new Map<string, ControlPlane>();
    for (const each of objects.flatMap((object) => controlPlane(object) ?? [])) {
        const before = found.get(each.revision);
        if (before === undefined || isVaguer(before, each)) {
            found.set(each.revision, each);
        }
    }
    return [...found.values()];
}

function isVaguer(before: ControlPlane, after: ControlPlane): boolean {
    const deployment = "apps/Deployment";
    return before.object.groupKind !== deployment && after.object.groupKind === deployment;
}

function controlPlane(object: PolicyObject): ControlPlane | undefined {
    if (object.groupKind === "apps/Deployment") {
        return istiod(object);
    }
    const chart = chartValues(object);
    if (chart?.chart !== "istiod") {
        return undefined;
    }
    const { root } = object;
    const { values } = chart;
    const version = firstVersion([
        root.at("spec", "tag"),
        values.at("pilot", "tag"),
        values.at("global", "tag"),
        root.at("spec", "version"),
        ...(chart.disguised ? [] : [root.at("version"), root.at("chart")]),
    ]);
    return {
        object,
        revision: chartRevision(object, values),
        version: version ?? { field: root.at("version") },
    };
}

function istiod(object: PolicyObject): ControlPlane | undefined {
    const pod = podTemplate(object);
    const name = /^istiod(?:-(.+))?$/.exec(object.name);
    const app = pod?.at("metadata", "labels", "app");
    if (name === null || pod === undefined || !(app?.isUnknown || app?.text === "istiod")) {
        return undefined;
    }
    const image = pod
        .at("spec", "containers")
        .items()
        .find((each) => each.at("name").isUnknown || each.at("name").text === "discovery")
        ?.at("image");
    const version = firstVersion([...(image === undefined ? [] : [image]), ...chartLabels(object)]);
    return {
        object,
        revision: label(object, "istio.io/rev").text || (name[1] ?? "default"),
        version: version ?? { field: pod.at("spec", "containers") },
    };
}

/** The Sail operator names revisions after its own objects. */
function chartRevision(object: PolicyObject, values: Field): string {
    const { kind, name, root } = object;
    const revision = values.at("revision").text || root.at("spec", "revision").text;
    if (revision) {
        return revision;
    }
    if (kind === "IstioRevision") {
        return name;
    }
    if (kind === "Istio") {
        return isRevisionBased(object) ? revisionOf(name, root.at("spec", "version").text ?? "") : name;
    }
    return "default";
}
