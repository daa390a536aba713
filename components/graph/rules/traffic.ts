import { didYouMean } from "../../suggestion";
import { type Catalogue, servicesOf } from "../catalogue";
import { defaultTraffic } from "../defaults";
import { durationMilliseconds } from "../duration";
import type { Report } from "../report";
import type { RawService } from "../sections/service";
import type { Steps } from "../shape/location";
import { shown } from "../shape/shown";
import { carriesHttp } from "./operations";

/** Envoy's `x-envoy-retry-on` and `x-envoy-retry-grpc-on` values that Istio passes on. */
const retryConditions: ReadonlySet<string> = new Set([
    "5xx",
    "gateway-error",
    "reset",
    "reset-before-request",
    "connect-failure",
    "envoy-ratelimited",
    "retriable-4xx",
    "refused-stream",
    "retriable-headers",
    "http3-post-connect-failure",
    "cancelled",
    "deadline-exceeded",
    "internal",
    "resource-exhausted",
    "unavailable",
]);

/** Timeouts and retries that can do what they say. */
export function checkTraffic({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, service] of servicesOf(namespace)) {
            const error: Fail = (code, message, ...steps) =>
                report.error(code, namespace.at("services", name, ...steps), message);
            const protocols = Object.values(service.ports).map(({ protocol }) => protocol);
            const part = (...steps: Steps) => namespace.at("services", name, "traffic", ...steps);
            // What cannot be read is not its default: nothing follows from it.
            if (![part("timeout"), part("retries", "attempts")].some((path) => report.isUnreadable(path))) {
                checkRetries(service, error);
            }
            checkConditions(service, error);
            if (protocols.length > 0 && !protocols.some(carriesHttp)) {
                checkPlainTcp(service, error);
            }
        }
    }
}

type Fail = (code: string, message: string, ...steps: Steps) => void;

function checkRetries({ traffic = {} }: RawService, error: Fail): void {
    const { timeout = defaultTraffic.timeout, retries = {} } = traffic;
    const { attempts = defaultTraffic.attempts, perTryTimeout } = retries;
    const { backoff } = retries;
    if (attempts === 0 && [perTryTimeout, retries.on, backoff].some((each) => each !== undefined)) {
        error(
            "retries-off",
            "attempts: 0 switches retries off, so nothing else here has an effect; remove the rest or raise attempts",
            "traffic",
            "retries",
        );
        return;
    }
    const whole = durationMilliseconds(timeout);
    const pause = backoff === undefined ? undefined : durationMilliseconds(backoff);
    if (whole !== undefined && pause !== undefined && pause >= whole) {
        const message = `the pause before a retry may take ${backoff}, and the timeout of ${timeout} ends the request before; shorten it`;
        error("backoff-too-long", message, "traffic", "retries", "backoff");
    }
    if (perTryTimeout === undefined) {
        return;
    }
    if (timeout === "none") {
        error(
            "per-try-on-stream",
            `a try that ends after ${perTryTimeout} ends the stream that "timeout: none" is for; remove it`,
            "traffic",
            "retries",
            "perTryTimeout",
        );
        return;
    }
    const one = durationMilliseconds(perTryTimeout);
    if (whole === undefined || one === undefined) {
        return;
    }
    const tries = attempts + 1;
    if (one > whole) {
        error(
            "per-try-too-long",
            `one try may take ${perTryTimeout}, longer than the whole timeout of ${timeout}; shorten it`,
            "traffic",
            "retries",
            "perTryTimeout",
        );
    } else if (one * tries > whole) {
        const message = `${tries} tries of ${perTryTimeout} do not fit in the timeout of ${timeout}; lower attempts or perTryTimeout, or raise the timeout to ${seconds(one * tries)}`;
        error("retries-too-long", message, "traffic", "retries");
    }
}

function seconds(milliseconds: number): string {
    return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

function checkConditions({ traffic }: RawService, error: Fail): void {
    for (const [index, condition] of (traffic?.retries?.on ?? []).entries()) {
        if (!retryConditions.has(condition)) {
            const message = `${shown(condition)} is not a retry condition${didYouMean(condition.slice(0, 80), retryConditions)}; allowed: ${[...retryConditions].sort().join(", ")}`;
            error("bad-retry-condition", message, "traffic", "retries", "on", index);
        }
    }
}

/** On plain TCP there are no requests: nothing can be timed, repeated or counted. */
function checkPlainTcp({ traffic, connectionPool }: RawService, error: Fail): void {
    const without = "needs an HTTP port, and this service has none; remove it";
    for (const key of ["timeout", "retries"] as const) {
        if (traffic?.[key] !== undefined) {
            error(
                `${key}-on-tcp`,
                `a ${key === "timeout" ? "request timeout" : "retry"} ${without}`,
                "traffic",
                key,
            );
        }
    }
    for (const key of ["maxRequestsPerConnection", "http1MaxPendingRequests"] as const) {
        if (connectionPool?.[key] !== undefined) {
            error("http-pool-on-tcp", `a limit on requests ${without}`, "connectionPool", key);
        }
    }
}
