/** `critical` calls somebody, `warning` waits for the morning, `info` is only shown; `none` is never about a failure. */
export type Severity = "critical" | "warning" | "info" | "none";

/** Pages of `docs/runbooks`; each family of alerts has one. */
export type RunbookPage =
    | "requests"
    | "budgets"
    | "pools"
    | "control-plane"
    | "certificates"
    | "revisions"
    | "mesh"
    | "security"
    | "telemetry";

export interface Alert {
    readonly alert: string;
    /** What its measure is held against: apart, so that a test can move it and see that something fails. */
    readonly threshold: number;
    readonly expr: (threshold: number) => string;
    /** How long it must hold before somebody is told. */
    readonly for: string;
    readonly severity: Severity;
    readonly page: RunbookPage;
    readonly labels?: Readonly<Record<string, string>>;
    readonly summary: string;
    readonly description: string;
}

export interface Recording {
    readonly record: string;
    readonly expr: string;
    readonly labels?: Readonly<Record<string, string>>;
}

export type Rule = Alert | Recording;

/** Rules that are evaluated one after another, so that alerts see what was recorded just before. */
export interface RuleGroup {
    readonly name: string;
    readonly rules: readonly Rule[];
}

/** What one ConfigMap, or one PrometheusRule, holds. */
export interface RuleFile {
    readonly name: string;
    readonly groups: readonly RuleGroup[];
}

export function isAlert(rule: Rule): rule is Alert {
    return "alert" in rule;
}
