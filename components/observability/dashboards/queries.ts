/** Pieces of PromQL that several dashboards share. Windows are Grafana's, so that they fit whatever time is shown. */

const window = "[$__rate_interval]";

/** Label matchers, as they stand between braces. */
export type Matchers = string;

/** What a server could not do; a caller's own mistakes (4xx) are not its fault. */
export const faults: Matchers = 'response_code=~"5.."';

export function requests(matchers: Matchers): string {
    return `rate(istio_requests_total{${matchers}}${window})`;
}

export function sum(expr: string, by: readonly string[] = []): string {
    return by.length === 0 ? `sum(${expr})` : `sum by (${by.join(", ")}) (${expr})`;
}

/** Share of requests that match as well; nothing, not 0, where there are none at all. */
export function share(matchers: Matchers, among: Matchers, by: readonly string[] = []): string {
    const total = sum(requests(among), by);
    // Without a single fault there is no series of one, and what is missing would swallow the 0.
    return `(${sum(requests(`${among}, ${matchers}`), by)} or ${total} * 0) / ${total}`;
}

/** Within how many milliseconds this share of requests was answered. */
export function within(quantile: number, matchers: Matchers, by: readonly string[] = []): string {
    const buckets = `rate(istio_request_duration_milliseconds_bucket{${matchers}}${window})`;
    return `histogram_quantile(${quantile}, ${sum(buckets, [...by, "le"])})`;
}

export function rate(metric: string, matchers: Matchers = ""): string {
    return `rate(${metric}${matchers === "" ? "" : `{${matchers}}`}${window})`;
}

export function top(count: number, expr: string): string {
    return `topk(${count}, ${expr})`;
}

/** Any of these names and hosts; an expression that fits nothing when there are none. */
export function anyOf(texts: readonly string[]): string {
    return texts.length === 0 ? "none-at-all" : texts.map(literally).join("|");
}

/** As a regular expression that fits this alone. A class rather than a backslash, which PromQL wants twice. */
export function literally(text: string): string {
    return text.replace(/[.*]/g, "[$&]");
}
