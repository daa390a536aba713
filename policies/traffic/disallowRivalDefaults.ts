import { add } from "../engine/collect";
import type { Context } from "../engine/context";
import { isEmpty } from "../engine/field";
import { describeObject, label, type PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackFinding, type StackRule, unseen, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { selectorOf } from "../engine/targets";

const sidecar = "networking.istio.io/Sidecar";
const peer = "security.istio.io/PeerAuthentication";
const single = [sidecar, peer];

export const disallowRivalDefaults: StackRule = {
    scope: "stack",
    id: "D-24",
    ids: ["IST0110", "IST0111", "IST0167", "KIA0002", "KIA0003", "KIA1006", "TIS0001", "TIS1002"],
    name: "meshwright-traffic-disallow-rival-defaults",
    displayName: "Disallow two settings for the same pods",
    description:
        "A namespace, and each of its workloads, must have one Sidecar and one PeerAuthentication: of two one counts.",
    severity: "high",
    remediationSteps: "Merge them. Istio takes the older of two, which changes when one is made anew.",
    settings: ["rootNamespaces"],
    kinds: [...single, ...podCarriers, "core/Namespace"],

    *check(_, context, view) {
        for (const kind of single) {
            const whole = view.kind(kind).filter((each) => !each.partial);
            yield* general(whole.filter((each) => isEmpty(selectorOf(each))));
            yield* selected(
                whole.filter((each) => !isEmpty(selectorOf(each))),
                view,
            );
        }
        yield* view.kind(sidecar).flatMap((each) => ineffective(each, view, context));
    },
};

function* general(objects: readonly PolicyObject[]): Iterable<StackFinding> {
    const byHome = new Map<string, PolicyObject[]>();
    for (const object of objects) {
        add(byHome, object.namespace ?? "default", object);
    }
    for (const object of objects) {
        const other = byHome.get(object.namespace ?? "default")?.find((each) => each !== object);
        if (other !== undefined) {
            const name = object.groupKind === sidecar ? "workloadSelector" : "selector";
            const field = object.root.at("spec", name);
            const message = `and ${describeObject(other)} is for the whole namespace too`;
            const finding = violation(field, message, "merge them, or select workloads");
            yield { object, finding: called(finding, codeOf(object, "IST0111"), "KIA0002") };
        }
    }
}

/** istioctl looks at Sidecars alone. */
function codeOf(object: PolicyObject, code: string): string {
    return object.groupKind === sidecar ? code : "IST";
}

/** By the same selector, or by a pod that both select. */
function* selected(objects: readonly PolicyObject[], view: StackView): Iterable<StackFinding> {
    const byPods = new Map<Pods | string, PolicyObject[]>();
    const keysOf = new Map<PolicyObject, readonly (Pods | string)[]>();
    for (const object of objects) {
        const home = object.namespace ?? "default";
        const selector = selectorOf(object);
        const labels = selector.entries().map(([key, value]) => `${key}=${value.text}`);
        const unknown = selector.entries().find(([, each]) => each.isUnknown)?.[1];
        if (unknown !== undefined) {
            yield { object, finding: unseen(unknown) };
        }
        const { pods } = view.pods.selectedBy(selector, home);
        const isKnown = selector.entries().every(([, value]) => value.text !== undefined);
        const keys: readonly (Pods | string)[] = isKnown
            ? [...pods, `${home} ${labels.sort().join(",")}`]
            : [];
        keysOf.set(object, keys);
        for (const key of keys) {
            add(byPods, key, object);
        }
    }
    for (const [object, keys] of keysOf) {
        const other = keys.flatMap((each) => byPods.get(each) ?? []).find((each) => each !== object);
        if (other !== undefined) {
            const message = `which selects workloads of ${describeObject(other)} too`;
            const fix = "merge them, or tell their workloads apart";
            const finding = violation(selectorOf(object), message, fix);
            yield { object, finding: called(finding, codeOf(object, "IST0110"), "KIA0003") };
        }
    }
}

function ineffective(
    object: PolicyObject,
    view: StackView,
    { rootNamespaces }: Context,
): readonly StackFinding[] {
    const home = object.namespace ?? "default";
    const selector = selectorOf(object);
    const namespace = view.namespace(home);
    if (rootNamespaces.includes(home) && !isEmpty(selector)) {
        const message =
            "in the root namespace, where a Sidecar is for every namespace and its selector does not count";
        const finding = warning(selector, message, "remove it, or move the Sidecar");
        return [{ object, finding: called(finding, "IST", "KIA1006", "TIS1002") }];
    }
    // A label for injection beside it brings sidecars all the same.
    const ways = ["istio.io/dataplane-mode", "istio-injection", "istio.io/rev"] as const;
    const [mode, ...others] = ways.map((each) => namespace && label(namespace, each));
    if (mode?.text === "ambient" && others.every((each) => each?.isAbsent || each?.text === "disabled")) {
        const message = "a namespace without sidecars (ambient), so the Sidecar has no effect";
        const field = object.root.at("metadata", "namespace");
        return [{ object, finding: called(warning(field, message, "remove it"), "IST0167", "KIA", "TIS") }];
    }
    return [];
}
