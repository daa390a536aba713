import { sortedTexts } from "../order";
import type { RequestMatch } from "./limited";

/** How Envoy compares a header; several in one match must all fit. */
export interface HeaderMatch {
    readonly name: string;
    readonly string_match: { readonly safe_regex: { readonly regex: string } };
    readonly invert_match?: true;
}

/**
 * The requests as Envoy sees them. `:path` carries the query, so that an exact path is an expression that allows one.
 * A host is whatever Envoy finds the virtual host by, or a limit could be written around: its router ignores case and
 * everything from the colon on, digits or not. Expressions are RE2 and must fit the whole value.
 */
export function headerMatches({ host, methods, paths, notPaths }: RequestMatch): HeaderMatch[] {
    return [
        ...(host === undefined ? [] : [fits(":authority", `(?i)${escaped(host)}(:.*)?`)]),
        ...(methods === undefined ? [] : [fits(":method", sortedTexts(methods).map(escaped).join("|"))]),
        fits(":path", pathExpression(paths)),
        ...(notPaths.length === 0
            ? []
            : [{ ...fits(":path", pathExpression(notPaths)), invert_match: true as const }]),
    ];
}

function fits(name: string, regex: string): HeaderMatch {
    return { name, string_match: { safe_regex: { regex } } };
}

function pathExpression(paths: readonly string[]): string {
    return sortedTexts(paths)
        .map((path) => (path.endsWith("/*") ? `${escaped(path.slice(0, -1))}.*` : `${escaped(path)}(\\?.*)?`))
        .join("|");
}

function escaped(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
