import type { Catalogue } from "../catalogue";
import { defaultTraffic } from "../defaults";
import { durationMilliseconds } from "../duration";
import type { DeclaredAccept, DeclaredCall, Edges } from "../edges";
import type { Report } from "../report";
import type { RawService } from "../sections/service";
import { shown } from "../shape/shown";
import { carriesHttp } from "./operations";

/** An edge exists only where the caller declares it and the callee accepts it; each may not say more than the other. */
export function checkAgreement(_catalogue: Catalogue, edges: Edges, report: Report): void {
    const used = new Map<string, Map<string, Set<string>>>();
    for (const call of edges.calls) {
        const service = call.service.namespace.content.services?.[call.service.name];
        if (service !== undefined) {
            checkCall(call, service, edges, report);
            const callers = used.get(call.service.id) ?? new Map<string, Set<string>>();
            const operations = callers.get(call.caller.id) ?? new Set<string>();
            for (const name of call.raw.operations ?? Object.keys(service.operations ?? {})) {
                operations.add(name);
            }
            used.set(call.service.id, callers.set(call.caller.id, operations));
        }
    }
    for (const [id, accepted] of edges.accepts) {
        for (const accept of accepted.values()) {
            checkAccept(accept, used.get(id)?.get(accept.caller.id), report);
        }
    }
}

function checkCall(call: DeclaredCall, service: RawService, edges: Edges, report: Report): void {
    const callee = call.service;
    if (`${callee.namespace.name}/${service.workload}` === call.caller.id && service.headless !== true) {
        const message = `"${callee.name}" is served by the caller itself; remove the call, or make the service headless if its pods talk to each other`;
        report.error("self-call", call.at("service"), message);
        return;
    }
    const named = checkOperationNames(call, report);
    checkTimeout(call, service, report);
    const at = () => callee.namespace.at("services", callee.name, "accepts");
    if (service.accepts === "declared") {
        if (call.namespace !== callee.namespace) {
            const message = `"${callee.id}" accepts what its own namespace declares, and "${call.caller.id}" is of another; list its callers by name at ${at()}`;
            report.error("declared-across-namespaces", call.at("service"), message);
        }
        return;
    }
    const accept = edges.accepts.get(callee.id)?.get(call.caller.id);
    if (accept === undefined) {
        // Some accepted caller could not be read (its problem is already told), so this one may be it.
        if (!report.isUnreadable(at())) {
            const message = `"${callee.id}" does not accept "${call.caller.id}"; add { from: ${call.caller.id} } at ${at()}, or remove the call`;
            report.error("call-not-accepted", call.at("service"), message);
        }
        return;
    }
    const allowed = accept.raw.operations;
    const refused = allowed === undefined ? [] : named.filter((name) => !allowed.includes(name));
    if (refused.length > 0 && allowed !== undefined) {
        const asks =
            call.raw.operations === undefined
                ? "without `operations` it asks for all of them"
                : "it asks for more";
        const message = `"${callee.id}" accepts ${allowed.join(", ")} from "${call.caller.id}", not ${refused.join(", ")} (${asks}); add them at ${accept.at()} or ask for less`;
        report.error("operation-not-accepted", call.at("operations"), message);
    }
}

/** The operations a call asks for, those that exist. */
function checkOperationNames({ raw, service: callee, at }: DeclaredCall, report: Report): readonly string[] {
    const known = callee.namespace.namesIn(callee.name, "operations");
    if (known.size === 0 && raw.operations !== undefined) {
        const http = Object.values(callee.namespace.content.services?.[callee.name]?.ports ?? {}).some(
            ({ protocol }) => carriesHttp(protocol),
        );
        if (!http) {
            const message = `"${callee.id}" is plain TCP and has no operations; remove them from the call`;
            report.error("operations-of-tcp-service", at("operations"), message);
        }
        return [];
    }
    return (raw.operations ?? [...known]).filter((name, index, all) => {
        if (!known.has(name)) {
            report.unknown("operation", at("operations", index), name, known);
            return false;
        }
        if (index < 200 && all.indexOf(name) < index) {
            report.error(
                "duplicate-item",
                at("operations", index),
                `${shown(name)} is there twice; remove one`,
            );
        }
        return true;
    });
}

function checkTimeout(
    { raw, service: callee, at }: DeclaredCall,
    { ports, traffic }: RawService,
    report: Report,
): void {
    if (raw.timeout === undefined) {
        return;
    }
    if (!Object.values(ports).some(({ protocol }) => carriesHttp(protocol))) {
        if (Object.keys(ports).length < callee.namespace.namesIn(callee.name, "ports").size) {
            // The port that cannot be read may be the one that carries HTTP.
            return;
        }
        const message = `"${callee.id}" is plain TCP, where no request can be timed; remove it`;
        report.error("timeout-on-tcp", at("timeout"), message);
        return;
    }
    // What cannot be read is not its default: nothing follows from it.
    const part = (...steps: readonly string[]) =>
        callee.namespace.at("services", callee.name, "traffic", ...steps);
    if (report.isUnreadable(part()) || report.isUnreadable(part("timeout"))) {
        return;
    }
    const whole = traffic?.timeout ?? defaultTraffic.timeout;
    const limit = durationMilliseconds(whole);
    const own = durationMilliseconds(raw.timeout);
    if (limit !== undefined && own !== undefined && own > limit) {
        const message = `${raw.timeout} is more patience than "${callee.id}" itself has (${whole}); it ends after the service's timeout, lower it or raise that`;
        report.warning("timeout-too-long", at("timeout"), message);
    }
}

function checkAccept(accept: DeclaredAccept, used: ReadonlySet<string> | undefined, report: Report): void {
    const known = accept.service.namespace.namesIn(accept.service.name, "operations");
    const service = accept.service.namespace.content.services?.[accept.service.name];
    for (const [index, name] of (accept.raw.operations ?? []).entries()) {
        if (!known.has(name)) {
            report.unknown("operation", accept.at("operations", index), name, known);
        } else if (used !== undefined && !used.has(name) && report.whole) {
            const message = `"${accept.caller.id}" never asks for "${name}"; remove it until it is needed`;
            report.warning("accept-unused", accept.at("operations", index), message);
        }
    }
    if (
        `${accept.service.namespace.name}/${service?.workload}` === accept.caller.id &&
        service?.headless !== true
    ) {
        const message =
            "the service is served by this very workload; remove it, or make the service headless if its pods talk to each other";
        report.error("self-accept", accept.at("from"), message);
    } else if (used === undefined && report.whole) {
        const message = `"${accept.caller.id}" declares no call to "${accept.service.id}"; remove it until it does`;
        report.warning("accept-unused", accept.at("from"), message);
    }
}
