import type { Reporter } from "../../../lab/reporter";

/** A reporter that keeps what it was told. */
export function recorder(): Reporter & { readonly lines: string[] } {
    const lines: string[] = [];
    return {
        lines,
        phase: (title) => lines.push(`phase: ${title}`),
        step: (text) => lines.push(`step: ${text}`),
        warn: (text) => lines.push(`warn: ${text}`),
        done: (text) => lines.push(`done: ${text}`),
    };
}
