import { isNamespaceWide } from "../engine/authorization";
import type { Context } from "../engine/context";
import { destinationRuleKind } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import { called, type Finding, type StackRule, unproven, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { type WideRule, wideRules } from "../engine/wideRules";
import { disagreements, unasked } from "./mutualTlsDisagreements";

const peer = "security.istio.io/PeerAuthentication";

export const requireAutoMtls: StackRule = {
    scope: "stack",
    id: "D-15",
    ids: [
        "KIA0205",
        "KIA0206",
        "KIA0207",
        "KIA0208",
        "KIA0401",
        "KIA0501",
        "KIA0505",
        "KIA0506",
        "TIS0401",
        "TIS0503",
    ],
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
        const settings = meshSettings(view);
        const isOff = ({ value, text }: Field) => value === false || text === "false";
        for (const { object, mesh } of settings) {
            const field = mesh.at("enableAutoMtls");
            if (field.isUnknown) {
                yield { object, finding: unproven(field) };
            } else if (isOff(field)) {
                const message = "so callers send plaintext wherever no DestinationRule says otherwise";
                yield { object, finding: called(violation(field, message, "remove it"), "KIA", "TIS") };
            }
        }
        const isManual = settings.some(({ mesh }) => isOff(mesh.at("enableAutoMtls")));
        // Where the mesh is in the stack, A-02 asks for its PeerAuthentication.
        for (const rule of settings.length > 0 && !isManual ? [] : wideRules(view)) {
            for (const finding of unanswered(rule, view, context)) {
                yield { object: rule.object, finding };
            }
        }
        yield* disagreements(view, context);
        yield* isManual ? unasked(view, context) : [];
    },
};

/** A rule for a whole mesh or namespace that asks for mutual TLS, where no PeerAuthentication of the stack does. */
function* unanswered(
    { mode: field, namespace }: WideRule,
    view: StackView,
    { rootNamespaces }: Context,
): Iterable<Finding> {
    const answers = view
        .kind(peer)
        .filter(isNamespaceWide)
        .some((each) => {
            const home = each.namespace ?? "default";
            const mode = each.root.at("spec", "mtls", "mode");
            const isFor = rootNamespaces.includes(home) || home === namespace;
            return isFor && (mode.isUnknown || mode.text === "STRICT" || mode.text === "PERMISSIVE");
        });
    if (field.text === "ISTIO_MUTUAL" && !answers) {
        const where = namespace === undefined ? "the mesh" : namespace;
        const message = `and no PeerAuthentication of this stack has ${where} answer it`;
        const finding = warning(field, message, `create one with mtls.mode STRICT for ${where}`);
        yield called(finding, namespace === undefined ? "KIA0205" : "KIA0206", "TIS");
    }
}
