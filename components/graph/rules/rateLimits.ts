import { rateLimitKey } from "../buildRateLimits";
import { type Catalogue, type DeclaredNamespace, servicesOf } from "../catalogue";
import { rateLimitStore } from "../platform";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import { declaredRoutes, ownServiceName } from "../routes";
import type { RawRateLimit } from "../sections/rateLimit";
import type { RawService } from "../sections/service";
import type { Steps } from "../shape/location";
import { carriesHttp } from "./operations";

type At = (...steps: Steps) => string;

/** Limits and retry budgets that can do what they say. */
export function checkRateLimits(catalogue: Catalogue, report: Report): void {
    for (const namespace of catalogue.namespaces.values()) {
        for (const [name, service] of servicesOf(namespace)) {
            checkService(namespace, name, service, report);
        }
        checkSharedPorts(namespace, report);
        if (namespace.names("stores").has(rateLimitStore)) {
            const message = `"${rateLimitStore}" is what the platform calls its own Redis; choose another name`;
            report.error("reserved-store", namespace.at("stores", rateLimitStore), message);
        }
    }
    for (const route of declaredRoutes(catalogue)) {
        const { namespace, raw } = route;
        const at: At = (...steps) => route.at("rateLimits", ...steps);
        const known = raw.operations ?? [...namespace.namesIn(ownServiceName(route) ?? "", "operations")];
        checkList(raw.rateLimits ?? [], { at, namespace, known: new Set(known) }, report);
        if ((raw.rateLimits ?? []).length === 0 && !report.isUnreadable(at())) {
            const message =
                "anyone outside may send any number of requests; add a limit, such as rateLimits: [{ requests: 100, per: minute, by: clientIp }]";
            report.warning("route-without-limit", route.at(), message);
        }
    }
}

/** A limit of the mesh needs someone who counts for all. */
export function checkMeshLimits(catalogue: Catalogue, { platform }: Rollout, report: Report): void {
    if (platform.rateLimitService !== undefined) {
        return;
    }
    const refuse = ({ scope }: RawRateLimit, path: string) => {
        if (scope === "mesh") {
            const message =
                "proxies cannot count together by themselves; declare meshwright:rateLimitService: {} in the stack, or leave the scope out: then each replica counts for itself";
            report.error("no-rate-limit-service", path, message);
        }
    };
    for (const namespace of catalogue.namespaces.values()) {
        for (const [name, { rateLimits = [] }] of servicesOf(namespace)) {
            for (const [index, limit] of rateLimits.entries()) {
                const position = namespace.position(rateLimits, index);
                refuse(limit, namespace.at("services", name, "rateLimits", position, "scope"));
            }
        }
    }
    for (const { namespace, raw, at } of declaredRoutes(catalogue)) {
        const list = raw.rateLimits ?? [];
        for (const [index, limit] of list.entries()) {
            refuse(limit, at("rateLimits", namespace.position(list, index), "scope"));
        }
    }
}

function checkService(namespace: DeclaredNamespace, name: string, service: RawService, report: Report): void {
    const { rateLimits = [], retryBudget, traffic } = service;
    const at = (key: string): At => {
        return (...steps) => namespace.at("services", name, key, ...steps);
    };
    const ports = Object.values(service.ports);
    const readable = ports.length === namespace.namesIn(name, "ports").size;
    if (readable && ports.length > 0 && !ports.some(({ protocol }) => carriesHttp(protocol))) {
        const without = "needs an HTTP port, and this service has none; remove it";
        if (rateLimits.length > 0) {
            report.error("rate-limit-on-tcp", at("rateLimits")(), `a limit on requests ${without}`);
        }
        if (retryBudget !== undefined) {
            report.error("retry-budget-on-tcp", at("retryBudget")(), `a budget of retries ${without}`);
        }
        return;
    }
    if (retryBudget !== undefined && traffic?.retries?.attempts === 0) {
        const message =
            "traffic.retries.attempts: 0 switches retries off, so there is nothing to budget; remove it or raise attempts";
        report.error("retry-budget-without-retries", at("retryBudget")(), message);
    }
    const known = namespace.namesIn(name, "operations");
    checkList(rateLimits, { at: at("rateLimits"), namespace, known }, report);
    for (const [index, { by }] of rateLimits.entries()) {
        if (by !== undefined) {
            const message =
                "the address a workload sees is that of its caller's pod, not of a client; limit clients on the route, at the gateway";
            report.error(
                "limit-by-client",
                at("rateLimits")(namespace.position(rateLimits, index), "by"),
                message,
            );
        }
    }
}

interface Place {
    readonly at: At;
    readonly namespace: DeclaredNamespace;
    readonly known: ReadonlySet<string>;
}

function checkList(list: readonly RawRateLimit[], { at, namespace, known }: Place, report: Report): void {
    const seen = new Map<string, string>();
    for (const [index, limit] of list.entries()) {
        const position = namespace.position(list, index);
        if (limit.operation !== undefined && !known.has(limit.operation)) {
            report.unknown("operation", at(position, "operation"), limit.operation, known);
        }
        const key = rateLimitKey({ ...limit, scope: limit.scope ?? "replica" });
        const first = seen.get(key);
        if (first !== undefined) {
            const message = `${first} already counts these requests per ${limit.per}; keep one of the two`;
            report.error("duplicate-rate-limit", at(position), message);
        }
        seen.set(key, first ?? at(position));
    }
}

/** A proxy sees the port a request came to, not the Service it was sent to. */
function checkSharedPorts(namespace: DeclaredNamespace, report: Report): void {
    const limited = new Map<string, string>();
    for (const [name, { workload, ports, rateLimits = [] }] of servicesOf(namespace)) {
        const own = Object.values(ports).filter(({ protocol }) => carriesHttp(protocol));
        for (const { port, targetPort = port } of rateLimits.length === 0 ? [] : own) {
            const key = `${workload} ${targetPort}`;
            const other = limited.get(key);
            if (other !== undefined && other !== name) {
                const message = `"${other}" has limits on the same port of the same workload (${workload}:${targetPort}), where requests to the two cannot be told apart; declare them all at one of the two`;
                report.error("limits-on-shared-port", namespace.at("services", name, "rateLimits"), message);
                break;
            }
            limited.set(key, name);
        }
    }
}
