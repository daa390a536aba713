import { unknownValue } from "../../engine/field";
import type { BinaryOperator, Expression } from "./expression";
import { asDuration, asInt, asUrl, Duration, isUrl, Url } from "./values";

type Names = Readonly<Record<string, unknown>>;

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

function evaluate(expression: Expression, names: Names): unknown {
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
            return known(member(evaluate(expression.of, names), expression.field));
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
            return one === other;
        case "!=":
            return one !== other;
        case "in":
            return (other as unknown[]).includes(one);
        case "+":
            return typeof one === "string" ? `${one}${String(other)}` : Number(one) + Number(other);
        case "-":
            return Number(one) - Number(other);
        default:
            return ordered(operator, ordinal(one), ordinal(other));
    }
}

/** One side that decides does so, even if the other fails or is not known. */
function either(deciding: boolean, left: Expression, right: Expression, names: Names): boolean {
    let failure: unknown;
    for (const each of [left, right]) {
        try {
            if (isTrue(each, names) === deciding) {
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
        default:
            throw new Error(`no such function: ${name}`);
    }
}

/** Over the elements of a list, or the keys of a map. */
function quantify(name: string, on: unknown, holds: (each: unknown) => boolean): boolean {
    const each = Array.isArray(on) ? on : Object.keys(on as object);
    const check = (value: unknown) => holds(known(value));
    switch (name) {
        case "all":
            return each.every(check);
        case "exists":
            return each.some(check);
        default:
            return each.filter(check).length === 1;
    }
}

function callMethod(name: string, on: unknown, args: readonly unknown[]): unknown {
    if (name === "size") {
        return sizeOf(on);
    }
    if (name === "getScheme" && on instanceof Url) {
        return on.scheme;
    }
    if (typeof on !== "string") {
        throw new Error("no such overload");
    }
    const [first, second] = args;
    switch (name) {
        case "contains":
            return on.includes(String(first));
        case "startsWith":
            return on.startsWith(String(first));
        case "endsWith":
            return on.endsWith(String(first));
        case "matches":
            return new RegExp(String(first), "u").test(on);
        default:
            return substring(on, Number(first), second === undefined ? undefined : Number(second));
    }
}

function substring(text: string, from: number, to?: number): string {
    const characters = [...text];
    if (from > characters.length || (to ?? 0) > characters.length) {
        throw new Error("index out of range");
    }
    return characters.slice(from, to).join("");
}

function sizeOf(value: unknown): number {
    if (typeof value === "string") {
        return [...value].length;
    }
    if (typeof value !== "object" || value === null) {
        throw new Error("no such overload");
    }
    return Object.keys(value).length;
}
