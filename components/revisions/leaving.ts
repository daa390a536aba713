import type { DeclaredRevisions, RemovalOverride } from "./declared";
import type { ObservedMesh } from "./observed";
import type { Refusal } from "./plan";
import type { Use, User } from "./use";

/** What a stack file no longer declares and the cluster still has. */
export interface Leaving {
    /** Sorted by name, as are the tags. */
    readonly revisions: readonly string[];
    readonly tags: readonly string[];
    readonly refusals: readonly Refusal[];
    readonly warnings: readonly string[];
}

const neverRead: Use = { state: "unknown", because: ["the cluster was not read"], by: [] };

/**
 * Revisions and tags that are to go, each free or excused, and a refusal for every other. What moves away in the same
 * update still counts: a revision leaves in two steps, because proxies follow a tag only when their pods restart.
 *
 * @param today - ISO date by which overrides are judged
 */
export function leaving(declared: DeclaredRevisions, observed: ObservedMesh, today: string): Leaving {
    const refusals: Refusal[] = [];
    const warnings: string[] = [];
    const judged = (what: "revision" | "tag", name: string, use: Use | undefined) => {
        const override = declared.removals.get(name) ?? declared.everything;
        const { refusal, warning } = judge(what, name, use ?? neverRead, override, today);
        refusals.push(...(refusal === undefined ? [] : [refusal]));
        warnings.push(...(warning === undefined ? [] : [warning]));
        return name;
    };
    return {
        revisions: gone(observed.revisions, declared.revisions).map((name) =>
            judged("revision", name, observed.revisionUse.get(name)),
        ),
        tags: gone(observed.tags, declared.tags).map((name) =>
            judged("tag", name, observed.tagUse.get(name)),
        ),
        refusals,
        warnings,
    };
}

/** What others made is not this stack's to take away. */
function gone(
    seen: ReadonlyMap<string, { readonly foreign?: boolean }> | undefined,
    declared: ReadonlyMap<string, unknown>,
): readonly string[] {
    return [...(seen ?? [])]
        .filter(([name, { foreign }]) => foreign !== true && !declared.has(name))
        .map(([name]) => name)
        .sort();
}

function judge(
    what: "revision" | "tag",
    name: string,
    use: Use,
    override: RemovalOverride | undefined,
    today: string,
): { readonly refusal?: Refusal; readonly warning?: string } {
    if (use.state === "free") {
        return {};
    }
    const users = use.by;
    const trouble =
        use.state === "used"
            ? `is still used by ${counted(users)}`
            : `may still be used: ${use.because.join("; ")}`;
    if (override !== undefined && today <= override.until) {
        return { warning: `the ${what} ${name} ${trouble}; it goes all the same: ${override.reason.trim()}` };
    }
    const change =
        use.state === "used"
            ? "move them away first"
            : "let whoever runs this read what is missing, so that it can be told";
    const until = override === undefined ? "" : ` (the one there ended on ${override.until})`;
    return {
        refusal: {
            code: `${what}-${use.state === "used" ? "in-use" : "use-unknown"}`,
            subject: name,
            message: `the ${what} ${name} cannot go: it ${trouble}; ${change}, declare it again, or write a reason in meshwright:removals${until}`,
            users,
        },
    };
}

/** `the tag stable, 2 namespaces and 14 pods`. */
export function counted(users: readonly User[]): string {
    const byKind = new Map<string, User[]>();
    for (const user of users) {
        byKind.set(user.kind, [...(byKind.get(user.kind) ?? []), user]);
    }
    const parts = [...byKind]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([kind, all]) =>
            all.length === 1
                ? `${kind} ${idOf(all[0])}`
                : `${all.length} ${kind}${/s$/.test(kind) ? "es" : "s"}`,
        );
    const last = parts.pop() ?? "nothing";
    return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

function idOf(user: User | undefined): string {
    return user?.namespace === undefined ? (user?.name ?? "") : `${user.namespace}/${user.name}`;
}
