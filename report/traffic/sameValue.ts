type Fields = Readonly<Record<string, unknown>>;

/** Fields of VirtualServices and DestinationRules that are durations; elsewhere `60s` is a text like any other. */
const durations = new Set([
    "timeout",
    "perTryTimeout",
    "fixedDelay",
    "maxAge",
    "connectTimeout",
    "idleTimeout",
    "maxConnectionDuration",
    "time",
    "interval",
    "baseEjectionTime",
    "ttl",
    "warmupDurationSecs",
    "duration",
    "backoff",
]);

/** Lists in which order means nothing, some of them written as one text. */
const sets = new Set(["retryOn", "allowMethods", "allowHeaders", "exposeHeaders", "allowOrigins"]);

/** Names of headers and what they are set to, which mean what they say. */
const verbatim = new Set(["headers", "match"]);

/** What `after` says, in the words of `before` wherever it is the same value: `1m` and `60s`, a list in another order. */
export function inWordsOf(before: unknown, after: unknown, field = ""): unknown {
    if (verbatim.has(field) || before === undefined) {
        return after;
    }
    if (meantBy(field, before) === meantBy(field, after)) {
        return before;
    }
    if (Array.isArray(after)) {
        return Array.isArray(before) ? after.map((each, at) => inWordsOf(before[at], each)) : after;
    }
    return isMap(after) && isMap(before)
        ? Object.fromEntries(
              Object.entries(after).map(([key, each]) => [key, inWordsOf(before[key], each, key)]),
          )
        : after;
}

function meantBy(field: string, value: unknown): unknown {
    if (sets.has(field)) {
        const all = Array.isArray(value)
            ? value.map((each) => JSON.stringify(each))
            : String(value).split(",");
        return [...new Set(all.map((each) => each.trim()))].sort().join();
    }
    return durations.has(field) && typeof value === "string" ? (nanoseconds(value) ?? value) : value;
}

const units: Readonly<Record<string, number>> = {
    h: 3.6e12,
    m: 6e10,
    s: 1e9,
    ms: 1e6,
    us: 1e3,
    µs: 1e3,
    ns: 1,
};

/** As Go reads a duration; nothing of what is none. */
function nanoseconds(text: string): number | undefined {
    if (!/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(text)) {
        return undefined;
    }
    return [...text.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)].reduce(
        (sum, [, count, unit]) => sum + Math.round(Number(count) * (units[unit ?? ""] ?? 0)),
        0,
    );
}

function isMap(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
