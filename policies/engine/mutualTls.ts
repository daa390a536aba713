import { isNamespaceWide } from "./authorization";
import type { Context } from "./context";
import type { PolicyObject } from "./object";
import type { Pods } from "./pods";
import type { StackView } from "./stackView";
import { isFor } from "./targets";

const kind = "security.istio.io/PeerAuthentication";

/**
 * The mode a pod's sidecar asks of callers, by the PeerAuthentications of the stack: of the workload, else of its
 * namespace, else of the mesh; UNSET asks the next. Undefined when none of them says.
 */
export function mutualTlsMode(pods: Pods, view: StackView, context: Context): string | undefined {
    const near = view.in(kind, pods.namespace).filter((each) => !each.partial);
    const roots = context.rootNamespaces.flatMap((each) => view.in(kind, each));
    const levels = [
        near.filter((each) => !isNamespaceWide(each) && isFor(each, pods, context)),
        near.filter(isNamespaceWide),
        roots.filter((each) => !each.partial && isNamespaceWide(each)),
    ];
    return levels
        .map((each) => each.map(modeOf).find((mode) => mode !== undefined))
        .find((mode) => mode !== undefined);
}

function modeOf(policy: PolicyObject): string | undefined {
    const mode = policy.root.at("spec", "mtls", "mode");
    // What is not known yet is for to speak of.
    return mode.isUnknown ? "STRICT" : mode.text === "UNSET" ? undefined : mode.text;
}
