import { fieldAt, textOf } from "../../../components/access";
import { clientAddress, clientKey, limitKey } from "../../../components/derive/rateLimits/descriptors";
import { isSame } from "../../objects/isSame";
import { type Action, type Bucket, type HeaderMatch, isReadable, type LimitingPatch } from "./limitingPatch";

/** A limit as a filter names it. */
export interface NamedLimit {
    readonly name: string;
    readonly headers: readonly HeaderMatch[];
    readonly isByClient: boolean;
    /** Of one that the proxy counts itself; what is counted for all stands with the service that counts. */
    readonly amount?: string;
}

const always = { default_value: { numerator: 100, denominator: "HUNDRED" } };

/** Whether it is a filter that limits; what it limits may be written as no words of ours are for. */
export function isLimiting(patch: unknown): boolean {
    const [operation, context] = [fieldAt(patch, "patch", "operation"), fieldAt(patch, "match", "context")];
    const type = textOf(fieldAt(patch, "patch", "value", "typed_config", "@type")) ?? "";
    const isInbound = context === "SIDECAR_INBOUND" || context === "GATEWAY";
    const isOfType = isLocal(type) || type.endsWith(".ratelimit.v3.RateLimit");
    const isInserted = (textOf(operation) ?? "").startsWith("INSERT_");
    return fieldAt(patch, "applyTo") === "HTTP_FILTER" && isInserted && isInbound && isOfType;
}

function isLocal(type: string): boolean {
    return type.endsWith(".LocalRateLimit");
}

/** Envoy's own filter does nothing unless it is both enabled and enforced. */
export function isEnforced({ patch }: LimitingPatch): boolean {
    const { "@type": type = "", filter_enabled, filter_enforced } = patch?.value?.typed_config ?? {};
    return !isLocal(type) || [filter_enabled, filter_enforced].every((each) => isSame(each, always));
}

/** Every limit of a filter; undefined where there is anything else than we write. */
export function limitsIn(limiting: unknown): readonly NamedLimit[] | undefined {
    const config = isReadable(limiting) ? limiting.patch?.value?.typed_config : undefined;
    if (config === undefined || !isLimiting(limiting)) {
        return undefined;
    }
    const { "@type": type = "", rate_limits = [], descriptors = [] } = config;
    const limits = rate_limits.map(({ actions = [] }) =>
        limitOf(actions, isLocal(type) ? descriptors : undefined),
    );
    const names = new Set(limits.map((each) => each?.name));
    const isKnown = descriptors.every(({ entries }) => names.has(entries?.[0]?.value));
    return isKnown && limits.every((each) => each !== undefined) ? limits : undefined;
}

function limitOf(
    [first, second, ...more]: readonly Action[],
    buckets: readonly Bucket[] | undefined,
): NamedLimit | undefined {
    const { descriptor_key, descriptor_value: name } = first?.generic_key ?? first?.header_value_match ?? {};
    const isByClient = isSame(second, clientAddress);
    if (descriptor_key !== limitKey || name === undefined || more.length > 0 || (second && !isByClient)) {
        return undefined;
    }
    const headers = first?.header_value_match?.headers ?? [];
    if (buckets === undefined) {
        return { name, headers, isByClient };
    }
    const entries = [{ key: limitKey, value: name }, ...(isByClient ? [{ key: clientKey }] : [])];
    const own = buckets.filter((each) => isSame(each.entries, entries));
    const amount = own.length === 1 && own[0] !== undefined ? amountOf(own[0]) : undefined;
    return amount === undefined ? undefined : { name, headers, isByClient, amount };
}

/** `100 a minute`; `100 a minute and 500 at once` of a bucket that holds more than flows into it. */
function amountOf({ token_bucket = {} }: Bucket): string | undefined {
    const { max_tokens: most, tokens_per_fill: flow = 1, fill_interval: interval = "" } = token_bucket;
    if (most === undefined) {
        return undefined;
    }
    const amount = amountInWords(flow, periods[interval] ?? `time of ${interval}`);
    return most === flow ? amount : `${amount} and ${most} at once`;
}

const periods: Readonly<Record<string, string>> = {
    "1s": "second",
    "60s": "minute",
    "3600s": "hour",
    "86400s": "day",
};

export function amountInWords(count: number, period: string): string {
    return `${count} ${/^[aeiou]|^hour/.test(period) ? "an" : "a"} ${period}`;
}
