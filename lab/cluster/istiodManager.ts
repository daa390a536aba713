import { CoreV1Api, PatchStrategy, setHeaderOptions, type V1Pod } from "@kubernetes/client-node";
import { apiMessage, statusCode } from "./apiError";
import type { PodBackend } from "./backends";
import { containerPorts } from "./istiodCommand";
import { discoveryContainer, groupPods, livePods } from "./istiodGroup";
import { IstiodInstance, type IstiodSurroundings } from "./istiodInstance";
import { type PodReport, planIstiod } from "./istiodPlan";
import { PodAddresses } from "./istiodPodAddresses";
import { istiodPodStatus } from "./istiodPodStatus";
import type { ManagedProcess } from "./managedProcess";
import { type WatchList, watchList } from "./watchList";

const istiodPods = "app=istiod";

/**
 * The kubelet of istiod's pods: it runs the real istiod for them, and they are Ready when it is. One pass at a
 * time brings processes and pods together; whatever changes meanwhile asks for another pass.
 */
export class IstiodManager {
    readonly #core: CoreV1Api;
    readonly #instances = new Map<string, IstiodInstance>();
    readonly #addresses = new PodAddresses();
    readonly #surroundings: IstiodSurroundings;
    #pods: WatchList<V1Pod> | undefined;
    #pass: Promise<void> | undefined;
    #again = false;
    #stopped = false;
    #retry: NodeJS.Timeout | undefined;

    constructor(surroundings: IstiodSurroundings) {
        this.#core = surroundings.config.makeApiClient(CoreV1Api);
        this.#surroundings = {
            ...surroundings,
            onChange: () => {
                surroundings.onChange();
                this.#reconcile();
            },
        };
    }

    async start(signal: AbortSignal): Promise<void> {
        this.#pods = await watchList({
            config: this.#surroundings.config,
            path: "/api/v1/pods",
            labelSelector: istiodPods,
            list: () => this.#core.listPodForAllNamespaces({ labelSelector: istiodPods }),
            onChange: () => this.#reconcile(),
            signal,
        });
        this.#reconcile();
    }

    async stop(): Promise<void> {
        this.#stopped = true;
        clearTimeout(this.#retry);
        await this.#pods?.stop();
        await Promise.all([...this.#instances.values()].map((instance) => instance.stop()));
        await this.#pass;
    }

    get processes(): readonly ManagedProcess[] {
        return [...this.#instances.values()].flatMap(({ process }) => (process ? [process] : []));
    }

    /** Every istiod the cluster asks for and the lab can run is ready: those of an earlier run are, after a restart. */
    get settled(): boolean {
        const wanted = this.#groups().filter((group) => livePods(group).length > 0);
        return wanted.every(({ key }) => {
            const view = this.#instances.get(key)?.view;
            return view?.ready === true || view?.missing !== undefined;
        });
    }

    get backends(): readonly PodBackend[] {
        return this.#groups().flatMap((group) => {
            const instance = this.#instances.get(group.key);
            const ports = instance?.chosenPorts;
            const pods = livePods(group);
            const container = pods[0] && discoveryContainer(pods[0]);
            return [
                {
                    name: group.name,
                    namespace: group.namespace,
                    pods: pods.map((pod) => ({
                        ip: pod.status?.podIP ?? "",
                        labels: pod.metadata?.labels ?? {},
                    })),
                    ready: instance?.view.ready ?? false,
                    ports: ports ? containerPorts(ports) : new Map<number, number>(),
                    portNames: new Map(
                        (container?.ports ?? []).flatMap(({ name, containerPort }) =>
                            name ? [[name, containerPort] as const] : [],
                        ),
                    ),
                },
            ];
        });
    }

    #groups() {
        return groupPods(this.#pods?.list() ?? []);
    }

    #reconcile(): void {
        if (this.#stopped || !this.#pods) {
            return;
        }
        if (this.#pass) {
            this.#again = true;
            return;
        }
        // Later, because an instance may report a change while it is made, when there would be no pass to join yet.
        this.#pass = Promise.resolve()
            .then(() => this.#once())
            .catch((error: unknown) => {
                console.error(`istiod pods: ${apiMessage(error)}`);
                this.#retry = setTimeout(() => this.#reconcile(), 1000);
            })
            .finally(() => {
                this.#pass = undefined;
                if (this.#again) {
                    this.#again = false;
                    this.#reconcile();
                }
            });
    }

    async #once(): Promise<void> {
        const groups = this.#groups();
        const views = new Map([...this.#instances].map(([key, instance]) => [key, instance.view] as const));
        const plan = planIstiod(groups, views);
        for (const group of plan.start) {
            this.#instances.set(group.key, new IstiodInstance(group, this.#surroundings));
        }
        for (const key of plan.stop) {
            await this.#instances.get(key)?.stop();
            this.#instances.delete(key);
            this.#again = true;
            this.#surroundings.onChange();
        }
        for (const report of plan.report) {
            await this.#report(report);
        }
        await Promise.all(plan.remove.map((pod) => this.#remove(pod)));
    }

    async #report(report: PodReport): Promise<void> {
        const { name = "", namespace = "" } = report.pod.metadata ?? {};
        const podIP = this.#addresses.of(report.pod, this.#pods?.list() ?? []);
        const status = istiodPodStatus(report, podIP, new Date());
        await ignoreGone(
            this.#core.patchNamespacedPodStatus(
                { name, namespace, body: { metadata: { uid: report.pod.metadata?.uid }, status } },
                setHeaderOptions("Content-Type", PatchStrategy.StrategicMergePatch),
            ),
        );
    }

    async #remove(pod: V1Pod): Promise<void> {
        const { name = "", namespace = "", uid } = pod.metadata ?? {};
        const body = { gracePeriodSeconds: 0, ...(uid ? { preconditions: { uid } } : {}) };
        await ignoreGone(this.#core.deleteNamespacedPod({ name, namespace, body }));
    }
}

/** 404 and 409: the pod went, or one with its name took its place, while we were looking. */
async function ignoreGone(call: Promise<unknown>): Promise<void> {
    try {
        await call;
    } catch (error) {
        const code = statusCode(error);
        if (code !== 404 && code !== 409) {
            throw error;
        }
    }
}
