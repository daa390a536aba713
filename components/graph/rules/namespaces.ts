import { didYouMean } from "../../suggestion";
import type { Catalogue } from "../catalogue";
import type { Report } from "../report";

/** Namespaces of the platform itself, and `default`, where everything that forgot to choose lands (GOV-10). */
export function isReservedNamespace(name: string): boolean {
    return name === "default" || name === "istio-system" || name.startsWith("kube-");
}

export const reservedNamespaceMessage = (name: string) =>
    `the namespace "${name}" is not for services (reserved: default, istio-system, kube-*); choose one of your own`;

/** A namespace is somebody's, and not the platform's. */
export function checkNamespaces({ namespaces }: Catalogue, report: Report): void {
    for (const { name, at, content, keys } of namespaces.values()) {
        // Misspelt, it was already reported as an unknown key.
        if (content.owners === undefined && didYouMean("owners", keys) === "") {
            report.error(
                "missing-key",
                at("owners"),
                "missing; write the teams that answer for it, such as [team-core]",
            );
        }
        if (isReservedNamespace(name)) {
            report.error("reserved-namespace", at("namespace"), reservedNamespaceMessage(name));
        }
    }
}
