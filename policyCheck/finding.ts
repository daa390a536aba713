import type { Rule } from "../policies/engine/rule";

/** One thing that is wrong, as every output says it. */
export interface Finding {
    /** Name of the rule. */
    readonly rule: string;
    readonly severity: Rule["severity"];
    readonly level: "mandatory" | "advisory";
    readonly message: string;
    readonly object: ObjectName;
    readonly file: string;
    /** Of the field it is about; of the object where that is not there. */
    readonly line: number;
    /** Of the rule, and of what others call just this. */
    readonly ids: readonly string[];
    /** Of the object. */
    readonly objectLine: number;
    /** Path of the field; empty for the object itself. */
    readonly field: string;
}

export interface ObjectName {
    readonly apiVersion: string | null;
    readonly kind: string | null;
    /** Null for what has none. */
    readonly namespace: string | null;
    readonly name: string | null;
}

/** What stands for a rule where something could not be read. */
export const unreadableRule = "meshwright-check-require-readable-manifests";

export function isUnreadable(finding: Finding): boolean {
    return finding.rule === unreadableRule;
}

const severities = ["critical", "high", "medium", "low"];

/** Worst first: what could not be read, what refuses, then by severity and place. */
export function worstFirst(left: Finding, right: Finding): number {
    return (
        Number(isUnreadable(right)) - Number(isUnreadable(left)) ||
        Number(right.level === "mandatory") - Number(left.level === "mandatory") ||
        severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
        left.line - right.line ||
        (left.rule < right.rule ? -1 : 1)
    );
}
