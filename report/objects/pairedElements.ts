/** An element of a list of objects as both sides have it; absent where one has none like it. */
export interface PairedElement {
    /** What stands in brackets: its name, or where it stands. */
    readonly name: string;
    readonly isNamed: boolean;
    readonly before?: unknown;
    readonly after?: unknown;
}

export interface PairedElements {
    /** In the order of the later side, what is gone last. */
    readonly pairs: readonly PairedElement[];
    /** Whether those that both have stand in another order. */
    readonly isReordered: boolean;
}

/** Fields by which an element of a list is told from the others. */
const identities = [
    "name",
    "alert",
    "record",
    "issuer",
    "key",
    "containerPort",
    "mountPath",
    "number",
    "ip",
    "secretName",
    "configMap",
];

/** More pairs than this are not weighed one by one. */
const weighed = 2_500;

/**
 * Which elements are the same one: those that say the same, whatever stands around them; then those of one name; and of
 * those without names the ones that have most in common.
 */
export function pairedElements(before: readonly unknown[], after: readonly unknown[]): PairedElements {
    const identity = identityOf([...before, ...after]);
    const [namesBefore, namesAfter] = [namesOf(before, identity), namesOf(after, identity)];
    const partners = new Map<number, number>();
    const open = { before: new Set(before.keys()), after: new Set(after.keys()) };
    const join = (was: number, is: number): void => {
        partners.set(is, was);
        open.before.delete(was);
        open.after.delete(is);
    };
    joinAlike(before.map(canonical), after.map(canonical), open, join);
    if (identity !== undefined) {
        const nameOf = (each: unknown): string => String((each as Fields)[identity]);
        joinAlike(before.map(nameOf), after.map(nameOf), open, join);
    } else {
        joinSimilar(before, after, open, join);
    }
    const isNamed = identity !== undefined;
    const order = [...partners].sort(([left], [right]) => left - right).map(([, was]) => was);
    return {
        pairs: [
            ...after.map((element, index) => {
                const was = partners.get(index);
                const name = namesAfter[index] ?? "";
                return {
                    name,
                    isNamed,
                    after: element,
                    ...(was === undefined ? {} : { before: before[was] }),
                };
            }),
            ...[...open.before].map((index) => ({
                name: namesBefore[index] ?? "",
                isNamed,
                before: before[index],
            })),
        ],
        isReordered: order.some((was, index) => index > 0 && was < (order[index - 1] ?? 0)),
    };
}

type Fields = Readonly<Record<string, unknown>>;

interface Open {
    readonly before: Set<number>;
    readonly after: Set<number>;
}

/** The first of a text with the first of the same text, the second with the second. */
function joinAlike(
    before: readonly string[],
    after: readonly string[],
    open: Open,
    join: (was: number, is: number) => void,
): void {
    const left = new Map<string, number[]>();
    for (const index of open.before) {
        const text = before[index] ?? "";
        left.set(text, [...(left.get(text) ?? []), index]);
    }
    for (const index of [...open.after]) {
        const was = left.get(after[index] ?? "")?.shift();
        if (was !== undefined) {
            join(was, index);
        }
    }
}

function joinSimilar(
    before: readonly unknown[],
    after: readonly unknown[],
    open: Open,
    join: (was: number, is: number) => void,
): void {
    const isMany = open.before.size * open.after.size > weighed;
    const texts = (elements: readonly unknown[], some: Set<number>): Map<number, ReadonlySet<string>> =>
        new Map([...some].map((index) => [index, new Set(isMany ? [] : leafTexts(elements[index], ""))]));
    const [left, right] = [texts(before, open.before), texts(after, open.after)];
    const weights = [...right].flatMap(([is, own]) =>
        [...left].map(([was, others]) => ({
            was,
            is,
            shared: [...own].filter((each) => others.has(each)).length,
        })),
    );
    for (const { was, is, shared } of weights.sort((one, other) => other.shared - one.shared)) {
        // What has nothing in common is another thing, unless there is nothing else that it could have become.
        const isOnly = open.before.size === open.after.size;
        if (open.before.has(was) && open.after.has(is) && (shared > 0 || isOnly)) {
            join(was, is);
        }
    }
}

function leafTexts(value: unknown, path: string): readonly string[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => leafTexts(inner, `${path}.${key}`))
        : [`${path} ${JSON.stringify(value)}`];
}

/** The same text for the same fields in whatever order. */
function canonical(value: unknown): string {
    return JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
            : inner,
    );
}

/** The first field that all have. */
function identityOf(elements: readonly unknown[]): string | undefined {
    return identities.find((field) =>
        elements.every((each) => ["string", "number"].includes(typeof (each as Fields | null)?.[field])),
    );
}

/** A second one of a name by its number as well. */
function namesOf(elements: readonly unknown[], identity: string | undefined): readonly string[] {
    const seen = new Map<string, number>();
    return elements.map((each, index) => {
        const name = identity === undefined ? String(index) : String((each as Fields)[identity]);
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} ${count}`;
    });
}
