import { add } from "./collect";
import type { Context } from "./context";
import { type Field, isEmpty } from "./field";
import { isGatewayPod } from "./gateways";
import { joinsBy } from "./mesh";
import type { PolicyObject } from "./object";
import type { Pods, Selection } from "./pods";
import type { StackView } from "./stackView";

/** The labels by which an object of Istio chooses pods: `selector`, or of older kinds `workloadSelector`. */
export function selectorOf(object: PolicyObject): Field {
    const spec = object.root.at("spec");
    const older = spec.at("workloadSelector");
    return older.isAbsent ? spec.at("selector", "matchLabels") : older.at(...labelsKey(older));
}

/** Sidecar and EnvoyFilter say `labels`, DestinationRule says `matchLabels`. */
function labelsKey(selector: Field): readonly string[] {
    return selector.at("labels").isAbsent && !selector.isUnknown ? ["matchLabels"] : ["labels"];
}

/** The declared pods an object is for; from the root namespace it reaches every other. */
export function targetsOf(object: PolicyObject, view: StackView, context: Context): Selection {
    const selector = selectorOf(object);
    const namespace = object.namespace ?? "default";
    if (!context.rootNamespaces.includes(namespace)) {
        return view.pods.selectedBy(selector, namespace);
    }
    const everywhere = [...new Set(view.pods.all.map((each) => each.namespace))].map((each) =>
        view.pods.selectedBy(selector, each),
    );
    const hazy = everywhere.find((each) => each.hazy !== undefined)?.hazy;
    return { pods: everywhere.flatMap((each) => each.pods), ...(hazy === undefined ? {} : { hazy }) };
}

/** Whether an object is for a pod; by a label that is not known yet it may be, and counts as if. */
export function isFor(object: PolicyObject, pods: Pods, context: Context): boolean {
    const namespace = object.namespace ?? "default";
    return (
        (namespace === pods.namespace || context.rootNamespaces.includes(namespace)) &&
        isEmpty(object.root.at("spec", "targetRefs")) &&
        carries(pods, selectorOf(object))
    );
}

/** Whether a pod carries all labels of a selector. */
export function carries({ labels }: Pods, selector: Field): boolean {
    return selector
        .entries()
        .every(
            ([name, value]) =>
                value.isUnknown || labels.at(name).isUnknown || labels.at(name).text === value.text,
        );
}

/** Whether a pod gets a sidecar, as far as the stack tells: by its own label, or else by its Namespace's. */
export function isProxied({ pod, labels, namespace }: Pods, view: StackView): boolean {
    const own =
        labels.at("sidecar.istio.io/inject").text ??
        pod.at("metadata", "annotations", "sidecar.istio.io/inject").text;
    if (own === "false" || pod.at("spec", "hostNetwork").value === true) {
        return false;
    }
    const declared = view.namespace(namespace);
    const joined = declared === undefined ? undefined : joinsBy(declared);
    return (
        own === "true" ||
        labels.at("istio.io/rev").text !== undefined ||
        (joined !== undefined && !joined.isUnknown)
    );
}

/** The Services that lead to any of some pods. */
export function servicesOf(pods: readonly Pods[], view: StackView): readonly PolicyObject[] {
    const services = view.once(servicesByPods);
    return [...new Set(pods.flatMap((each) => services.get(each) ?? []))];
}

function servicesByPods(view: StackView): ReadonlyMap<Pods, readonly PolicyObject[]> {
    const found = new Map<Pods, PolicyObject[]>();
    for (const service of view.kind("core/Service")) {
        const selector = service.root.at("spec", "selector");
        const pods = isEmpty(selector)
            ? []
            : view.pods.selectedBy(selector, service.namespace ?? "default").pods;
        for (const each of pods) {
            add(found, each, service);
        }
    }
    return found;
}

/** Pods of any namespace that carry all labels of a selector, as a Gateway selects them; asked for often by the same. */
export function selectedAnywhere(selector: Field, view: StackView): readonly Pods[] {
    const known = view.once(selections);
    const key = JSON.stringify(selector.entries().map(([name, value]) => [name, value.text ?? null]));
    const pods = known.get(key) ?? view.pods.all.filter((each) => carries(each, selector));
    known.set(key, pods);
    return pods;
}

function selections(): Map<string, readonly Pods[]> {
    return new Map();
}

/** Pods that are nothing but a proxy. */
export function gatewaysAmong(pods: readonly Pods[]): readonly Pods[] {
    return pods.filter((each) => isGatewayPod(each.pod));
}
