import { isNamespaceWide } from "../engine/authorization";
import type { Context } from "../engine/context";
import { destinationRuleKind, ruleHost } from "../engine/destinationRules";
import { serviceOf } from "../engine/hosts";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { type Finding, type StackRule, unproven, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const peer = "security.istio.io/PeerAuthentication";

export const requireAutoMtls: StackRule = {
    scope: "stack",
    id: "D-15",
    ids: ["KIA0205", "KIA0206", "KIA0401", "KIA0501", "TIS0401", "TIS0503"],
    name: "meshwright-traffic-require-auto-mtls",
    displayName: "Require automatic mutual TLS",
    description:
        "Callers must use mutual TLS by themselves, and what DestinationRules ask for servers must be able to give.",
    severity: "critical",
    framework: {
        name: "Istio Security",
        version: "1.31",
        reference:
            "https://istio.io/latest/docs/ops/configuration/traffic-management/tls-configuration/#auto-mtls",
        specification: "Auto mTLS",
    },
    remediationSteps:
        "Remove meshConfig.enableAutoMtls: false. Where a DestinationRule asks for ISTIO_MUTUAL, have a PeerAuthentication that " +
        "demands it too.",
    settings: ["rootNamespaces"],
    kinds: [...new Set([...meshConfigKinds, destinationRuleKind, peer])],

    *check(_, context, view) {
        for (const { object, mesh } of meshSettings(view)) {
            const field = mesh.at("enableAutoMtls");
            if (field.isUnknown) {
                yield { object, finding: unproven(field) };
            } else if (field.value === false || field.text === "false") {
                const message = "so callers send plaintext wherever no DestinationRule says otherwise";
                yield { object, finding: violation(field, message, "remove it") };
            }
        }
        // Where the mesh is in the stack, A-02 asks for its PeerAuthentication.
        for (const object of meshSettings(view).length > 0 ? [] : view.kind(destinationRuleKind)) {
            for (const finding of unanswered(object, view, context)) {
                yield { object, finding };
            }
        }
    },
};

/** A rule for a whole mesh or namespace that asks for mutual TLS, where no PeerAuthentication of the stack does. */
function* unanswered(object: PolicyObject, view: StackView, { rootNamespaces }: Context): Iterable<Finding> {
    const field = object.root.at("spec", "trafficPolicy", "tls", "mode");
    const host = ruleHost(object) ?? "";
    const [, namespace] = /^\*\.([^.]+)\.svc\.[^.]+/.exec(host) ?? [];
    const isWide = host === "*.local" || host === "*" || namespace !== undefined;
    if (field.text !== "ISTIO_MUTUAL" || !isWide || serviceOf(host) !== undefined) {
        return;
    }
    const answers = view
        .kind(peer)
        .filter(isNamespaceWide)
        .some((each) => {
            const home = each.namespace ?? "default";
            const mode = each.root.at("spec", "mtls", "mode");
            const isFor = rootNamespaces.includes(home) || home === namespace;
            return isFor && (mode.isUnknown || mode.text === "STRICT" || mode.text === "PERMISSIVE");
        });
    if (!answers) {
        const where = namespace === undefined ? "the mesh" : namespace;
        const message = `and no PeerAuthentication of this stack has ${where} answer it`;
        yield warning(field, message, `create one with mtls.mode STRICT for ${where}`);
    }
}
