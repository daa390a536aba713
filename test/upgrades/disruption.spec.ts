import { expect } from "chai";
import { type Budget, budgetsOf, waitsFor, wayOf } from "../../upgrades/restart/disruption";
import { standingOf } from "../../upgrades/restart/health";
import { isStale, type LivePod, podsOf } from "../../upgrades/restart/livePod";
import {
    type LiveWorkload,
    liveDaemonSet,
    liveDeployment,
    liveStatefulSet,
} from "../../upgrades/restart/liveWorkload";

const metadata = { namespace: "shop", name: "web", generation: 2 };
const template = { metadata: { labels: { app: "web" } } };
const selector = { matchLabels: { app: "web" } };

function deployment(replicas: number, strategy?: object): LiveWorkload {
    return liveDeployment({
        metadata,
        spec: { replicas, selector, template, ...(strategy && { strategy }) },
    });
}

function statefulSet(replicas: number, updateStrategy?: object): LiveWorkload {
    const spec = {
        replicas,
        selector,
        template,
        serviceName: "web",
        ...(updateStrategy && { updateStrategy }),
    };
    return liveStatefulSet({ metadata, spec });
}

function daemonSet(nodes: number, updateStrategy?: object): LiveWorkload {
    const status = {
        desiredNumberScheduled: nodes,
        currentNumberScheduled: nodes,
        numberMisscheduled: 0,
        numberReady: nodes,
    };
    return liveDaemonSet({
        metadata,
        spec: { selector, template, ...(updateStrategy && { updateStrategy }) },
        status,
    });
}

const budget = (most: number | undefined, allowed = most ?? 0): Budget => ({
    namespace: "shop",
    name: "web",
    selector,
    allowed,
    ...(most === undefined ? {} : { most }),
});
const rolling = (maxUnavailable: number | string, maxSurge: number | string) => ({
    type: "RollingUpdate",
    rollingUpdate: { maxUnavailable, maxSurge },
});

describe("how a workload is restarted", () => {
    const ways: readonly [what: string, workload: LiveWorkload, budgets: readonly Budget[], way: unknown][] =
        [
            ["a Deployment of one surges", deployment(1), [budget(0)], { way: "roll", takes: 0 }],
            ["a Deployment of four may take a quarter", deployment(4), [], { way: "roll", takes: 1 }],
            [
                "what is taken is rounded down",
                deployment(7, rolling("25%", "25%")),
                [],
                { way: "roll", takes: 1 },
            ],
            ["nothing and nothing is one", deployment(3, rolling("10%", 0)), [], { way: "roll", takes: 1 }],
            [
                "a budget that was not counted yet is waited for",
                deployment(4),
                [budget(undefined)],
                { way: "roll", takes: 1 },
            ],
            [
                "a budget that allows it once all are healthy is waited for",
                deployment(8),
                [budget(2, 0)],
                { way: "roll", takes: 2 },
            ],
            [
                "a Deployment that takes more than its budget is evicted",
                deployment(8),
                [budget(1)],
                { way: "evict" },
            ],
            [
                "Recreate without a budget takes all",
                deployment(3, { type: "Recreate" }),
                [],
                { way: "roll", takes: 3 },
            ],
            [
                "Recreate under a budget is evicted",
                deployment(3, { type: "Recreate" }),
                [budget(1)],
                { way: "evict" },
            ],
            ["a StatefulSet goes one by one", statefulSet(3), [budget(1)], { way: "roll", takes: 1 }],
            [
                "a partition is evicted",
                statefulSet(3, { type: "RollingUpdate", rollingUpdate: { partition: 2 } }),
                [],
                { way: "evict" },
            ],
            ["a DaemonSet takes one", daemonSet(5), [], { way: "roll", takes: 1 }],
            ["a DaemonSet rounds up", daemonSet(5, rolling("30%", 0)), [], { way: "roll", takes: 2 }],
            ["a DaemonSet may surge", daemonSet(5, rolling(0, 1)), [], { way: "roll", takes: 0 }],
            [
                "OnDelete is left alone",
                daemonSet(5, { type: "OnDelete" }),
                [],
                {
                    way: "leave",
                    why: "its update strategy is OnDelete: whoever runs it deletes its pods when it suits",
                },
            ],
            [
                "a budget that never lets one go is told",
                statefulSet(1),
                [budget(0)],
                {
                    way: "leave",
                    why: "its PodDisruptionBudget shop/web never lets a pod go; give it one more replica or loosen the budget",
                },
            ],
            [
                "two budgets stop evictions",
                deployment(3, { type: "Recreate" }),
                [budget(1), { ...budget(1), name: "all" }],
                {
                    way: "leave",
                    why: "more than one PodDisruptionBudget counts its pods (shop/web, shop/all), and then Kubernetes evicts none; keep one",
                },
            ],
        ];
    for (const [what, workload, budgets, way] of ways) {
        it(`${what}`, () => {
            expect(wayOf(workload, budgets)).to.deep.equal(way);
        });
    }

    it("counts the budgets whose selector matches its pods, an empty one every pod of the namespace", () => {
        const found = budgetsOf(deployment(1), [
            budget(1),
            { ...budget(1), name: "all", selector: {} },
            {
                ...budget(1),
                name: "listed",
                selector: { matchExpressions: [{ key: "app", operator: "In", values: ["web", "db"] }] },
            },
            { ...budget(1), name: "other", selector: { matchLabels: { app: "db" } } },
            { ...budget(1), name: "elsewhere", namespace: "core" },
        ]);
        expect(found.map(({ name }) => name)).to.deep.equal(["web", "all", "listed"]);
    });

    it("waits for the budget that does not allow as much now, and for none when nothing is taken", () => {
        expect(waitsFor(2, [budget(3), budget(3, 1)])).to.deep.equal(budget(3, 1));
        expect(waitsFor(1, [budget(3, 1)])).to.equal(undefined);
        expect(waitsFor(0, [budget(0)])).to.equal(undefined);
    });
});

