/** Text as text wherever HTML puts it, between tags or in an attribute. */
export function escaped(text: string): string {
    return visible(text)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;")
        .replaceAll("'", "&#39;");
}

/** Data inside a script element: nothing in it can end the element, begin a comment, or end a line. */
export function scriptData(value: unknown): string {
    return visible(JSON.stringify(value)).replaceAll(
        /[<>&\u2028\u2029]/g,
        (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/**
 * Characters of format by their number, as ‹U+202E›: one that cannot be seen makes two names look the same, and one that
 * turns the direction of writing makes a name read as another (https://unicode.org/reports/tr36/#Bidirectional_Text_Spoofing).
 */
function visible(text: string): string {
    return text.replaceAll(
        /\p{Cf}/gu,
        (each) => `‹U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
    );
}
