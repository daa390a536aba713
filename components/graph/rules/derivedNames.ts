import type { Catalogue, DeclaredNamespace } from "../catalogue";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import { inStack } from "../shape/location";

/** Names that the namespace's own policies carry beside one policy per workload. */
const ofTheNamespace = new Set(["default", "default-deny"]);
const passSuffix = "-audit-pass";
const storePrefix = "store-";
const externalPrefix = "external-";

/** Names of the catalogue under which two derived objects would be one. */
export function checkDerivedNames({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const workloads = namespace.names("workloads");
        for (const name of workloads) {
            const taken = takenByPolicy(name, workloads);
            if (taken !== undefined) {
                const message = `"${name}" is the name of ${taken}; give the workload another`;
                report.error("reserved-name", namespace.at("workloads", name), message);
            }
        }
        for (const name of namespace.names("services")) {
            const message = takenByHost(name, namespace);
            if (message !== undefined) {
                report.error("reserved-name", namespace.at("services", name), message);
            }
        }
    }
}

function takenByPolicy(name: string, workloads: ReadonlySet<string>): string | undefined {
    if (ofTheNamespace.has(name)) {
        return "the namespace's own policy";
    }
    const audited = name.endsWith(passSuffix) ? name.slice(0, -passSuffix.length) : "";
    return workloads.has(audited) ? `the audit pass of "${audited}"` : undefined;
}

function takenByHost(name: string, namespace: DeclaredNamespace): string | undefined {
    const store = name.startsWith(storePrefix) ? name.slice(storePrefix.length) : "";
    if (namespace.names("stores").has(store)) {
        return `"${name}" is the name of what is derived for the store "${store}"; give the service another`;
    }
    return name.startsWith(externalPrefix) && namespace.names("externals").size > 0
        ? `"${name}" begins like what is derived for hosts outside; give the service a name without "${externalPrefix}"`
        : undefined;
}

/** One host has one DestinationRule: of two for the same host Istio would use one and drop the other. */
export function checkStoreHosts({ namespaces }: Catalogue, rollout: Rollout, report: Report): void {
    const declared = new Set([...namespaces.values()].flatMap((namespace) => [...namespace.names("stores")]));
    const stores = new Map<string, string>();
    for (const [name, { host }] of rollout.stores) {
        if (!declared.has(name)) {
            continue;
        }
        const first = stores.get(host);
        if (first === undefined) {
            stores.set(host, name);
            continue;
        }
        const message = `"${host}" is already the host of the store "${first}"; give each store a host name of its own`;
        report.error("shared-host", inStack(["stores", name, "host"]), message);
    }
}
