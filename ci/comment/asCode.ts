/**
 * Words of strangers as a span of code, where nothing is markup, a link or a mention: one line, and no more than so many
 * characters. Backticks would end it.
 */
export function asCode(words: string, most: number): string {
    const plain = words
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they may be there, and a line would end at some
        .replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
        .replaceAll("`", "'")
        .trim();
    return `\`${plain.length > most ? `${plain.slice(0, most)}…` : plain}\``;
}
