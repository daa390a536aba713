import { destinationRuleKind, ruleHost } from "./destinationRules";
import type { Field } from "./field";
import type { PolicyObject } from "./object";
import type { StackView } from "./stackView";

/** A DestinationRule that says at its top how every Service of the mesh, or of a namespace, is called. */
export interface WideRule {
    readonly object: PolicyObject;
    /** Absent: of the whole mesh. */
    readonly namespace?: string;
    readonly mode: Field;
}

export function wideRules(view: StackView): readonly WideRule[] {
    return view.once(read);
}

function read(view: StackView): readonly WideRule[] {
    return view.kind(destinationRuleKind).flatMap((object) => {
        const mode = object.root.at("spec", "trafficPolicy", "tls", "mode");
        const host = ruleHost(object) ?? "";
        const [, namespace] = /^\*\.([^.]+)\.svc\.[^.]+/.exec(host) ?? [];
        const isForMesh = host === "*.local" || host === "*";
        return (namespace === undefined && !isForMesh) || mode.isAbsent
            ? []
            : [{ object, mode, ...(namespace === undefined ? {} : { namespace }) }];
    });
}

/** The one that callers of a namespace go by: what is for it alone comes before what is for the mesh. */
export function wideRuleFor(namespace: string | undefined, view: StackView): WideRule | undefined {
    const rules = wideRules(view);
    const own = rules.find((each) => namespace !== undefined && each.namespace === namespace);
    return own ?? rules.find((each) => each.namespace === undefined);
}
