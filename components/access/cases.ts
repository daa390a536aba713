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
    const different = [...named].filter(([, value]) => !same(value, otherwise));
    const sorted = different.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
    return { named: new Map(sorted), otherwise };
}

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
    const keys = new Set([...left.named.keys(), ...right.named.keys()]);
    const named = [...keys].map((key): [Key, Value] => [
        key,
        combine(valueAt(left, key), valueAt(right, key)),
    ]);
    return cases(named, combine(left.otherwise, right.otherwise), same);
}

export function sameCases<Key, Value>(
    left: Cases<Key, Value>,
    right: Cases<Key, Value>,
    same: (left: Value, right: Value) => boolean,
): boolean {
    return (
        left.named.size === right.named.size &&
        same(left.otherwise, right.otherwise) &&
        [...left.named].every(([key, value]) => {
            const other = right.named.get(key);
            return other !== undefined && same(value, other);
        })
    );
}
