import { isInjected } from "../policies/engine/injection";
import { joinsBy } from "../policies/engine/mesh";
import type { PolicyObject } from "../policies/engine/object";
import { podTemplate } from "../policies/engine/podTemplates";
import type { Rule } from "../policies/engine/rule";
import type { StackView } from "../policies/engine/stackView";
import { restrictMeshWriters } from "../policies/security/restrictMeshWriters";
import { disallowHostNetwork } from "../policies/workload/disallowHostNetwork";
import { disallowNetworkPrivileges } from "../policies/workload/disallowNetworkPrivileges";

/** The injector leaves these out whatever their labels are (IgnoredNamespaces). */
const neverInjected = new Set(["kube-system", "kube-public", "kube-node-lease", "local-path-storage"]);

/**
 * Rules about what any Kubernetes object may have, which is wrong only beside a mesh. A program that is previewed with
 * the pack is for one; files are just as often for something else, and say so.
 */
const outsiders: ReadonlyMap<Rule, (object: PolicyObject, view: StackView) => boolean> = new Map([
    [disallowHostNetwork, isPodOutside],
    [disallowNetworkPrivileges, isPodOutside],
    [restrictMeshWriters, isRoleOutside],
]);

/** Whether files show that an object a rule objects to has nothing to do with a mesh. */
export function isOutside(rule: Rule, object: PolicyObject, view: StackView): boolean {
    return outsiders.get(rule)?.(object, view) ?? false;
}

function isPodOutside(object: PolicyObject, view: StackView): boolean {
    const pod = podTemplate(object);
    const home = object.namespace ?? "default";
    const namespace = view.namespace(home);
    const mode = pod?.at("metadata", "labels", "istio.io/dataplane-mode").text;
    if (pod === undefined || isInjected(pod, namespace) === true || mode === "ambient") {
        return false;
    }
    if (neverInjected.has(home)) {
        return true;
    }
    if (namespace !== undefined) {
        return joinsBy(namespace) === undefined;
    }
    // An agent of the nodes, where nothing is of Istio.
    return object.groupKind === "apps/DaemonSet" && !view.once(istioNamespaces).has(home);
}

/** A role for everything is one for the mesh too, where there is a mesh. */
function isRoleOutside({ root }: PolicyObject, view: StackView): boolean {
    const groups = root
        .at("rules")
        .items()
        .flatMap((each) => each.at("apiGroups").items());
    return (
        view.once(istioNamespaces).size === 0 && !groups.some(({ text = "" }) => text.endsWith("istio.io"))
    );
}

/** Where something of Istio is; the empty name stands for the whole cluster. */
function istioNamespaces(view: StackView): ReadonlySet<string> {
    const ofIstio = view.objects.filter(({ groupKind }) => /istio\.io\//.test(groupKind));
    const members = view.kind("core/Namespace").filter((each) => joinsBy(each) !== undefined);
    const asking = view.pods.all.filter(({ pod }) => isInjected(pod, undefined) === true);
    return new Set([
        ...ofIstio.map(({ namespace = "" }) => namespace),
        ...members.map(({ name }) => name),
        ...asking.map(({ namespace }) => namespace),
    ]);
}
