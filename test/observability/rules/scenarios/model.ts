import type { Alert, RuleGroup } from "../../../../components/observability/rules";

/** Series by name with labels, in promtool's notation, a value each `interval`. */
export type InputSeries = Readonly<Record<string, string>>;

/** A failure that an alert is there for, and the same without the failure. */
export interface Scenario {
    readonly fires: InputSeries;
    readonly silent: InputSeries;
    /** When it is looked at; half an hour unless given. */
    readonly at?: string;
    readonly interval?: string;
    readonly evaluation?: string;
}

/** By an alert's name, of one of its rules; the group that has it tells what else is there. */
export type ScenarioOf = (alert: Alert, group: RuleGroup) => Scenario;

/** Counters that grow this much a minute, for an hour. */
export function growing(perMinute: number): string {
    return `0+${perMinute}x60`;
}

export function steady(value: number): string {
    return `${value}x60`;
}

/** Not there for the first twenty minutes: a counter that counts for the first time. */
export function appearing(value: number): string {
    return `_x28 ${value}x32`;
}
