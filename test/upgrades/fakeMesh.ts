import type { FakeApi, FakeObject } from "./fakeApiServer";

type Kind = "deployments" | "statefulsets" | "daemonsets";
const kinds: Readonly<Record<Kind, string>> = {
    deployments: "Deployment",
    statefulsets: "StatefulSet",
    daemonsets: "DaemonSet",
};

interface FakeWorkload {
    readonly kind: Kind;
    readonly id: string;
    readonly replicas: number;
    /** Fields of its `spec` besides replicas and template. */
    readonly spec: object;
    readonly annotations: Readonly<Record<string, string>>;
    template: number;
    /** Its new pods never become ready. */
    broken: boolean;
}

interface FakePod {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly workload?: FakeWorkload;
    readonly template: number;
    readonly revision: string | undefined;
    ready: boolean;
}

/**
 * A cluster in memory with controllers that replace one pod each time somebody looks at a workload, and an injector
 * that gives a new pod the proxy its namespace's tag points to. What was asked of it is kept for the tests.
 */
export class FakeMesh implements FakeApi {
    readonly tags = new Map<string, string>();
    /** Namespace to the value of its `istio.io/rev`; `undefined` without. */
    readonly namespaces = new Map<string, string | undefined>();
    readonly budgets: { readonly id: string; readonly app: string; minAvailable: number }[] = [];
    readonly asked: string[] = [];
    readonly readyControlPlanes = new Set<string>();
    readonly forbidden = new Set<string>();
    /** How often budgets are asked, or evictions refused, as if one more pod were away already. */
    disturbed = 0;
    /** Called on every look at a workload, before the answer. */
    onLook: (id: string) => void = () => undefined;
    /** Highest number of pods that were not ready at one time, by workload. */
    readonly lowest = new Map<string, number>();
    #workloads: FakeWorkload[] = [];
    #pods: FakePod[] = [];
    #made = 0;

    /** A workload whose pods run the revision that its namespace's tag points to at this moment. */
    add(
        kind: Kind,
        id: string,
        {
            replicas = 1,
            spec = {},
            annotations = {},
        }: { replicas?: number; spec?: object; annotations?: Record<string, string> } = {},
    ): FakeWorkload {
        const workload: FakeWorkload = { kind, id, replicas, spec, annotations, template: 1, broken: false };
        this.#workloads.push(workload);
        for (let count = 0; count < replicas; count++) {
            this.#start(workload, true);
        }
        return workload;
    }

