import type { Admission, Claim } from "../engine/admission/claim";
import type { Context } from "../engine/context";
import { templatePath } from "../engine/podTemplates";
import type { ObjectRule, Rule } from "../engine/rule";

/** What of a rule an API server asks of objects of one shape: kinds whose fields stand in the same places. */
export interface Twin {
    readonly rule: ObjectRule;
    readonly admission: Admission;
    /** Of the policy; the rule's, and which kinds are meant where there are several. */
    readonly name: string;
    readonly kinds: readonly string[];
    /** Where the pod's template stands in what makes pods, as an expression. */
    readonly pod?: string;
}

/** Kinds that few clusters have are apart: an API server says nothing about those that it does not know. */
export function twinsOf(rule: Rule): readonly Twin[] {
    if (rule.scope !== "object" || rule.admission === undefined) {
        return [];
    }
    return rule.admission.flatMap((admission, index) => {
        const shapes = new Map<string, string[]>();
        for (const kind of admission.kinds ?? rule.kinds) {
            const shape = shapeOf(kind);
            shapes.set(shape, [...(shapes.get(shape) ?? []), kind]);
        }
        return [...shapes].map(([shape, kinds]): Twin => {
            const path = templatePath(kinds[0] ?? "");
            const suffix = path === undefined && index > 0 ? nameOf(kinds[0] ?? "") : shape;
            return {
                rule,
                admission,
                name: suffix === "" ? rule.name : `${rule.name}-${suffix}`,
                kinds,
                ...(path === undefined ? {} : { pod: ["object", ...path].join(".") }),
            };
        });
    });
}

export function claimsOf({ admission }: Twin, context: Context): readonly Claim[] {
    return admission.claims(context);
}

/** `pod`, `template`, `job-template`: by where the pod stands; nothing for all other kinds. */
function shapeOf(groupKind: string): string {
    const path = templatePath(groupKind);
    if (path === undefined) {
        return "";
    }
    if (path.length === 0) {
        return "pod";
    }
    return path.length === 1 ? "pod-template" : path.length === 2 ? "template" : "job-template";
}

function nameOf(groupKind: string): string {
    return groupKind.slice(groupKind.indexOf("/") + 1).toLowerCase();
}
