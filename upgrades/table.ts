import type { Style } from "../accessReport/matrix";

/** Rows under a head, in columns as wide as they must be; the last one runs on, because it holds sentences. */
export function table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    style: Style,
): readonly string[] {
    const widths = head.map((title, column) =>
        Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]) =>
        cells
            .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
            .join("  ")
            .trimEnd();
    return [style.faint(line(head)), ...rows.map(line)];
}