describe("how a workload stands", () => {
    const pod = (more: Partial<LivePod> = {}): LivePod => ({
        name: "web-1",
        uid: "1",
        ready: true,
        ending: false,
        ...more,
    });
    const settled: LiveWorkload = { ...deployment(1), observed: true, updated: 1, available: 1, total: 1 };
    const late = {
        type: "Progressing",
        status: "False",
        reason: "ProgressDeadlineExceeded",
        message: "it took too long",
    };
    const refused = {
        type: "ReplicaFailure",
        status: "True",
        reason: "FailedCreate",
        message: "webhook says no",
    };
    const cases: readonly [workload: Partial<LiveWorkload>, pods: readonly LivePod[], standing: unknown][] = [
        [{}, [pod()], { state: "settled" }],
        [{}, [pod(), pod({ ending: true, ready: false })], { state: "settled" }],
        [
            { observed: false },
            [pod()],
            { state: "moving", missing: "its controller has not seen the change yet" },
        ],
        [{ updated: 0 }, [pod()], { state: "moving", missing: "0 of 1 pods are of the new template" }],
        [{ updated: 0, strategy: { type: "Partitioned" } }, [pod()], { state: "settled" }],
        [{ available: 0 }, [pod()], { state: "moving", missing: "0 of 1 pods are available" }],
        [{}, [pod({ ready: false })], { state: "moving", missing: "0 of 1 pods are ready" }],
        [{}, [pod({ ending: true })], { state: "moving", missing: "0 of 1 pods are ready" }],
        [{ total: 2 }, [pod()], { state: "moving", missing: "1 of its old pods still run" }],
        [
            { updated: 0, conditions: [refused] },
            [pod({ trouble: "container app is in ImagePullBackOff" })],
            {
                state: "moving",
                missing:
                    "0 of 1 pods are of the new template; webhook says no; pod web-1: container app is in ImagePullBackOff",
            },
        ],
        [{ conditions: [late] }, [pod()], { state: "stuck", because: "it took too long" }],
        [
            { observed: false, conditions: [late] },
            [pod()],
            { state: "moving", missing: "its controller has not seen the change yet" },
        ],
    ];
    for (const [workload, pods, standing] of cases) {
        it(`is told from ${JSON.stringify(workload)} and ${pods.length} pods ${JSON.stringify(pods[0])}`, () => {
            expect(standingOf({ ...settled, ...workload }, pods)).to.deep.equal(standing);
        });
    }

    it("asks only pods of its own, though a canary shares their labels, and what keeps them from being ready", () => {
        const owned = (name: string, kind: string, owner: string, more: object = {}) => ({
            metadata: {
                name,
                uid: name,
                labels: { "pod-template-hash": "5d9f" },
                annotations: { "istio.io/rev": "1-31-1" },
                ownerReferences: [{ apiVersion: "apps/v1", uid: owner, kind, name: owner, controller: true }],
            },
            spec: { containers: [{ name: "istio-proxy", image: "docker.io/istio/proxyv2:1.31.1" }] },
            ...more,
        });
        const waiting = (reason: string) => ({
            status: {
                containerStatuses: [
                    {
                        name: "app",
                        ready: false,
                        restartCount: 0,
                        image: "",
                        imageID: "",
                        state: { waiting: { reason } },
                    },
                ],
            },
        });
        const pods = podsOf({ kind: "Deployment", namespace: "shop", name: "web" }, [
            owned("c", "ReplicaSet", "web-5d9f", waiting("ContainerCreating")),
            owned("b", "ReplicaSet", "web-5d9f", waiting("CrashLoopBackOff")),
            owned("a", "ReplicaSet", "web-5d9f", {
                status: {
                    conditions: [{ type: "PodScheduled", status: "False", message: "no node has room" }],
                },
            }),
            owned("canary", "ReplicaSet", "web-canary-5d9f"),
            owned("job", "Job", "web"),
            owned("done", "ReplicaSet", "web-5d9f", { status: { phase: "Succeeded" } }),
        ]);
        const common = { revision: "1-31-1", ready: false, ending: false };
        expect(pods).to.deep.equal([
            { ...common, name: "a", uid: "a", trouble: "no node has room" },
            { ...common, name: "b", uid: "b", trouble: "container app is in CrashLoopBackOff" },
            { ...common, name: "c", uid: "c" },
        ]);
    });

    const wanted = { tag: "stable", revision: "1-31-1" };
    const stale: readonly [pod: Partial<LivePod>, ofTag: boolean, leaving: boolean][] = [
        [{ revision: "1-31-1" }, false, true],
        [{ revision: "1-30-5" }, true, true],
        [{}, true, false],
        [{ revision: "1-30-5", ending: true }, false, false],
    ];
    for (const [more, ofTag, leaving] of stale) {
        it(`finds a pod ${JSON.stringify(more)} ${ofTag ? "stale" : "current"} for the tag and ${leaving ? "stale" : "current"} where none is given`, () => {
            expect([isStale(pod(more), wanted), isStale(pod(more), "no proxy")]).to.deep.equal([
                ofTag,
                leaving,
            ]);
        });
    }
});
