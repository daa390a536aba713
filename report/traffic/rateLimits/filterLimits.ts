import { isSame } from "../../objects/isSame";
import type { HeaderMatch } from "./limitedRequests";

/** What counts requests in a proxy, or has them counted for the whole mesh. */
export interface LimitingPatch {
    readonly applyTo?: string;
    readonly match?: { readonly context?: string; readonly listener?: { readonly portNumber?: number } };
    readonly patch?: {
        readonly operation?: string;
        readonly value?: { readonly name?: string; readonly typed_config?: LimitingConfig };
    };
}

interface LimitingConfig {
    readonly "@type"?: string;
    readonly domain?: string;
    readonly failure_mode_deny?: boolean;
    readonly filter_enabled?: unknown;
    readonly filter_enforced?: unknown;
    readonly rate_limits?: readonly { readonly actions?: readonly Action[] }[];
    readonly descriptors?: readonly Bucket[];
}

interface Bucket {
    readonly entries?: readonly { readonly key?: string; readonly value?: string }[];
    readonly token_bucket?: {
        readonly max_tokens?: number;
        readonly tokens_per_fill?: number;
        readonly fill_interval?: string;
    };
}

interface Action {
    readonly generic_key?: { readonly descriptor_key?: string; readonly descriptor_value?: string };
    readonly header_value_match?: {
        readonly descriptor_key?: string;
        readonly descriptor_value?: string;
        readonly headers?: readonly HeaderMatch[];
    };
    readonly masked_remote_address?: unknown;
}

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
export function isLimiting({ applyTo, match, patch }: LimitingPatch): boolean {
    const { operation = "", value } = patch ?? {};
    const type = value?.typed_config?.["@type"] ?? "";
    const isOfType = isLocal(type) || type.endsWith(".ratelimit.v3.RateLimit");
    const isInbound = match?.context === "SIDECAR_INBOUND" || match?.context === "GATEWAY";
    return applyTo === "HTTP_FILTER" && operation.startsWith("INSERT_") && isInbound && isOfType;
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
export function limitsIn(limiting: LimitingPatch): readonly NamedLimit[] | undefined {
    const config = limiting.patch?.value?.typed_config;
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
    const isByClient = second?.masked_remote_address !== undefined;
    if (descriptor_key !== "limit" || name === undefined || more.length > 0 || (second && !isByClient)) {
        return undefined;
    }
    const headers = first?.header_value_match?.headers ?? [];
    if (buckets === undefined) {
        return { name, headers, isByClient };
    }
    const own = buckets.filter(({ entries }) => entries?.[0]?.value === name);
    const amount = own.length === 1 && own[0] !== undefined ? amountOf(own[0], isByClient) : undefined;
    return amount === undefined ? undefined : { name, headers, isByClient, amount };
}

/** `100 a minute`; `100 a minute and 500 at once` of a bucket that holds more than flows into it. */
function amountOf({ entries = [], token_bucket = {} }: Bucket, isByClient: boolean): string | undefined {
    const { max_tokens: most, tokens_per_fill: flow = 1, fill_interval: interval = "" } = token_bucket;
    if (entries.length !== (isByClient ? 2 : 1) || most === undefined) {
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
