/** One line of the table: a cost as a multiple of a yardstick measured beside it. */
export interface Figure {
    readonly what: string;
    readonly cost: number;
    readonly yardstick: string;
    readonly yardstickCost: number;
    /** The most the ratio may be. */
    readonly allowed: number;
}

export function table(figures: readonly Figure[]): string {
    const rows = figures.map(({ what, cost, yardstick, yardstickCost, allowed }) => {
        const ratio = cost / yardstickCost;
        return [
            what,
            `${milliseconds(cost)} ms`,
            yardstick,
            `${milliseconds(yardstickCost)} ms`,
            ratio.toFixed(2),
            `<= ${allowed}`,
            ratio <= allowed ? "ok" : "TOO SLOW",
        ];
    });
    const all = [["what", "CPU", "against", "CPU", "ratio", "allowed", ""], ...rows];
    const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return all
        .map((row) =>
            row
                .map((cell, column) => cell.padEnd(widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

function milliseconds(seconds: number): string {
    return (seconds * 1000).toFixed(1);
}
