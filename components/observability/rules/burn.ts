import type { Alert, RunbookPage, Severity } from "./model";
import { numeral } from "./promql";

/**
 * Speeds at which an error budget of thirty days may burn before somebody must know, and the two windows that must both
 * see it: the long one that it matters, the short one that it still goes on (Google's SRE workbook, chapter 5).
 */
export interface BurnWindow {
    readonly factor: number;
    readonly long: string;
    readonly short: string;
    readonly for: string;
    readonly severity: Severity;
}

export const burnWindows: readonly BurnWindow[] = [
    { factor: 14.4, long: "1h", short: "5m", for: "2m", severity: "critical" },
    { factor: 6, long: "6h", short: "30m", for: "5m", severity: "critical" },
    { factor: 3, long: "1d", short: "2h", for: "15m", severity: "warning" },
    { factor: 1, long: "3d", short: "6h", for: "30m", severity: "warning" },
];

export const periodDays = 30;

export interface Budget {
    readonly alert: string;
    readonly page: RunbookPage;
    /** Share of good events that is promised, in percent. */
    readonly objective: number;
    /** Share of bad events over a window. */
    readonly ratio: (window: string) => string;
    /** What keeps a handful of requests in the night from calling anybody; a condition, without `and`. */
    readonly guard?: (window: string) => string;
    readonly labels: Readonly<Record<string, string>>;
    readonly subject: string;
}

/** Failures that a long window must hold before its ratio means anything. */
export const failuresThatCount = 5;
const secondsOf: Readonly<Record<string, number>> = { "1h": 3600, "6h": 21_600, "1d": 86_400, "3d": 259_200 };

/**
 * @param failures - a rate for each second, recorded
 */
export function enoughFailures(failures: string, window: string): string {
    return `avg_over_time(${failures}[${window}]) * ${secondsOf[window] ?? 0} > ${failuresThatCount}`;
}

/** Of an objective so low that a total outage burns more slowly than the window's factor, that window is left out. */
export function burnAlerts({ alert, page, objective, ratio, guard, labels, subject }: Budget): Alert[] {
    const budget = (100 - objective) / 100;
    return burnWindows
        .filter(({ factor }) => factor * budget < 1)
        .map(({ factor, long, short, for: pending, severity }) => ({
            alert,
            threshold: factor,
            expr: (threshold) => {
                const limit = numeral(threshold * budget);
                const burning = `${ratio(long)} > ${limit} and ${ratio(short)} > ${limit}`;
                return guard === undefined ? burning : `${burning} and ${guard(long)}`;
            },
            for: pending,
            severity,
            page,
            labels: { ...labels, window: long },
            summary: `${subject}: the error budget burns ${factor} times too fast`,
            description: `Over ${long}, and still over the last ${short}, ${subject} spent its budget of ${numeral(100 - objective)} % in ${periodDays} days at ${factor} times the speed that would last. Measured: {{ $value | humanizePercentage }} bad.`,
        }));
}
