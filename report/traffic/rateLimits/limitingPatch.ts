import { type Form, fits, Only } from "../../objects/fits";

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

export interface Bucket {
    readonly entries?: readonly { readonly key?: string; readonly value?: string }[];
    readonly token_bucket?: {
        readonly max_tokens?: number;
        readonly tokens_per_fill?: number;
        readonly fill_interval?: string;
    };
}

export interface Action {
    readonly generic_key?: { readonly descriptor_key?: string; readonly descriptor_value?: string };
    readonly header_value_match?: {
        readonly descriptor_key?: string;
        readonly descriptor_value?: string;
        readonly headers?: readonly HeaderMatch[];
    };
    readonly masked_remote_address?: unknown;
}

/** A header that Envoy compares; all of a match must fit. */
export interface HeaderMatch {
    readonly name?: string;
    readonly string_match?: { readonly safe_regex?: { readonly regex?: string } };
    readonly invert_match?: boolean;
}

const named = { descriptor_key: "text", descriptor_value: "text" } as const;
const header = new Only({
    name: "text",
    string_match: new Only({ safe_regex: new Only({ regex: "text" }) }),
    invert_match: "yes or no",
});
const action = new Only({
    generic_key: new Only(named),
    header_value_match: new Only({ ...named, headers: [header] }),
    masked_remote_address: new Only({ v4_prefix_mask_len: "number", v6_prefix_mask_len: "number" }),
});
const bucket = new Only({
    entries: [new Only({ key: "text", value: "text" })],
    token_bucket: new Only({ max_tokens: "number", tokens_per_fill: "number", fill_interval: "text" }),
});
/** What counts, and whom, has no other field: one more can turn the meaning of all others around. */
const form: Form = {
    applyTo: "text",
    match: { context: "text", listener: { portNumber: "number" } },
    patch: {
        operation: "text",
        value: {
            name: "text",
            typed_config: {
                "@type": "text",
                domain: "text",
                failure_mode_deny: "yes or no",
                rate_limits: [new Only({ actions: [action] })],
                descriptors: [bucket],
            },
        },
    },
};

/** Whether it is one as far as it goes: of what stands below `value` the API server takes anything, and Envoy does not. */
export function isReadable(patch: unknown): patch is LimitingPatch {
    return fits(patch, form);
}
