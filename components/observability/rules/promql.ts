/** Pieces of PromQL that several families of rules are made of. */

/**
 * Growth of counters that do not exist before they count for the first time, as Istio's and istiod's do not: to
 * `increase` the first event is no growth, since there is nothing before it. A series that is new counts whole, but only
 * where its target was there already: else every restart of Prometheus would find all that ever happened.
 */
export function grown(selector: string, window: string, by: readonly string[]): string {
    const known = `(increase(${selector}[${window}]) > 0)`;
    const fresh = `((${selector} unless ${selector} offset ${window}) and on (job, instance) (up offset ${window}))`;
    return `sum by (${by.join(", ")}) (${known} or ${fresh})`;
}

/** A text as an exact match inside a regular expression that Prometheus reads from a quoted string. */
export function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\\\$&");
}

/**
 * A bound of a histogram: Prometheus 3 writes it `1000.0` when it takes it in, an older one and remote storage as it was
 * scraped, `1000`.
 */
export function bound(milliseconds: number): string {
    const text = String(milliseconds);
    return text.includes(".") ? `le="${text}"` : `le=~"${text}(\\\\.0)?"`;
}

/** A number without the dust of binary fractions. */
export function numeral(value: number): string {
    return String(Number(value.toPrecision(12)));
}
