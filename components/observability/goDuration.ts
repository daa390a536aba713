const hours: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** A retention such as `15d` as Go writes durations, which know no unit above the hour. */
export function goDuration(text: string): string {
    const [, amount, unit = ""] = /^(\d+)([hdw])$/.exec(text) ?? [];
    const factor = hours[unit];
    return factor === undefined ? text : `${Number(amount) * factor}h`;
}
