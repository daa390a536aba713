const pattern = /^(\d{1,9})(ms|s|m|h)$/;
const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration such as `250ms`, `30s`, `5m`, `1h`; `undefined` when it is not one, or is zero. */
export function durationMilliseconds(text: string): number | undefined {
    const [, amount, unit] = pattern.exec(text) ?? [];
    const value = Number(amount) * (milliseconds[unit ?? ""] ?? Number.NaN);
    return value > 0 ? value : undefined;
}
