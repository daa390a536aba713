import { until } from "../../support/until";

/**
 * Asks until the probe answers without throwing, and resolves with that answer. What it threw last is in the message
 * when nothing can come any more; the limit says nothing about speed.
 */
export function eventually<T>(what: string, probe: () => Promise<T> | T): Promise<T> {
    // In a box, because an answer may well be undefined, which `until` takes for none.
    return until(what, async () => ({ answer: await probe() })).then(({ answer }) => answer);
}
