/**
 * A function that is constant but for finitely many keys: the exact form of "all ports", "these ports" and "all
 * ports but these" alike. No named value equals `otherwise` and keys are sorted, so the form is unique.
 */
export interface Cases<Key, Value> {
    readonly named: ReadonlyMap<Key, Value>;
    readonly otherwise: Value;
}

export function cases<Key, Value>(
    named: Iterable<readonly [Key, Value]>,
    otherwise: Value,
    same: (left: Value, right: Value) => boolean,
): Cases<Key, Value> {
    const different: (readonly [Key, Value])[] = [];
    for (const each of named) {
        if (!same(each[1], otherwise)) {
            different.push(each);
        }
    }
    if (different.length > 1) {
        different.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
    }
    return { named: different.length === 0 ? none : new Map(different), otherwise };
}

const none: ReadonlyMap<never, never> = new Map<never, never>();

export function valueAt<Key, Value>(of: Cases<Key, Value>, key: Key): Value {
    return of.named.get(key) ?? of.otherwise;
}

/** The function whose value is everywhere `combine` of the two values. */
export function combineCases<Key, Value>(
    left: Cases<Key, Value>,
    right: Cases<Key, Value>,
    combine: (left: Value, right: Value) => Value,
    same: (left: Value, right: Value) => boolean,
): Cases<Key, Value> {
    const named: [Key, Value][] = [];
    for (const [key, value] of left.named) {
        named.push([key, combine(value, valueAt(right, key))]);
    }
    for (const [key, value] of right.named) {
        if (!left.named.has(key)) {
            named.push([key, combine(left.otherwise, value)]);
        }
    }
    return cases(named, combine(left.otherwise, right.otherwise), same);
}

export function sameCases<Key, Value>(
    left: Cases<Key, Value>,
    right: Cases<Key, Value>,
    same: (left: Value, right: Value) => boolean,
): boolean {
    if (left.named.size !== right.named.size || !same(left.otherwise, right.otherwise)) {
        return false;
    }
    for (const [key, value] of left.named) {
        const other = right.named.get(key);
        if (other === undefined || !same(value, other)) {
            return false;
        }
    }
    return true;
}
