import type { Admission } from "./admission/claim";
import type { Context, SettingName } from "./context";
import type { Field } from "./field";
import type { PolicyObject } from "./object";
import type { Repair } from "./repair";
import type { StackView } from "./stackView";

export interface Framework {
    readonly name: string;
    readonly version: string;
    readonly reference: string;
    readonly specification: string;
}

interface RuleDescription {
    /** Id in docs/policies.md. */
    readonly id: string;
    /** What others call it: IST0101, KIA0101, TIS0101, ASM-1.2.1, kyverno/<name>. */
    readonly ids?: readonly string[];
    /** `meshwright-<area>-<require|disallow|limit|restrict>-…`. */
    readonly name: string;
    readonly displayName: string;
    /** What the rule demands; printed above every refusal. */
    readonly description: string;
    readonly severity: "low" | "medium" | "high" | "critical";
    /** A practice rather than a danger: the rule only tells, unless whoever runs the pack sets its level higher. */
    readonly advisory?: true;
    readonly framework?: Framework;
    readonly remediationSteps: string;
    /** Settings the rule reads beyond those every rule has. */
    readonly settings: readonly SettingName[];
    /** Group/kind of what it looks at; nothing else is given to it. */
    readonly kinds: readonly string[];
}

/** Judges one object by itself; runs before the object is created. */
export interface ObjectRule extends RuleDescription {
    readonly scope: "object";
    check(object: PolicyObject, context: Context): Iterable<Finding>;
    /** Absent where more than one change could be meant, or where it would change who may call whom, or how. */
    readonly remediation?: Remediation;
    /** The same for API servers, where they can tell it from the object alone; see `policies/admission`. */
    readonly admission?: readonly Admission[];
}

/** What makes an object pass by itself, where the rule's level is `remediate`. */
export interface Remediation {
    /** What it does, for the reference. */
    readonly does: string;
    repairs(object: PolicyObject, context: Context): Iterable<Repair>;
}

/** Judges what all objects of a stack amount to together. */
export interface StackRule extends RuleDescription {
    readonly scope: "stack";
    /** Gets the objects of its kinds, and a view of the same stack to look things up in. */
    check(objects: readonly PolicyObject[], context: Context, view: StackView): Iterable<StackFinding>;
}

export type Rule = ObjectRule | StackRule;

/** `violation` refuses, `warning` only tells, `unproven` could not look. */
export interface Finding {
    readonly level: "violation" | "warning" | "unproven";
    readonly field: Field;
    /** What follows from the value; continues "field is value, …". */
    readonly message: string;
    /** The change to make. */
    readonly fix: string;
    /** Of the rule's `ids` those of just this finding, for tools that tell apart what the rule says in one. */
    readonly ids?: readonly string[];
    /** Only of what could not be looked at: nothing dangerous can hide there, so it refuses only where that is asked for. */
    readonly harmless?: true;
}

/** A finding and the object it is reported on. */
export interface StackFinding {
    readonly object: PolicyObject;
    readonly finding: Finding;
}

export function violation(field: Field, message: string, fix: string): Finding {
    return { level: "violation", field, message, fix };
}

export function warning(field: Field, message: string, fix: string): Finding {
    return { level: "warning", field, message, fix };
}

/** A finding under the codes that others give it; the name of a tool alone (`IST`) says that it has none for it. */
export function called(finding: Finding, ...ids: readonly string[]): Finding {
    return { ...finding, ids };
}

/** For a critical field whose value is not known yet. */
export function unproven(field: Field): Finding {
    return {
        level: "unproven",
        field,
        message: "so this rule cannot be proven",
        fix: "give it a value that does not depend on another resource's output",
    };
}

/** The same for what can break a route or a reference, and open nothing: it tells, wherever nobody asks for more. */
export function unseen(field: Field): Finding {
    return { ...unproven(field), harmless: true };
}
