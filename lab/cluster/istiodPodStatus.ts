import type {
    V1ContainerStateWaiting,
    V1ContainerStatus,
    V1PodCondition,
    V1PodStatus,
} from "@kubernetes/client-node";
import { advertisedAddress } from "./apiServer";
import type { PodReport } from "./istiodPlan";

/** What a kubelet would write about a pod of istiod. `now` is an ISO time. */
export function istiodPodStatus(report: PodReport, podIP: string, now: Date): V1PodStatus {
    const { pod, ready, running } = report;
    const started = pod.status?.startTime ?? now;
    const condition = (type: string, good: boolean): V1PodCondition => {
        const status = good ? "True" : "False";
        const previous = pod.status?.conditions?.find((each) => each.type === type);
        const since = previous?.status === status ? previous.lastTransitionTime : undefined;
        return { type, status, lastTransitionTime: since ?? now };
    };
    return {
        phase: running || pod.status?.phase === "Running" ? "Running" : "Pending",
        hostIP: advertisedAddress,
        podIP,
        podIPs: [{ ip: podIP }],
        startTime: started,
        conditions: [
            condition("Initialized", true),
            condition("ContainersReady", ready),
            condition("Ready", ready),
        ],
        containerStatuses:
            pod.spec?.containers.map((container) => containerStatus(container, report, now)) ?? [],
    };
}

function containerStatus(
    container: { name: string; image?: string },
    { running, ready, restarts, missing }: PodReport,
    now: Date,
): V1ContainerStatus {
    return {
        name: container.name,
        image: container.image ?? "",
        imageID: "",
        ready,
        started: running,
        restartCount: restarts,
        state: running ? { running: { startedAt: now } } : { waiting: waiting(missing) },
    };
}

/** A program the lab does not have is to it what an image that cannot be had is to a kubelet. */
function waiting(missing: string | undefined): V1ContainerStateWaiting {
    return missing === undefined
        ? { reason: "CrashLoopBackOff", message: "the lab's istiod process ended; see its log" }
        : { reason: "ErrImagePull", message: missing };
}
