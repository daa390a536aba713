import { repeatsSlowTries } from "../arithmetic";
import { durationMilliseconds } from "../duration";
import type { DeclaredCall } from "../edges";
import type { Service, ServiceGraph } from "../model";
import type { Report } from "../report";

/** Beyond this multiple of all tries together, most of a timeout can never be used. */
const outOfReach = 2;

/** Whether whoever waits waits long enough, and not for nothing. */
export function checkPatience(graph: ServiceGraph, calls: readonly DeclaredCall[], report: Report): void {
    const served = new Map<string, Service[]>();
    for (const service of graph.services.values()) {
        served.set(service.workload, [...(served.get(service.workload) ?? []), service]);
    }
    for (const call of calls) {
        const callee = graph.services.get(call.service.id);
        if (callee !== undefined && callee.operations.length > 0) {
            checkCaller(call, callee, served.get(call.caller.id) ?? [], report);
            checkTries(call, callee, report);
        }
    }
}

/** A caller whose own callers have given up waits for an answer that nobody will read. */
function checkCaller(
    { raw, caller, service, at }: DeclaredCall,
    callee: Service,
    own: readonly Service[],
    report: Report,
): void {
    const waits = raw.timeout ?? callee.traffic.timeout;
    const patience = longest(own);
    if (waits === undefined || patience === undefined) {
        return;
    }
    if (milliseconds(waits) > milliseconds(patience)) {
        const message = `"${caller.id}" waits up to ${waits} for "${service.id}", but its own callers give up on it after ${patience}; set a timeout below that here, or raise that of "${own[0]?.id}"`;
        report.warning("caller-gives-up-first", raw.timeout === undefined ? at() : at("timeout"), message);
    }
}

/** The longest timeout of these services; undefined when one of them has none, or when nobody can call it. */
function longest(services: readonly Service[]): string | undefined {
    let most: string | undefined;
    for (const { operations, traffic } of services) {
        if (operations.length === 0) {
            continue;
        }
        if (traffic.timeout === undefined) {
            return undefined;
        }
        if (most === undefined || milliseconds(traffic.timeout) > milliseconds(most)) {
            most = traffic.timeout;
        }
    }
    return most;
}

/** A caller less patient than the service must still leave time for the tries that are meant to help it. */
function checkTries({ raw, service, at }: DeclaredCall, { traffic }: Service, report: Report): void {
    const { retries } = traffic;
    if (raw.timeout === undefined || retries.perTryTimeout === undefined || !repeatsSlowTries(retries)) {
        return;
    }
    const fits = Math.floor(milliseconds(raw.timeout) / milliseconds(retries.perTryTimeout));
    if (fits <= retries.attempts) {
        const message = `${retries.attempts + 1} tries of ${retries.perTryTimeout} at "${service.id}" do not fit in ${raw.timeout}, ${fits === 0 ? "not even one" : `only ${fits}`}; raise it, or lower the retries there`;
        report.warning("tries-cut-short", at("timeout"), message);
    }
}

/**
 * X-15: a try that ends early ends the request, unless slow tries are repeated; then the timeout is a promise that no
 * answer can use.
 */
export function unreachableTimeout({ traffic, operations }: Service): string | undefined {
    const { timeout, retries } = traffic;
    if (operations.length === 0 || timeout === undefined || retries.perTryTimeout === undefined) {
        return undefined;
    }
    const all = milliseconds(retries.perTryTimeout) * (retries.attempts + 1);
    if (repeatsSlowTries(retries) || milliseconds(timeout) < outOfReach * all) {
        return undefined;
    }
    return `a try ends after ${retries.perTryTimeout}, and none of its conditions (${retries.on.join(", ")}) repeats one that was slow, so no answer ever gets the ${timeout} of the timeout; remove perTryTimeout, or lower the timeout to ${retries.perTryTimeout}`;
}

function milliseconds(duration: string): number {
    return durationMilliseconds(duration) ?? 0;
}
