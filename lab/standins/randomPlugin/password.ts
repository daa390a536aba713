import { randomInt } from "node:crypto";

/** Inputs of a password with every default filled in, and as such its state beside `result`. */
export interface PasswordShape {
    readonly length: number;
    readonly lower: boolean;
    readonly upper: boolean;
    readonly numeric: boolean;
    readonly special: boolean;
    readonly minLower: number;
    readonly minUpper: number;
    readonly minNumeric: number;
    readonly minSpecial: number;
    readonly overrideSpecial?: string;
    readonly keepers?: Readonly<Record<string, string>>;
}

const defaults: PasswordShape = {
    length: 0,
    lower: true,
    upper: true,
    numeric: true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
};

/** Every input the stand-in understands; any other would silently mean nothing. */
export const understood: readonly string[] = [...Object.keys(defaults), "overrideSpecial", "keepers"];

export function withDefaults(inputs: Readonly<Record<string, unknown>>): PasswordShape {
    const given = Object.entries(inputs).filter(
        ([key, value]) => value !== undefined && understood.includes(key),
    );
    return { ...defaults, ...Object.fromEntries(given) };
}

const lower = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
const special = "!@#$%&*()-_=+[]{}<>:?";

/** What is wrong with the inputs, by property; empty when a password can be made of them. */
export function problemsWith(shape: PasswordShape): { readonly property: string; readonly reason: string }[] {
    const least = shape.minLower + shape.minUpper + shape.minNumeric + shape.minSpecial;
    if (!Number.isInteger(shape.length) || shape.length < Math.max(1, least)) {
        const reason = `must be a whole number, at least ${Math.max(1, least)}`;
        return [{ property: "length", reason }];
    }
    return classes(shape).some(({ characters }) => characters.length > 0)
        ? []
        : [{ property: "lower", reason: "at least one of lower, upper, numeric and special must be true" }];
}

/** A password by the cryptographic generator, every character of it drawn evenly. */
export function newPassword(shape: PasswordShape): string {
    const demanded = classes(shape).flatMap(({ characters, least }) =>
        Array.from({ length: least }, () => drawn(characters)),
    );
    const any = classes(shape)
        .map(({ characters }) => characters)
        .join("");
    const free = Array.from({ length: shape.length - demanded.length }, () => drawn(any));
    return shuffled([...demanded, ...free]).join("");
}

function classes(shape: PasswordShape): { readonly characters: string; readonly least: number }[] {
    return [
        { characters: shape.lower ? lower : "", least: shape.minLower },
        { characters: shape.upper ? lower.toUpperCase() : "", least: shape.minUpper },
        { characters: shape.numeric ? digits : "", least: shape.minNumeric },
        { characters: shape.special ? (shape.overrideSpecial ?? special) : "", least: shape.minSpecial },
    ];
}

function drawn(characters: string): string {
    return characters.charAt(randomInt(characters.length));
}

/** What is demanded must not always stand first. */
function shuffled(characters: readonly string[]): string[] {
    const order = [...characters];
    for (let last = order.length - 1; last > 0; last--) {
        const other = randomInt(last + 1);
        [order[last], order[other]] = [order[other] ?? "", order[last] ?? ""];
    }
    return order;
}