    /** A pod without anything that would start it again, or one of a Job. */
    addPod(id: string): void {
        const [namespace = "", name = ""] = id.split("/");
        this.#pods.push({
            namespace,
            name,
            uid: this.#uid(),
            template: 1,
            revision: this.#revisionIn(namespace),
            ready: true,
        });
    }

    remove(id: string): void {
        this.#workloads = this.#workloads.filter((each) => each.id !== id);
    }

    /** `namespace/name-of-workload: revision, revision` for every workload, in the order of their ids. */
    revisions(): readonly string[] {
        return [...this.#workloads]
            .sort((left, right) => (left.id < right.id ? -1 : 1))
            .map(
                (each) =>
                    `${each.id}: ${this.#podsOf(each)
                        .map(({ revision }) => revision ?? "none")
                        .join(", ")}`,
            );
    }

    list = (resource: string): readonly FakeObject[] => {
        switch (resource) {
            case "namespaces":
                return [...this.namespaces].map(([name, tag]) => ({
                    metadata: { name, labels: labelsOf({ "istio.io/rev": tag }) },
                }));
            case "mutatingwebhookconfigurations":
                return [...this.tags].map(([tag, revision]) => ({
                    metadata: {
                        name: `istio-revision-tag-${tag}`,
                        labels: { "istio.io/tag": tag, "istio.io/rev": revision },
                    },
                }));
            case "pods":
                return this.#pods.map((pod) => this.#podObject(pod));
            case "poddisruptionbudgets":
                return this.budgets.map((each) => this.#budgetObject(each));
            case "deployments":
                return [...this.#istiods(), ...this.#objectsOf(resource)];
            case "statefulsets":
            case "daemonsets":
                return this.#objectsOf(resource);
            default:
                return [];
        }
    };

    look = (_resource: string, id: string): void => {
        const workload = this.#workloads.find((each) => each.id === id);
        if (workload !== undefined) {
            this.onLook(id);
            this.#tick(workload);
        }
    };

    patch = (resource: string, id: string, body: unknown, query: URLSearchParams): void => {
        const at = /"kubectl.kubernetes.io\/restartedAt":"[^"]+"/.test(JSON.stringify(body));
        this.asked.push(
            `restart ${resource} ${id}${at ? "" : " with something else"} as ${query.get("fieldManager")}`,
        );
        const workload = this.#workloads.find((each) => each.id === id);
        if (workload !== undefined) {
            workload.template += 1;
        }
    };

    evict = (id: string): number => {
        const pod = this.#pods.find((each) => `${each.namespace}/${each.name}` === id);
        if (pod?.workload === undefined) {
            return 404;
        }
        const { workload } = pod;
        const budget = this.budgets.find((each) => each.app === appOf(workload));
        if (budget !== undefined && this.#allowed(budget) < 1) {
            this.asked.push(`evict refused`);
            return 429;
        }
        this.asked.push(`evict one of ${workload.id}`);
        this.#pods = this.#pods.filter((each) => each !== pod);
        this.#start(workload, false);
        this.#count(workload);
        return 201;
    };

    #objectsOf(kind: Kind): readonly FakeObject[] {
        return this.#workloads.filter((each) => each.kind === kind).map((each) => this.#workloadObject(each));
    }

    /** One step of a rollout: a pod that is on its way arrives, else the next old one makes room. */
    #tick(workload: FakeWorkload): void {
        const pods = this.#podsOf(workload);
        const waiting = pods.find(({ ready }) => !ready);
        if (waiting !== undefined) {
            waiting.ready = !workload.broken;
        } else if (!/OnDelete/.test(JSON.stringify(workload.spec))) {
            const old = pods.find(({ template }) => template < workload.template);
            if (old !== undefined) {
                this.#pods = this.#pods.filter((each) => each !== old);
                this.#start(workload, false);
            }
        }
        this.#count(workload);
    }

    #count(workload: FakeWorkload): void {
        const unready = this.#podsOf(workload).filter(({ ready }) => !ready).length;
        this.lowest.set(workload.id, Math.max(this.lowest.get(workload.id) ?? 0, unready));
    }

    #start(workload: FakeWorkload, ready: boolean): void {
        const [namespace = "", name = ""] = workload.id.split("/");
        const uid = this.#uid();
        const revision = this.#revisionIn(namespace);
        this.#pods.push({
            namespace,
            name: `${name}-${uid}`,
            uid,
            workload,
            template: workload.template,
            revision,
            ready,
        });
    }

    #revisionIn(namespace: string): string | undefined {
        const tag = this.namespaces.get(namespace);
        return tag === undefined ? undefined : this.tags.get(tag);
    }

    #uid(): string {
        this.#made += 1;
        return `p${String(this.#made).padStart(3, "0")}`;
    }

    #podsOf(workload: FakeWorkload): readonly FakePod[] {
        return this.#pods.filter((each) => each.workload === workload);
    }

    #allowed({ app, minAvailable }: { readonly app: string; readonly minAvailable: number }): number {
        const pods = this.#pods.filter(({ workload }) => workload !== undefined && appOf(workload) === app);
        const away = this.disturbed > 0 ? 1 : 0;
        this.disturbed -= away;
        return Math.max(0, pods.filter(({ ready }) => ready).length - away - minAvailable);
    }

    #istiods(): readonly FakeObject[] {
        return [...new Set(this.tags.values())].map((revision) => ({
            metadata: {
                name: `istiod-${revision}`,
                namespace: "istio-system",
                labels: {
                    app: "istiod",
                    "istio.io/rev": revision,
                    "app.kubernetes.io/instance": `istiod-${revision}`,
                },
            },
            spec: {
                replicas: 1,
                template: {
                    metadata: {},
                    spec: { containers: [{ name: "discovery", image: "docker.io/istio/pilot:1.31.1" }] },
                },
            },
            status: { availableReplicas: this.readyControlPlanes.has(revision) ? 1 : 0, replicas: 1 },
        }));
    }

    #workloadObject(workload: FakeWorkload): FakeObject {
        const [namespace = "", name = ""] = workload.id.split("/");
        const pods = this.#podsOf(workload);
        const updated = pods.filter(({ template }) => template === workload.template).length;
        const available = pods.filter(({ ready }) => ready).length;
        const status =
            workload.kind === "daemonsets"
                ? {
                      desiredNumberScheduled: workload.replicas,
                      currentNumberScheduled: pods.length,
                      updatedNumberScheduled: updated,
                      numberAvailable: available,
                  }
                : { replicas: pods.length, updatedReplicas: updated, availableReplicas: available };
        const labels = { app: appOf(workload) };
        const object = {
            metadata: { name, namespace, labels, generation: workload.template },
            spec: {
                replicas: workload.replicas,
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels, annotations: workload.annotations },
                    spec: { containers: [] },
                },
                ...workload.spec,
            },
            status: { observedGeneration: workload.template, ...status },
        };
        return object;
    }

    #podObject({ name, namespace, uid, workload, revision, ready }: FakePod): FakeObject {
        const hash = "5d9f";
        const owner =
            workload === undefined
                ? []
                : workload.kind === "deployments"
                  ? [{ kind: "ReplicaSet", name: `${nameOf(workload)}-${hash}`, controller: true }]
                  : [{ kind: kinds[workload.kind], name: nameOf(workload), controller: true }];
        const object = {
            metadata: {
                name,
                namespace,
                uid,
                labels: labelsOf({ app: workload && appOf(workload), "pod-template-hash": workload && hash }),
                annotations: {
                    ...workload?.annotations,
                    ...(revision === undefined
                        ? {}
                        : {
                              "istio.io/rev": revision,
                              "sidecar.istio.io/status": JSON.stringify({ revision }),
                          }),
                },
                ownerReferences: owner,
            },
            spec: {
                containers: [{ name: "app", image: "app:1" }],
                initContainers:
                    revision === undefined
                        ? []
                        : [{ name: "istio-proxy", image: "docker.io/istio/proxyv2:1.31.1-distroless" }],
            },
            status: {
                phase: "Running",
                conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
                containerStatuses:
                    workload?.broken === true && !ready
                        ? [
                              {
                                  name: "app",
                                  ready,
                                  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off" } },
                              },
                          ]
                        : [],
            },
        };
        return object;
    }

    #budgetObject(budget: {
        readonly id: string;
        readonly app: string;
        readonly minAvailable: number;
    }): FakeObject {
        const [namespace = "", name = ""] = budget.id.split("/");
        const pods = this.#pods.filter(
            ({ workload }) => workload !== undefined && appOf(workload) === budget.app,
        );
        const object = {
            metadata: { name, namespace, generation: 1 },
            spec: { selector: { matchLabels: { app: budget.app } } },
            status: {
                observedGeneration: 1,
                expectedPods: pods.length,
                desiredHealthy: budget.minAvailable,
                disruptionsAllowed: this.#allowed(budget),
            },
        };
        return object;
    }
}

function nameOf({ id }: FakeWorkload): string {
    return id.split("/")[1] ?? "";
}

/** Versions of a workload are told apart by what follows a dot, and share a budget. */
function appOf(workload: FakeWorkload): string {
    return nameOf(workload).split(".")[0] ?? "";
}

function labelsOf(labels: Readonly<Record<string, string | undefined>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(labels).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
}
