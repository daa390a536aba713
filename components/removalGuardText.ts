import type { RemovalOverride } from "./revisions/declared";
import type { Use, User } from "./revisions/use";

/** What is about to be deleted. */
export interface Removal {
    readonly kind: "revision" | "tag";
    readonly name: string;
}

type Taken = Exclude<Use, { readonly state: "free" }>;

/** More names than these help nobody; the rest is counted. */
const namedUsers = 20;

export function refusalText(removal: Removal, use: Taken): string {
    const { kind, name } = removal;
    const what =
        use.state === "used"
            ? `${kind} ${name} was not deleted, because ${inUse(use.by.length)}:`
            : `${kind} ${name} was not deleted, because nobody can tell whether it is used:`;
    const remedy =
        use.state === "used"
            ? remedies[kind]
            : "Let this user read what is missing, or bring the cluster back, and run the update again.";
    return [
        what,
        ...lines(use),
        `${remedy} Until then, keep ${name} under meshwright:${kind}s.`,
        "If it may go all the same, say why and until when in the stack file:",
        `  meshwright:removals: { ${name}: { reason: "…", until: "YYYY-MM-DD" } }`,
    ].join("\n");
}

const remedies: Readonly<Record<Removal["kind"], string>> = {
    revision:
        "Let them follow another revision and restart their pods; `npm run revisions -- plan` says in which order.",
    tag: "Let them follow another tag; `npm run revisions -- plan` says in which order.",
};

export function previewText(removal: Removal, use: Taken): string {
    const { kind, name } = removal;
    const what =
        use.state === "used"
            ? `${inUse(use.by.length)} at the moment`
            : "nobody can tell whether it is used at the moment";
    return [
        `${kind} ${name} is to be deleted, and ${what}. The update refuses that unless what it does before frees it:`,
        ...lines(use),
    ].join("\n");
}

export function overriddenText(removal: Removal, use: Taken, { reason, until }: RemovalOverride): string {
    const although =
        use.state === "used" ? "although it is used" : "although nobody can tell whether it is used";
    return [
        `${removal.kind} ${removal.name} goes ${although}; meshwright:removals allows it until ${until}: ${reason.trim()}`,
        ...lines(use),
    ].join("\n");
}

function inUse(count: number): string {
    return count === 1 ? "one object uses it" : `${count} objects use it`;
}

function lines(use: Taken): readonly string[] {
    const reasons = use.state === "unknown" ? use.because : [];
    const named = use.by.slice(0, namedUsers).map((user) => `${called(user)} ${user.because}`);
    const left = use.by.length - named.length;
    return [...reasons, ...named, ...(left > 0 ? [`and ${left} more`] : [])].map((line) => `  - ${line}`);
}

function called({ kind, namespace, name }: User): string {
    return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
