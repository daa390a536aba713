import { UnknownValueError } from "@pulumi/policy";
import { unknownValue } from "../engine/field";

/**
 * The properties of a resource as plain data, with a mark where a value is not known yet.
 *
 * The SDK hands out a proxy that throws at the first unknown it is asked for and, if that reaches the SDK, lets
 * the resource pass with an advisory note. So every property is asked for by itself here: one unknown hides
 * nothing but itself.
 */
export function plain(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return Array.from({ length: value.length }, (_, index) => property(value, index));
    }
    // Keys are not trapped by the proxy, so looking at them is safe.
    return Object.fromEntries(Object.keys(value).map((key) => [key, property(value, key)]));
}

/** One property; unknown, or plain. */
export function property(value: object, key: string | number): unknown {
    let read: unknown;
    try {
        read = (value as Record<string | number, unknown>)[key];
    } catch (error) {
        if (error instanceof UnknownValueError) {
            return unknownValue;
        }
        throw error;
    }
    return plain(read);
}
