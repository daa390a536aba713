import { load } from "js-yaml";
import type { Manifest } from "../../../components/istio/types";
import { perSide } from "../../perSide";
import type { Side } from "../../side";
import { amountInWords } from "./filterLimits";

interface Counted {
    readonly key?: string;
    readonly value?: string;
    readonly rate_limit?: { readonly unit?: string; readonly requests_per_unit?: number };
    readonly descriptors?: readonly Counted[];
}

/** What the rate-limit service counts to, by `domain name`, and by `domain name client` where each client has its own. */
export const sharedAmounts = perSide(({ objects }: Side): ReadonlyMap<string, string> => {
    const amounts = new Map<string, string>();
    for (const { kind, data } of objects) {
        const texts = kind === "ConfigMap" ? Object.values((data ?? {}) as Record<string, unknown>) : [];
        for (const text of texts) {
            const { domain, descriptors = [] } = configIn(text);
            for (const { key, value, rate_limit, descriptors: inner = [] } of descriptors) {
                if (key === "limit" && value !== undefined) {
                    put(amounts, `${domain} ${value}`, rate_limit);
                    put(amounts, `${domain} ${value} client`, inner[0]?.rate_limit);
                }
            }
        }
    }
    return amounts;
});

function put(amounts: Map<string, string>, key: string, limit: Counted["rate_limit"]): void {
    if (limit?.requests_per_unit !== undefined) {
        amounts.set(key, amountInWords(limit.requests_per_unit, (limit.unit ?? "").toLowerCase()));
    }
}

/** A ConfigMap of the service without what it counts to of limits that filters name. */
export function withoutShared(object: Manifest, shared: ReadonlySet<string>): Manifest {
    const { data } = object as { readonly data?: Readonly<Record<string, unknown>> };
    const texts = Object.entries(data ?? {}).map(([key, text]) => {
        const config = configIn(text);
        const left = config.descriptors?.filter(({ value }) => !shared.has(`${config.domain} ${value}`));
        return left === undefined || left.length === config.descriptors?.length
            ? [key, text]
            : [key, `${JSON.stringify({ ...config, descriptors: left })}\n`];
    });
    return data === undefined ? object : { ...object, data: Object.fromEntries(texts) };
}

interface ServiceConfig {
    readonly domain?: string;
    readonly descriptors?: readonly Counted[];
}

function configIn(text: unknown): ServiceConfig {
    // Of thousands of other texts none is taken apart for nothing.
    if (typeof text !== "string" || !text.includes("requests_per_unit")) {
        return {};
    }
    try {
        const config: unknown = load(text);
        return typeof config === "object" && config !== null ? (config as ServiceConfig) : {};
    } catch {
        return {};
    }
}
