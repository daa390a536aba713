/**
 * Days between two ISO dates (YYYY-MM-DD), positive when the second is later. Counted by hand because the core
 * never touches `Date`: with it a clock or a time zone would be one careless call away.
 */
export function daysBetween(from: string, to: string): number {
    return dayNumber(to) - dayNumber(from);
}

/** Days since an arbitrary first of March; years start in March so that the leap day is a year's last. */
function dayNumber(date: string): number {
    const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
    const marchYear = month > 2 ? year : year - 1;
    const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
    const daysBeforeMonth = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
    return 365 * marchYear + leapDays + daysBeforeMonth + day;
}
