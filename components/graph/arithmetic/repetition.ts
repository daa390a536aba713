import type { PortProtocol, Retries } from "../model";

/** What retries may make of one request on one hop. */
export interface Repetition {
    /** How often it may be sent to the callee at most. */
    readonly tries: number;
    /** How often the callee may do its work, its own calls included: 1 where only what never arrived is sent again. */
    readonly repeats: number;
}

/** Envoy retries on these only when nothing has reached the application. */
const withoutEffect: ReadonlySet<string> = new Set([
    "connect-failure",
    "refused-stream",
    "reset-before-request",
    "envoy-ratelimited",
    "http3-post-connect-failure",
]);

/** These are read from `grpc-status`, which no other answer has. */
const grpcOnly: ReadonlySet<string> = new Set([
    "cancelled",
    "deadline-exceeded",
    "internal",
    "resource-exhausted",
    "unavailable",
]);

/** Whether a request that may have had an effect is sent again. */
export function repetitionOf({ attempts, on }: Retries, protocols: readonly PortProtocol[]): Repetition {
    const grpc = protocols.some((protocol) => protocol === "grpc" || protocol === "http2");
    const live = on.filter((condition) => grpc || !grpcOnly.has(condition));
    if (attempts === 0 || live.length === 0) {
        return { tries: 1, repeats: 1 };
    }
    const tries = attempts + 1;
    return { tries, repeats: live.every((condition) => withoutEffect.has(condition)) ? 1 : tries };
}

/**
 * Whether a try that took too long is followed by another. To Envoy its end is a reset by the proxy itself, which it
 * retries on 5xx and gateway-error (it would answer 504) and on reset, and on nothing else.
 */
export function repeatsSlowTries({ attempts, on }: Retries): boolean {
    return attempts > 0 && ["5xx", "gateway-error", "reset"].some((condition) => on.includes(condition));
}
