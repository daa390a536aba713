import { type Catalogue, type DeclaredNamespace, servicesOf } from "../catalogue";
import type { WorkloadVersion } from "../model";
import type { Report } from "../report";
import type { NamespaceRollout, Rollout } from "../rollout";
import { inStack } from "../shape/location";
import { unshareable } from "./shares";

/** Further versions of a workload: none gets requests that nobody meant for it. */
export function checkWorkloadVersions({ namespaces }: Catalogue, rollout: Rollout, report: Report): void {
    for (const [name, stack] of rollout.namespaces) {
        const namespace = namespaces.get(name);
        if (namespace === undefined) {
            continue;
        }
        for (const [workload, { versions = [], version: override }] of stack.workloads) {
            const deployment = namespace.content.workloads?.[workload]?.deployment;
            if (deployment === undefined || versions.length === 0) {
                continue;
            }
            const at = (...steps: readonly string[]) =>
                inStack(["namespaces", name, "workloads", workload, "versions", ...steps]);
            if ((deployment.kind ?? "Deployment") !== "Deployment") {
                const message = `only a Deployment runs beside another version of itself, this is a ${deployment.kind}; remove it`;
                report.error("versions-of-kind", at(), message);
                continue;
            }
            if (namespace.content.workloads?.[workload]?.selector?.["version"] !== undefined) {
                const message = `the selector of "${workload}" names one version, so pods of another would belong to nobody; take "version" out of it`;
                report.error("version-in-selector", at(), message);
                continue;
            }
            checkNames(workload, versions, override ?? deployment.version ?? "v1", namespace, at, report);
            checkServices(namespace, workload, stack, at(), report);
        }
    }
}

function checkNames(
    workload: string,
    versions: readonly WorkloadVersion[],
    own: string,
    namespace: DeclaredNamespace,
    at: (...steps: readonly string[]) => string,
    report: Report,
): void {
    for (const { version } of versions) {
        const taken = `${workload}-${version}`;
        if (version === own) {
            const message = `"${version}" is the version of the workload itself; give this one another, or remove it`;
            report.error("version-taken", at(version), message);
        } else if (namespace.names("workloads").has(taken)) {
            const message = `its Deployment would be called like the workload "${taken}"; give the version another name`;
            report.error("reserved-name", at(version), message);
        }
    }
}

/** Pods of a new version are endpoints like all others: without a share they get requests at once, by their number. */
function checkServices(
    namespace: DeclaredNamespace,
    workload: string,
    { services }: NamespaceRollout,
    path: string,
    report: Report,
): void {
    for (const [name, raw] of servicesOf(namespace)) {
        if (raw.workload !== workload) {
            continue;
        }
        const trouble = unshareable(raw);
        if (trouble !== undefined) {
            const message = `nothing could keep connections to "${name}" from a new version: ${trouble.message}; remove the versions, or serve it by another workload`;
            report.error("version-cannot-share", path, message);
        } else if (services.get(name)?.share === undefined) {
            const message = `the new pods would get requests to "${name}" at once, by their number; say its share first: services.${name}.weights`;
            report.error("version-without-weights", path, message);
        }
    }
}
