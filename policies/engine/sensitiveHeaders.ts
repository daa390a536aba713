/** Headers whose value is a credential or a session, in lower case. */
const wellKnown = new Set([
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "x-auth-token",
    "x-access-token",
    "x-id-token",
    "x-csrf-token",
    "x-xsrf-token",
    "x-amz-security-token",
    "x-vault-token",
    "x-forwarded-access-token",
    "x-goog-iap-jwt-assertion",
    "x-jwt-payload",
]);

/** Envoy's command operators, `%REQ(NAME?FALLBACK):LENGTH%`; header names are read without regard to case. */
const operators = /%[A-Z_]+\(([^)%]*)\)/gi;
/** CEL, as in Telemetry's tag overrides: `request.headers['name']`. */
const expressions = /headers\s*\[\s*['"]([^'"\]]+)['"]\s*\]/gi;

/** Whether a header's value must stay out of telemetry. */
export function isSensitive(header: string, extra: readonly string[]): boolean {
    const name = header.trim().toLowerCase();
    return wellKnown.has(name) || extra.some((each) => each.toLowerCase() === name);
}

/** The sensitive headers a log format or expression would write out, as they are spelled there. */
export function sensitiveHeadersIn(text: string, extra: readonly string[]): readonly string[] {
    const named = [
        ...[...text.matchAll(operators)].flatMap((match) => (match[1] ?? "").split("?")),
        ...[...text.matchAll(expressions)].map((match) => match[1] ?? ""),
    ];
    return [...new Set(named.filter((each) => isSensitive(each, extra)))];
}

/** The same as regular expressions, for whoever has nothing else to read with: of a header's name. */
export function sensitiveName(extra: readonly string[]): RegExp {
    return new RegExp(`^\\s*(${alternatives(extra)})\\s*$`, "i");
}

/** Of a log format or expression. */
export function sensitiveText(extra: readonly string[]): RegExp {
    const name = `\\s*(${alternatives(extra)})\\s*`;
    const quote = `['"]`;
    return new RegExp(
        `%[A-Z_]+\\(([^)%?]*\\?)*${name}(\\?[^)%]*)?\\)|headers\\s*\\[\\s*${quote}${name}${quote}\\s*\\]`,
        "i",
    );
}

function alternatives(extra: readonly string[]): string {
    return [...wellKnown, ...extra.map((each) => each.toLowerCase())]
        .map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
        .join("|");
}
