/** Longest time ahead something dated may end: long enough for a migration, short enough to be remembered. */
export const maximumDays = 180;
/** From this many days before its end it is warned about. */
export const warningDays = 14;

/** Days from one ISO date to another; undefined when one of them is not a day of the calendar. */
export function daysBetween(from: string, to: string): number | undefined {
    const start = day(from);
    const end = day(to);
    return start === undefined || end === undefined ? undefined : end - start;
}

function day(text: string): number | undefined {
    const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    // Date.parse takes 30 February for 2 March.
    return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text
        ? undefined
        : milliseconds / 86_400_000;
}

/** `its last day is in 3 days`, for what still holds. */
export function lastDay(days: number): string {
    return days === 0 ? "today is its last day" : `its last day is in ${days} ${days === 1 ? "day" : "days"}`;
}
