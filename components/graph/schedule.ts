import type { Trouble } from "./shape/leaves";
import { shown } from "./shape/shown";

/** Minute, hour, day of month, month, day of week: smallest and largest number, and the names where there are some. */
const fields: readonly { readonly least: number; readonly most: number; readonly names?: RegExp }[] = [
    { least: 0, most: 59 },
    { least: 0, most: 23 },
    { least: 1, most: 31 },
    { least: 1, most: 12, names: /^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)$/i },
    { least: 0, most: 6, names: /^(SUN|MON|TUE|WED|THU|FRI|SAT)$/i },
];

/** Five fields of a cron expression as Kubernetes reads it, or one of its shorthands. */
export function badSchedule(value: string): Trouble {
    const written = value.split(" ");
    const good =
        /^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/.test(value) ||
        (written.length === fields.length && written.every(isField));
    const message = `${shown(value)} is not a cron expression; write five fields, such as "0 3 * * *"`;
    return good ? undefined : { code: "bad-schedule", message };
}

function isField(text: string, index: number): boolean {
    return text.split(",").every((part) => {
        const [range = "", step, ...more] = part.split("/");
        const [from = "", to, ...rest] = range.split("-");
        const stepGood = step === undefined || /^[1-9]\d?$/.test(step);
        const rangeGood = range === "*" || [from, to ?? from].every((item) => isItem(item, index));
        return stepGood && rangeGood && more.length === 0 && rest.length === 0;
    });
}

function isItem(item: string, index: number): boolean {
    const { least, most, names } = fields[index] ?? { least: 1, most: 0 };
    const number = /^\d{1,2}$/.test(item) ? Number(item) : -1;
    return (number >= least && number <= most) || names?.test(item) === true;
}
