import type { Catalogue } from "../catalogue";
import type { Report } from "../report";

/** Namespaces of the platform itself, and `default`, where everything that forgot to choose lands (GOV-10). */
export function isReservedNamespace(name: string): boolean {
    return name === "default" || name === "istio-system" || name.startsWith("kube-");
}

export const reservedNamespaceMessage = (name: string) =>
    `the namespace "${name}" is not for services (reserved: default, istio-system, kube-*); choose one of your own`;

export function checkReservedNamespaces({ namespaces }: Catalogue, report: Report): void {
    for (const { name, at } of namespaces.values()) {
        if (isReservedNamespace(name)) {
            report.error("reserved-namespace", at("namespace"), reservedNamespaceMessage(name));
        }
    }
}
