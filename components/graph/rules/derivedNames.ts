import type { Catalogue } from "../catalogue";
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
        const workloads = new Set(namespace.names("workloads"));
        for (const name of workloads) {
            const audited = name.endsWith(passSuffix) ? name.slice(0, -passSuffix.length) : "";
            if (ofTheNamespace.has(name)) {
                const message = `"${name}" is the name of the namespace's own policy; give the workload another`;
                report.error("reserved-name", namespace.at("workloads", name), message);
            } else if (workloads.has(audited)) {
                const message = `"${name}" is the name of the audit pass of "${audited}"; give the workload another`;
                report.error("reserved-name", namespace.at("workloads", name), message);
            }
        }
        const stores = new Set(namespace.names("stores"));
        for (const name of namespace.names("services")) {
            const store = name.startsWith(storePrefix) ? name.slice(storePrefix.length) : "";
            if (stores.has(store)) {
                const message = `"${name}" is the name of what is derived for the store "${store}"; give the service another`;
                report.error("reserved-name", namespace.at("services", name), message);
            } else if (name.startsWith(externalPrefix) && namespace.names("externals").size > 0) {
                const message = `"${name}" begins like what is derived for hosts outside; give the service a name without "${externalPrefix}"`;
                report.error("reserved-name", namespace.at("services", name), message);
            }
        }
    }
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
