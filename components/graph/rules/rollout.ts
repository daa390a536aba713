import { type Catalogue, type DeclaredNamespace, workloadsOf } from "../catalogue";
import { defaultResources } from "../defaults";
import { badName } from "../formats";
import { cpuMillicores, memoryBytes } from "../quantity";
import type { Report } from "../report";
import type { NamespaceRollout, Rollout } from "../rollout";
import { inStack } from "../shape/location";
import { isReservedNamespace } from "./namespaces";

/** The stack speaks of every namespace of the catalogue, and of nothing else. */
export function checkRollout(
    { namespaces, names, complete }: Catalogue,
    rollout: Rollout,
    report: Report,
): void {
    for (const [name, namespaceRollout] of rollout.namespaces) {
        const namespace = namespaces.get(name);
        if (namespace !== undefined) {
            checkWorkloads(namespace, namespaceRollout, report);
        } else if (complete) {
            report.unknown("namespace", inStack(["namespaces", name]), name, names);
        }
    }
    for (const namespace of namespaces.values()) {
        const usable = badName(namespace.name) === undefined && !isReservedNamespace(namespace.name);
        if (usable && !rollout.namespaces.has(namespace.name)) {
            const message = `this stack does not say where the namespace "${namespace.name}" stands (${namespace.file}); write { stage: off }, or a further stage`;
            report.error("namespace-without-stage", inStack(["namespaces", namespace.name]), message);
        }
        checkResources(namespace, rollout.namespaces.get(namespace.name), report);
    }
}

function checkWorkloads(namespace: DeclaredNamespace, { workloads }: NamespaceRollout, report: Report): void {
    const known = namespace.names("workloads");
    for (const [name, override] of workloads) {
        const path = ["namespaces", namespace.name, "workloads", name];
        const workload = namespace.content.workloads?.[name];
        const kind = workload?.deployment?.kind;
        if (!known.has(name)) {
            report.unknown("workload", inStack(path), name, known);
        } else if (workload !== undefined && workload.deployment === undefined) {
            const message = `this program does not deploy "${name}"; add a deployment at ${namespace.at("workloads", name)}, or remove this`;
            report.error("rollout-without-deployment", inStack(path), message);
        } else if (override.replicas !== undefined && (kind === "Job" || kind === "CronJob")) {
            report.error(
                "replicas-of-job",
                inStack([...path, "replicas"]),
                `a ${kind} runs one pod to its end; remove replicas`,
            );
        }
    }
}

/** Requests and limits as they meet in this stack: catalogue, then stack. */
function checkResources(
    namespace: DeclaredNamespace,
    rollout: NamespaceRollout | undefined,
    report: Report,
): void {
    for (const [name, { deployment }] of workloadsOf(namespace)) {
        if (deployment === undefined) {
            continue;
        }
        const override = rollout?.workloads.get(name)?.resources;
        const merged = { ...defaultResources, ...deployment.resources, ...override };
        const at = (key: keyof typeof merged) =>
            override === undefined
                ? namespace.at("workloads", name, "deployment", "resources", key)
                : inStack(["namespaces", namespace.name, "workloads", name, "resources", key]);
        if (less(cpuMillicores(merged.cpuLimit), cpuMillicores(merged.cpu))) {
            const message = `the CPU limit ${merged.cpuLimit} is below the request of ${merged.cpu}; raise the limit or lower the request`;
            report.error("limit-below-request", at("cpuLimit"), message);
        }
        if (less(memoryBytes(merged.memoryLimit), memoryBytes(merged.memory))) {
            const message = `the memory limit ${merged.memoryLimit} is below the request of ${merged.memory}; raise the limit or lower the request`;
            report.error("limit-below-request", at("memoryLimit"), message);
        }
    }
}

function less(limit: number | undefined, request: number | undefined): boolean {
    return limit !== undefined && request !== undefined && limit < request;
}
