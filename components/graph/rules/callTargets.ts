import type { Catalogue, DeclaredNamespace } from "../catalogue";
import { badHost } from "../formats";
import type { Report } from "../report";
import type { RawCall } from "../sections/call";

const targets = ["service", "store", "external"] as const;

/** Each call names one thing that exists, once, with only what that kind of call may say. */
export function checkCallTargets(catalogue: Catalogue, report: Report): void {
    const stores = namesOf(catalogue, "stores");
    const externals = namesOf(catalogue, "externals");
    for (const namespace of catalogue.namespaces.values()) {
        const seen = new Map<string, At>();
        const list = namespace.content.calls ?? [];
        for (const [index, call] of list.entries()) {
            const at = (...steps: readonly (string | number)[]) =>
                namespace.at("calls", namespace.position(list, index), ...steps);
            checkShape(call, at, report);
            if (call.store !== undefined && !stores.has(call.store) && catalogue.complete) {
                report.unknown("store", at("store"), call.store, stores);
            }
            if (call.external !== undefined && !externals.has(call.external) && catalogue.complete) {
                const trouble = badHost(call.external);
                if (trouble === undefined) {
                    report.unknown("external", at("external"), call.external, externals);
                } else {
                    report.error(trouble.code, at("external"), trouble.message);
                }
            }
            checkRepeated(call, namespace, at, seen, report);
        }
    }
}

function namesOf({ namespaces }: Catalogue, section: "stores" | "externals"): ReadonlySet<string> {
    return new Set([...namespaces.values()].flatMap((each) => [...each.names(section)]));
}

type At = (...steps: readonly (string | number)[]) => string;

function checkShape(call: RawCall, at: At, report: Report): void {
    const named = targets.filter((each) => call[each] !== undefined);
    if (named.length !== 1) {
        const count = named.length === 0 ? "names nothing that is called" : `names ${named.join(" and ")}`;
        report.error("call-target", at(), `${count}; write one of service, store or external`);
        return;
    }
    if (call.service !== undefined) {
        return;
    }
    for (const key of ["operations", "timeout"] as const) {
        if (call[key] !== undefined) {
            const message = `only a call to a service has ${key === "timeout" ? "a timeout" : key}, this one goes to ${named[0] === "store" ? "a store" : "an external host"}; remove it`;
            report.error(`${key}-elsewhere`, at(key), message);
        }
    }
}

function checkRepeated(
    call: RawCall,
    namespace: DeclaredNamespace,
    at: At,
    seen: Map<string, At>,
    report: Report,
): void {
    const service =
        call.service?.includes("/") === false ? `${namespace.name}/${call.service}` : call.service;
    const target = service ?? call.store ?? call.external;
    const key = JSON.stringify([
        call.from.replace(`${namespace.name}/`, ""),
        service,
        call.store,
        call.external,
    ]);
    const first = seen.get(key);
    if (first !== undefined && target !== undefined) {
        const message = `"${call.from}" already declares a call to "${target}" at ${first()}; merge the two`;
        report.error("duplicate-call", at(), message);
    }
    seen.set(key, first ?? at);
}
