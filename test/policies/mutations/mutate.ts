import type { Props } from "../crossguard";
import type { Mutation } from "./mutation";

/** A stack after a mutation. */
export function mutate(
    stack: readonly Props[],
    { kind, name, where, change, besides = [] }: Mutation,
): Props[] {
    const index = stack.findIndex(
        (each) =>
            each["kind"] === kind &&
            (name?.test(String((each["metadata"] as Props)["name"])) ?? true) &&
            (where?.(each) ?? true),
    );
    const found = stack[index];
    if (found === undefined) {
        throw new Error(`the stack has no ${kind} to change`);
    }
    const changed = change(found);
    return [
        ...stack.slice(0, index),
        ...(changed === undefined ? [] : [changed]),
        ...stack.slice(index + 1),
        ...besides,
    ];
}
