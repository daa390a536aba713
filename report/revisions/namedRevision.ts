import type { Side } from "../side";

/** The revision that a tag or a revision's own name stands for; undefined where a side has neither. */
export function namedRevision({ tags, revisions }: Side, name: string): string | undefined {
    return tags[name] ?? (Object.hasOwn(revisions, name) ? name : undefined);
}

/**
 * Whether nobody answers to a name, so that pods of whoever follows it get no proxy. A stack that knows neither tags nor
 * revisions leaves both to others.
 */
export function isNobodys(side: Side, name: string): boolean {
    const isKnowing = Object.keys(side.tags).length + Object.keys(side.revisions).length > 0;
    return isKnowing && namedRevision(side, name) === undefined;
}
