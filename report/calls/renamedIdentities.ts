import { counted } from "../objects/names";
import type { Side } from "../side";
import { changes } from "../statement";
import type { CallChange } from "./callChanges";
import { type Renamed, renamedAccounts } from "./renamedAccounts";

/**
 * Where the trust domain changes, every policy says of another name what it said of the old one. That is one thing, and
 * not a change of each pair: only what is not the same of both names is told of them.
 */
export function renamedIdentities(calls: readonly CallChange[], before: Side, after: Side): Renamed {
    const [was, is] = [before.mesh.trustDomain, after.mesh.trustDomain];
    if (was === is) {
        return renamedAccounts(calls, before, after);
    }
    const keyed = calls.map((change) => ({ change, key: keyOf(change, was, is) }));
    const closed = new Set(keyed.flatMap(({ change, key }) => (change.kind === "closed" ? [key] : [])));
    const opened = new Set(keyed.flatMap(({ change, key }) => (change.kind === "opened" ? [key] : [])));
    const isBoth = (key: string | undefined): boolean => closed.has(key) && opened.has(key);
    const isRenamed = ({ key }: (typeof keyed)[number]): boolean => key !== undefined && isBoth(key);
    const renamed = new Set(
        keyed.filter(isRenamed).map(({ change: { from, to } }) => `${withoutDomain(from)} ${to}`),
    );
    const what =
        renamed.size === 0
            ? ""
            : `; ${counted(renamed.size, "pair")} may call under the new one what ${renamed.size === 1 ? "it" : "they"} might, and under the old one no longer`;
    const sentence = `the trust domain is ${is} now, and was ${was}: every identity has another name${what}`;
    const left = keyed.filter((each) => !isRenamed(each)).map(({ change }) => change);
    return { calls: left, statements: [changes("encryption", sentence)] };
}

/** The same for an identity under its old name that loses what it has under its new one; undefined for all else. */
function keyOf(
    { layer, kind, from, to, calls, needs }: CallChange,
    was: string,
    is: string,
): string | undefined {
    const prefix = `${kind === "closed" ? was : is}/ns/`;
    return layer === "policy" && (kind === "closed" || kind === "opened") && from.startsWith(prefix)
        ? JSON.stringify([from.slice(prefix.length), to, calls, needs])
        : undefined;
}

function withoutDomain(identity: string): string {
    return identity.slice(identity.indexOf("/"));
}
