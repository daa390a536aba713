import { onOneLine } from "../../report/markdown/onOneLine";

/**
 * Words of strangers as a span of code, where nothing is markup, a link or a mention: one line, and no more than so many
 * characters. Backticks would end it.
 */
export function asCode(words: string, most: number): string {
    const plain = onOneLine(words).replaceAll("`", "'").trim();
    return `\`${plain.length > most ? `${plain.slice(0, most)}…` : plain}\``;
}
