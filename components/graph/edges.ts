import { type Catalogue, type DeclaredNamespace, servicesOf } from "./catalogue";
import { type Reference, resolve } from "./references";
import type { Report } from "./report";
import type { RawAccept } from "./sections/accepts";
import type { RawCall } from "./sections/call";

/** A declared call to a service whose both ends are known. */
export interface DeclaredCall {
    readonly namespace: DeclaredNamespace;
    readonly caller: Reference;
    readonly service: Reference;
    readonly raw: RawCall;
    /** Path of the call for messages; `at("operations", 0)` of a part of it. */
    readonly at: (...steps: readonly (string | number)[]) => string;
}

/** What a service accepts from one caller. */
export interface DeclaredAccept {
    readonly service: Reference;
    readonly caller: Reference;
    readonly raw: RawAccept;
    readonly at: (...steps: readonly (string | number)[]) => string;
}

export interface Edges {
    readonly calls: readonly DeclaredCall[];
    /** By service id, then by caller id. */
    readonly accepts: ReadonlyMap<string, ReadonlyMap<string, DeclaredAccept>>;
}

/** Finds both ends of every call and of every accepted caller; reports what means nothing. */
export function resolveEdges(catalogue: Catalogue, report: Report): Edges {
    const calls: DeclaredCall[] = [];
    const accepts = new Map<string, ReadonlyMap<string, DeclaredAccept>>();
    for (const namespace of catalogue.namespaces.values()) {
        const list = namespace.content.calls ?? [];
        for (const [index, raw] of list.entries()) {
            const position = namespace.position(list, index);
            const at = (...steps: readonly (string | number)[]) => namespace.at("calls", position, ...steps);
            const caller = resolveCaller(raw, namespace, () => at("from"), catalogue, report);
            const service =
                raw.service === undefined
                    ? undefined
                    : resolve(
                          raw.service,
                          "service",
                          { namespace, path: () => at("service") },
                          catalogue,
                          report,
                      );
            if (caller !== undefined && service !== undefined) {
                calls.push({ namespace, caller, service, raw, at });
            }
        }
        for (const [name] of servicesOf(namespace)) {
            accepts.set(`${namespace.name}/${name}`, resolveAccepts(namespace, name, catalogue, report));
        }
    }
    return { calls, accepts };
}

function resolveCaller(
    raw: RawCall,
    namespace: DeclaredNamespace,
    path: () => string,
    catalogue: Catalogue,
    report: Report,
): Reference | undefined {
    const [other, ...rest] = raw.from.split("/");
    if (rest.length > 0 && other !== namespace.name) {
        const message = `"${raw.from.slice(0, 80)}" is a workload of another namespace; declare its calls in the file of that namespace`;
        report.error("foreign-caller", path(), message);
        return undefined;
    }
    return resolve(raw.from, "workload", { namespace, path }, catalogue, report);
}

function resolveAccepts(
    namespace: DeclaredNamespace,
    name: string,
    catalogue: Catalogue,
    report: Report,
): ReadonlyMap<string, DeclaredAccept> {
    const accepted = new Map<string, DeclaredAccept>();
    const list = namespace.content.services?.[name]?.accepts;
    if (list === undefined || list === "declared") {
        return accepted;
    }
    const service = { id: `${namespace.name}/${name}`, namespace, name, readable: true };
    for (const [index, raw] of list.entries()) {
        const position = namespace.position(list, index);
        const at = (...steps: readonly (string | number)[]) =>
            namespace.at("services", name, "accepts", position, ...steps);
        const caller = resolve(
            raw.from,
            "workload",
            { namespace, path: () => at("from") },
            catalogue,
            report,
        );
        if (caller === undefined) {
            continue;
        }
        if (accepted.has(caller.id)) {
            report.error(
                "duplicate-accept",
                at("from"),
                `"${caller.id}" is accepted twice; write all its operations in one entry`,
            );
        } else {
            accepted.set(caller.id, { service, caller, raw, at });
        }
    }
    return accepted;
}
