/** Adds a value to the list of a key. */
export function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
    const found = map.get(key);
    if (found === undefined) {
        map.set(key, [value]);
    } else {
        found.push(value);
    }
}
