import { chartValues } from "../engine/chartValues";
import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import type { Field } from "../engine/field";
import { statedVersion } from "../engine/istioVersion";
import { nodeAgentKinds, nodeAgents } from "../engine/nodeAgents";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type StackFinding, type StackRule, unproven, violation, warning } from "../engine/rule";

const charts = ["helm.sh/Release", "helm.sh/Chart"];
/** What Istio's images are called, whatever the registry. */
const istioImage = /(^|\/)(pilot|proxyv2|install-cni|ztunnel)(:|@|$)/;

export const requirePinnedVersions: StackRule = {
    scope: "stack",
    id: "F-05",
    ids: ["kyverno/disallow-latest-tag"],
    name: "meshwright-upgrade-require-pinned-versions",
    displayName: "Require Istio's version to be written down",
    description:
        "Istio's charts and images must be of a version that is written down: `latest`, a branch or no version at all is " +
        "another Istio with every update, and no rule about versions can look at it.",
    severity: "high",
    remediationSteps:
        "Give the chart a version (1.31.1), and images a tag of a release or a digest beside it.",
    settings: [],
    kinds: [...new Set([...controlPlaneKinds, ...nodeAgentKinds, ...podCarriers])],

    *check(objects) {
        for (const object of objects) {
            const images = containersOf(podTemplate(object)).map((each) => each.at("image"));
            for (const image of images.filter((each) => istioImage.test(each.text ?? ""))) {
                yield* judge(object, image);
            }
            yield* charts.includes(object.groupKind) ? judgeChart(object) : [];
            yield* judgeProfile(object);
        }
        // The operator's own objects carry a version instead of an image.
        for (const { object, version } of [...controlPlanes(objects), ...nodeAgents(objects)]) {
            if (podTemplate(object) === undefined && !charts.includes(object.groupKind)) {
                yield* judge(object, version.field);
            }
        }
    },
};

function containersOf(pod: Field | undefined): readonly Field[] {
    return ["initContainers", "containers"].flatMap((list) => pod?.at("spec", list).items() ?? []);
}

function* judge(object: PolicyObject, field: Field): Iterable<StackFinding> {
    if (field.isUnknown) {
        yield { object, finding: unproven(field) };
    } else if (
        field.text !== undefined &&
        statedVersion(field).version === undefined &&
        // Of a digest alone nobody can tell the version, but it is always the same one. Sail resolves its aliases.
        !/@sha256:|^v\d+\.\d+-latest$/.test(field.text)
    ) {
        yield { object, finding: unpinned(field) };
    }
}

function* judgeChart(object: PolicyObject): Iterable<StackFinding> {
    const chart = chartValues(object);
    const { root } = object;
    if (object.kind === "Release" && root.at("chart").isUnknown) {
        // It may be any of Istio's, and what a Release makes no rule ever sees.
        yield { object, finding: unproven(root.at("chart")) };
    }
    const tag = chart?.values.at("global", "tag");
    if (chart === undefined || tag === undefined) {
        return;
    }
    const version = root.at("version");
    const reference = root.at("chart").text ?? "";
    if (version.isUnknown || tag.isUnknown) {
        yield { object, finding: unproven(version.isUnknown ? version : tag) };
        return;
    }
    // An archive, a folder and an OCI reference with a tag say by themselves which chart it is.
    const isFile = /\.tgz$|^[./]|@sha256:|:v?\d+\.\d+\.\d+[^/]*$/.test(reference);
    if (!isFile && !/^v?\d+\.\d+\.\d+/.test(version.text ?? "")) {
        const message = "so each update may bring another version of Istio";
        yield { object, finding: violation(version, message, "set it to a release") };
    }
    if (!tag.isAbsent && !/^v?\d+\.\d+\.\d+/.test(tag.text ?? "")) {
        yield { object, finding: unpinned(tag) };
    }
}

/** What makes a version behave as another: what is not finished, or what was given up. */
function* judgeProfile(object: PolicyObject): Iterable<StackFinding> {
    const values = chartValues(object)?.values;
    if (values === undefined || values.isUnknown) {
        return;
    }
    const spec = object.root.at("spec");
    const of = (name: string) => [values.at(name), values.at("global", name), spec.at(name)];
    for (const profile of of("profile").filter((each) => each.text === "preview")) {
        const message = "which turns on what Istio has not finished";
        yield { object, finding: warning(profile, message, "remove it, and turn on what you need by name") };
    }
    for (const kept of of("compatibilityVersion").filter((each) => each.text)) {
        const message =
            "so this version behaves as that one did, its weaknesses included, and soon will not any more";
        yield { object, finding: warning(kept, message, "remove it once workloads work without") };
    }
}

function unpinned(field: Field) {
    return violation(field, "which names no release of Istio", "name one, as in 1.31.1");
}
