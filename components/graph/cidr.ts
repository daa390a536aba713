import type { Trouble } from "./shape/leaves";
import { shown } from "./shape/shown";

/** A range of addresses such as `203.0.113.0/24` or `2001:db8::/32`, with every bit behind the prefix zero. */
export function badCidr(value: string): Trouble {
    const [address = "", length = "", ...more] = value.split("/");
    const bits = address.includes(":") ? ipv6Bits(address) : ipv4Bits(address);
    const prefix = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : Number.NaN;
    if (bits === undefined || more.length > 0 || !(prefix <= bits.length)) {
        return {
            code: "bad-cidr",
            message: `${shown(value)} is not a range of addresses; write it as in "203.0.113.0/24", one address as in "203.0.113.7/32"`,
        };
    }
    // Kubernetes keeps such a range as it is written, and every reader takes it for something else.
    return bits.slice(prefix).includes("1")
        ? {
              code: "bad-cidr",
              message: `${shown(value)} names an address inside its range; set the bits after the first ${prefix} to zero, or write "/${bits.length}" for that one address`,
          }
        : undefined;
}

function ipv4Bits(address: string): string | undefined {
    const bytes = address.split(".");
    const good =
        bytes.length === 4 && bytes.every((each) => /^(0|[1-9]\d{0,2})$/.test(each) && Number(each) < 256);
    return good ? bytes.map((each) => Number(each).toString(2).padStart(8, "0")).join("") : undefined;
}

function ipv6Bits(address: string): string | undefined {
    const [before = "", after, ...more] = address.split("::");
    const left = groups(before);
    const right = groups(after ?? "");
    const missing = 8 - left.length - right.length;
    const good =
        more.length === 0 &&
        (after === undefined ? missing === 0 : missing > 0) &&
        [...left, ...right].every((each) => /^[0-9a-f]{1,4}$/.test(each));
    if (!good) {
        return undefined;
    }
    const all = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
    return all.map((each) => Number.parseInt(each, 16).toString(2).padStart(16, "0")).join("");
}

function groups(text: string): readonly string[] {
    return text === "" ? [] : text.split(":");
}
