import type { Side } from "./side";

/** Something that is read of a side once, whoever asks: several parts of a report want the same of it. */
export function perSide<Value extends object>(read: (side: Side) => Value): (side: Side) => Value {
    const known = new WeakMap<Side, Value>();
    return (side) => {
        const value = known.get(side) ?? read(side);
        known.set(side, value);
        return value;
    };
}
