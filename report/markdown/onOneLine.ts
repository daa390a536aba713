/** A text without line breaks and without what cannot be seen, some of which turns the rest of a line around. */
export function onOneLine(text: string): string {
    return text.replaceAll(/[\s\p{C}]+/gu, " ");
}
