import type { Catalogue, DeclaredNamespace } from "../catalogue";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import type { RawExternal } from "../sections/external";
import { inStack } from "../shape/location";

/** What is said about hosts outside can be done: nothing looks into TLS of the caller's own. */
export function checkExternals({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [host, { protocol = "tls", originate, timeout }] of externalsOf(namespace)) {
            const readable = !report.isUnreadable(namespace.at("externals", host, "protocol"));
            if (protocol === "http" || !readable) {
                continue;
            }
            if (originate !== undefined) {
                const message = `callers of "${host}" encrypt themselves (protocol: tls), so there is nothing to add; remove it, or write protocol: http`;
                report.error("originate-on-tls", namespace.at("externals", host, "originate"), message);
            }
            if (timeout !== undefined) {
                const message = `callers of "${host}" encrypt themselves (protocol: tls), so no proxy sees when a request ends; remove it`;
                report.error("timeout-on-tls", namespace.at("externals", host, "timeout"), message);
            }
        }
    }
}

/**
 * What leaving through one gateway makes possible, and what is missing without it: sidecars enforce nothing that
 * their own workload could not undo (EGR-07).
 */
export function checkEgress({ namespaces }: Catalogue, rollout: Rollout, report: Report): void {
    if ([...rollout.platform.gateways.values()].some(({ kind }) => kind === "egress")) {
        return;
    }
    const called = new Set<string>();
    for (const namespace of namespaces.values()) {
        if ((rollout.namespaces.get(namespace.name)?.stage ?? "off") !== "off") {
            for (const { external } of namespace.content.calls ?? []) {
                if (external !== undefined) {
                    called.add(external);
                }
            }
        }
        for (const [host, { originate }] of externalsOf(namespace)) {
            if (originate?.caSecret !== undefined) {
                const path = namespace.at("externals", host, "originate", "caSecret");
                const message = `this stack has no egress gateway, and only a gateway reads a Secret of its namespace; declare one under meshwright:gateways, or remove it`;
                report.error("secret-without-gateway", path, message);
            }
        }
    }
    if (called.size > 0) {
        const hosts = [...called].sort();
        const message = `no egress gateway: nothing enforces which workload reaches which host outside (${listed(hosts)}), each sidecar goes out by itself; add { istio-egressgateway: { kind: egress } }`;
        report.warning("no-egress-gateway", inStack(["gateways"]), message);
    }
}

function listed(hosts: readonly string[]): string {
    return hosts.length > 3
        ? `${hosts.slice(0, 3).join(", ")} and ${hosts.length - 3} more`
        : hosts.join(", ");
}

function externalsOf({ content }: DeclaredNamespace): readonly (readonly [string, RawExternal])[] {
    return Object.entries(content.externals ?? {});
}
