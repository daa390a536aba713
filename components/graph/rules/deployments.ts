import { type Catalogue, type DeclaredNamespace, servicesOf, workloadsOf } from "../catalogue";
import { badPath } from "../httpPath";
import type { Report } from "../report";
import type { RawDeployment } from "../sections/deployment";
import type { Steps } from "../shape/location";
import { isReservedPort, reservedPortMessage } from "./ports";

/** What each kind of workload needs and cannot have. */
export function checkDeployments({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const servers = new Map(servicesOf(namespace).map(([name, { workload }]) => [workload, name]));
        for (const [name, { deployment }] of workloadsOf(namespace)) {
            if (deployment !== undefined) {
                const error = (code: string, message: string, ...steps: Steps) =>
                    report.error(code, namespace.at("workloads", name, "deployment", ...steps), message);
                if (!report.isUnreadable(namespace.at("workloads", name, "deployment", "kind"))) {
                    checkKind(deployment, error);
                    checkProbe(deployment, servers.get(name), error);
                }
                checkVolumes(deployment, error);
                checkNameLength(name, deployment, namespace, report);
            }
        }
    }
}

type Fail = (code: string, message: string, ...steps: Steps) => void;

function checkKind({ kind = "Deployment", schedule, replicas, volumes }: RawDeployment, error: Fail): void {
    const job = kind === "Job" || kind === "CronJob";
    if (kind === "CronJob" && schedule === undefined) {
        error("schedule-missing", `missing; a CronJob needs one, such as "0 3 * * *"`, "schedule");
    }
    if (kind !== "CronJob" && schedule !== undefined) {
        error(
            "schedule-elsewhere",
            `only a CronJob has a schedule, this is a ${kind}; remove it or make the kind CronJob`,
            "schedule",
        );
    }
    if (job && replicas !== undefined) {
        error("replicas-of-job", `a ${kind} runs one pod to its end; remove replicas`, "replicas");
    }
    if (kind !== "StatefulSet" && volumes !== undefined && volumes.length > 0) {
        error(
            "volumes-elsewhere",
            `only a StatefulSet has volumes, this is a ${kind}; use "writable" for scratch space`,
            "volumes",
        );
    }
}

function checkProbe(
    { kind = "Deployment", probe }: RawDeployment,
    service: string | undefined,
    error: Fail,
): void {
    const job = kind === "Job" || kind === "CronJob";
    if (job && service !== undefined) {
        error(
            "job-as-server",
            `a ${kind} ends, so it cannot serve "${service}"; make it a Deployment or StatefulSet`,
            "kind",
        );
    }
    if (job && probe !== undefined) {
        error("probe-elsewhere", `a ${kind} is watched until it ends, not probed; remove it`, "probe");
    }
    if (!job && service !== undefined && probe === undefined) {
        error(
            "probe-missing",
            `missing; it serves "${service}", so write one, such as { path: /healthz, port: 8080 }`,
            "probe",
        );
    }
    if (probe !== undefined && isReservedPort(probe.port)) {
        error("reserved-port", reservedPortMessage(probe.port), "probe", "port");
    }
    const trouble = probe?.path === undefined ? undefined : badPath(probe.path);
    if (trouble !== undefined || probe?.path?.includes("*") === true) {
        error(
            "bad-path",
            trouble?.message ?? `the path "${probe?.path}" is a prefix; write the one path to ask`,
            "probe",
            "path",
        );
    }
}

function checkVolumes({ volumes = [], writable = [] }: RawDeployment, error: Fail): void {
    const names = new Set<string>();
    const paths = new Set<string>(writable);
    for (const [index, { name, mountPath }] of volumes.entries()) {
        if (names.has(name)) {
            error(
                "duplicate-volume",
                `the volume "${name}" is there twice; remove one or rename it`,
                "volumes",
                index,
                "name",
            );
        }
        if (paths.has(mountPath)) {
            error(
                "duplicate-mount",
                `"${mountPath}" is mounted twice; give each volume its own directory`,
                "volumes",
                index,
                "mountPath",
            );
        }
        names.add(name);
        paths.add(mountPath);
    }
}

/**
 * Kubernetes appends to these names and puts the result into a label of 63 characters: `-<timestamp>` for the jobs
 * of a CronJob (11), `-<hash>` for the revisions of a StatefulSet (11).
 */
function checkNameLength(
    name: string,
    { kind = "Deployment" }: RawDeployment,
    namespace: DeclaredNamespace,
    report: Report,
): void {
    if ((kind === "CronJob" || kind === "StatefulSet") && name.length > 52) {
        const message = `the name of a ${kind} may have 52 characters, this has ${name.length}; shorten it`;
        report.error("name-too-long", namespace.at("workloads", name), message);
    }
}
