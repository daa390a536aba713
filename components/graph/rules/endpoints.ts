import type { Catalogue } from "../catalogue";
import { badHost, badName } from "../formats";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import { inStack } from "../shape/location";

const kinds = { stores: "store", externals: "external" } as const;
type Section = keyof typeof kinds;

/** Every store and external host is declared once, and every store that is used is somewhere in this stack. */
export function checkEndpoints(catalogue: Catalogue, rollout: Rollout, report: Report): void {
    checkDeclaredOnce(catalogue, "externals", report);
    const stores = checkDeclaredOnce(catalogue, "stores", report);
    const called = callsOf(catalogue, "store");
    for (const [name, path] of stores) {
        if (!rollout.stores.has(name) && called.has(name)) {
            const message = `this stack does not say where the store "${name}" is (${path}); write { host: … }`;
            report.error("store-without-endpoint", inStack(["stores", name]), message);
        }
    }
    const known = new Set(stores.keys());
    for (const [name, { host }] of rollout.stores) {
        const trouble = badHost(host);
        if (!known.has(name) && catalogue.complete) {
            report.unknown("store", inStack(["stores", name]), name, known);
        }
        if (trouble !== undefined) {
            report.error(trouble.code, inStack(["stores", name, "host"]), trouble.message);
        }
    }
}

/** Where each name is declared. */
function checkDeclaredOnce(
    catalogue: Catalogue,
    section: Section,
    report: Report,
): ReadonlyMap<string, string> {
    const kind = kinds[section];
    const called = callsOf(catalogue, kind);
    const declared = new Map<string, string>();
    for (const namespace of catalogue.namespaces.values()) {
        for (const name of namespace.names(section)) {
            const path = namespace.at(section, name);
            const first = declared.get(name);
            if (first !== undefined) {
                const message = `"${name}" is already declared at ${first}; keep one, every namespace may call it`;
                report.error(`duplicate-${kind}`, path, message);
                continue;
            }
            declared.set(name, path);
            if (
                !called.has(name) &&
                catalogue.complete &&
                report.whole &&
                badEndpointName(section, name) === undefined
            ) {
                report.warning(
                    `${kind}-unused`,
                    path,
                    `nobody calls "${name}"; remove it until somebody does`,
                );
            }
        }
    }
    return declared;
}

function badEndpointName(section: Section, name: string) {
    return section === "stores" ? badName(name) : badHost(name);
}

function callsOf({ namespaces }: Catalogue, kind: (typeof kinds)[Section]): ReadonlySet<string | undefined> {
    return new Set(
        [...namespaces.values()].flatMap(({ content }) => (content.calls ?? []).map((call) => call[kind])),
    );
}
