import type { Style } from "./matrix";

/** Colour only for a person at a terminal who has not said no to it (NO_COLOR). */
export function styleFor(isTerminal: boolean, noColor: string | undefined): Style {
    const code = (number: number) => (text: string) =>
        isTerminal && (noColor === undefined || noColor === "") ? `\u001b[${number}m${text}\u001b[0m` : text;
    return { strong: code(1), faint: code(2), warning: code(33) };
}
