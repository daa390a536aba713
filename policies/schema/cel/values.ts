/** A length of time, as Go writes it. */
export class Duration {
    constructor(readonly nanoseconds: number) {}
}

/** What may be there or not: `object.?spec`. */
export class Optional {
    static readonly none = new Optional(undefined);

    constructor(readonly value: unknown) {}

    get isThere(): boolean {
        return this.value !== undefined;
    }
}

export class Url {
    constructor(readonly scheme: string) {}
}

const units: Readonly<Record<string, number>> = {
    ns: 1,
    us: 1e3,
    µs: 1e3,
    μs: 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    h: 3600e9,
};

export function asDuration(value: unknown): Duration {
    const [, sign, text] = /^([-+]?)(.+)$/.exec(String(value)) ?? [];
    if (text === "0") {
        return new Duration(0);
    }
    const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
    let sum = 0;
    let at = 0;
    while (text !== undefined && at < text.length) {
        part.lastIndex = at;
        const [found, number, unit] = part.exec(text) ?? [];
        if (found === undefined || unit === undefined) {
            throw new Error("no duration");
        }
        sum += Number(number) * (units[unit] ?? Number.NaN);
        at += found.length;
    }
    if (text === undefined) {
        throw new Error("no duration");
    }
    return new Duration(sign === "-" ? -sum : sum);
}

export function asInt(value: unknown): number {
    if (!/^[-+]?\d+$/.test(String(value))) {
        throw new Error("no integer");
    }
    return Number(value);
}

/** What a request line takes (Go's ParseRequestURI): an absolute URI, or an absolute path. */
export function asUrl(value: unknown): Url {
    const text = String(value);
    const [, scheme = "", rest = ""] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(text) ?? [];
    const hasControls = [...text].some((each) => each <= " " || each === "\u007f");
    if (hasControls || (!rest.startsWith("/") && (scheme === "" || rest === ""))) {
        throw new Error("no URL");
    }
    const authority = /^\/\/([^/?]*)/.exec(rest)?.[1];
    if (authority !== undefined && !isAuthority(authority)) {
        throw new Error("no URL");
    }
    return new Url(scheme.toLowerCase());
}

export function isUrl(value: unknown): boolean {
    try {
        asUrl(value);
        return true;
    } catch {
        return false;
    }
}

/** Its port must be a number, or nothing; its brackets hold an address. */
function isAuthority(text: string): boolean {
    const host = text.slice(text.lastIndexOf("@") + 1);
    return /^(\[[0-9A-Fa-f:.%\w-]*\]|[^:[\]<>"{}\\^`|]*)(:\d*)?$/.test(host);
}
