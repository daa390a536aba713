import { unknownValue } from "../../engine/field";
import type { BinaryOperator, Expression } from "./expression";
import { callMethod, isEqual, sizeOf } from "./methods";
import { asDuration, asInt, asUrl, Duration, isUrl, Optional } from "./values";

/** What the names of an expression stand for. */
export type Names = Readonly<Record<string, unknown>>;

/** Stops an evaluation that needs a value which is not known yet. */
class NotKnown extends Error {}

/**
 * Whether a value passes a rule of its schema; undefined when that is not known yet. An expression that fails refuses
 * the value, as it does on an API server.
 */
export function passes(expression: Expression, self: unknown): boolean | undefined {
    try {
        return evaluate(expression, { self }) === true;
    } catch (error) {
        return error instanceof NotKnown ? undefined : false;
    }
}

/** What an expression comes to; throws where an API server would call it an error. */
export function evaluate(expression: Expression, names: Names): unknown {
    switch (expression.is) {
        case "literal":
            return expression.value;
        case "name":
            return known(names[expression.name]);
        case "list":
            return expression.items.map((each) => evaluate(each, names));
        case "emptyMap":
            return {};
        case "select":
            return selected(evaluate(expression.of, names), expression.field, expression.optional);
        case "index":
            return selected(
                evaluate(expression.of, names),
                evaluate(expression.key, names),
                expression.optional,
            );
        case "unary":
            return expression.operator === "!"
                ? !isTrue(expression.on, names)
                : -Number(evaluate(expression.on, names));
        case "choice":
            return evaluate(isTrue(expression.when, names) ? expression.then : expression.otherwise, names);
        case "binary":
            return binary(expression.operator, expression.left, expression.right, names);
        case "call":
            return call(expression, names);
    }
}

/** A field, an entry of a map or an element of a list. */
function selected(of: unknown, key: unknown, optional: true | undefined): unknown {
    if (optional === undefined) {
        return known(member(of, String(key)));
    }
    const value = of instanceof Optional ? of.value : of;
    if (value !== undefined && (typeof value !== "object" || value === null)) {
        throw new Error("no such overload");
    }
    const found = value === undefined ? undefined : member(value, String(key));
    if (found === unknownValue) {
        throw new NotKnown();
    }
    return found === undefined || found === null ? Optional.none : new Optional(found);
}

function known(value: unknown): unknown {
    if (value === unknownValue) {
        throw new NotKnown();
    }
    if (value === undefined || value === null) {
        throw new Error("no such key");
    }
    return value;
}

function member(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
}

function isTrue(expression: Expression, names: Names): boolean {
    const value = evaluate(expression, names);
    if (typeof value !== "boolean") {
        throw new Error("no such overload");
    }
    return value;
}

function binary(operator: BinaryOperator, left: Expression, right: Expression, names: Names): unknown {
    if (operator === "||" || operator === "&&") {
        return either(operator === "||", left, right, names);
    }
    const one = evaluate(left, names);
    const other = evaluate(right, names);
    switch (operator) {
        case "==":
            return isEqual(one, other);
        case "!=":
            return !isEqual(one, other);
        case "in":
            return Array.isArray(other)
                ? other.some((each) => isEqual(each, one))
                : member(other, String(one)) !== undefined;
        case "+":
            return typeof one === "string" ? `${one}${String(other)}` : Number(one) + Number(other);
        case "-":
            return Number(one) - Number(other);
        default:
            return typeof one === "string" && typeof other === "string"
                ? ordered(operator, compare(one, other), 0)
                : ordered(operator, ordinal(one), ordinal(other));
    }
}

function either(deciding: boolean, left: Expression, right: Expression, names: Names): boolean {
    return decide(deciding, [left, right], (each) => isTrue(each, names));
}

/** One part that decides does so, even if another fails or is not known. */
function decide<Part>(deciding: boolean, parts: readonly Part[], holds: (part: Part) => boolean): boolean {
    let failure: unknown;
    for (const each of parts) {
        try {
            if (holds(each) === deciding) {
                return deciding;
            }
        } catch (error) {
            failure ??= error;
        }
    }
    if (failure !== undefined) {
        throw failure;
    }
    return !deciding;
}

/** By code units; the same as by code points in all that anybody compares here. */
function compare(one: string, other: string): number {
    return one === other ? 0 : one < other ? -1 : 1;
}

function ordinal(value: unknown): number {
    if (value instanceof Duration) {
        return value.nanoseconds;
    }
    if (typeof value !== "number") {
        throw new Error("no such overload");
    }
    return value;
}

function ordered(operator: "<" | "<=" | ">" | ">=", one: number, other: number): boolean {
    switch (operator) {
        case "<":
            return one < other;
        case "<=":
            return one <= other;
        case ">":
            return one > other;
        case ">=":
            return one >= other;
    }
}

type Call = Expression & { readonly is: "call" };

function call(expression: Call, names: Names): unknown {
    const [first, second] = expression.with;
    if (expression.name === "has" && first?.is === "select") {
        const value = member(evaluate(first.of, names), first.field);
        if (value === unknownValue) {
            throw new NotKnown();
        }
        return value !== undefined && value !== null;
    }
    if (expression.on === undefined) {
        return callFunction(expression.name, first === undefined ? undefined : evaluate(first, names));
    }
    const on = evaluate(expression.on, names);
    if (on instanceof Optional && first !== undefined && /^or(Value)?$/.test(expression.name)) {
        const value = expression.name === "or" ? on : on.value;
        return on.isThere ? value : evaluate(first, names);
    }
    if (first?.is === "name" && second !== undefined) {
        return quantify(expression.name, on, (each) => isTrue(second, { ...names, [first.name]: each }));
    }
    return callMethod(
        expression.name,
        on,
        expression.with.map((each) => evaluate(each, names)),
    );
}

function callFunction(name: string, value: unknown): unknown {
    switch (name) {
        case "size":
            return sizeOf(value);
        case "int":
            return asInt(value);
        case "duration":
            return asDuration(value);
        case "url":
            return asUrl(value);
        case "isURL":
            return isUrl(value);
        case "dyn":
            return value;
        default:
            throw new Error(`no such function: ${name}`);
    }
}

/** Over the elements of a list, or the keys of a map. */
function quantify(name: string, on: unknown, holds: (each: unknown) => boolean): unknown {
    const each = Array.isArray(on) ? on : Object.keys(on as object);
    const check = (value: unknown) => holds(known(value));
    switch (name) {
        case "all":
            return decide(false, each, check);
        case "exists":
            return decide(true, each, check);
        case "filter":
            return each.filter(check);
        default:
            return each.filter(check).length === 1;
    }
}
