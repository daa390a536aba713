import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { groupPods } from "../../lab/cluster/istiodGroup";
import { type InstanceView, planIstiod } from "../../lab/cluster/istiodPlan";
import { PodAddresses } from "../../lab/cluster/istiodPodAddresses";
import { istiodPodStatus } from "../../lab/cluster/istiodPodStatus";

const now = new Date("2026-01-01T00:00:00Z");
const ready: InstanceView = { running: true, ready: true, restarts: 0 };
const starting: InstanceView = { ...ready, ready: false };
const crashed: InstanceView = { running: false, ready: false, restarts: 0 };
const missing: InstanceView = { ...crashed, missing: "this lab has no istiod of it" };

interface PodOptions {
    readonly replicaSet?: string;
    readonly deleting?: boolean;
    readonly unscheduled?: boolean;
    readonly tells?: InstanceView;
}

function pod(name: string, options: PodOptions = {}): V1Pod {
    const replicaSet = options.replicaSet ?? "istiod-a";
    const bare: V1Pod = {
        metadata: {
            name,
            namespace: "istio-system",
            uid: `uid-${name}`,
            ownerReferences: [
                {
                    apiVersion: "apps/v1",
                    kind: "ReplicaSet",
                    name: replicaSet,
                    uid: replicaSet,
                    controller: true,
                },
            ],
            ...(options.deleting ? { deletionTimestamp: now } : {}),
        },
        spec: {
            containers: [{ name: "discovery", image: "docker.io/istio/pilot:1.31.0" }],
            ...(options.unscheduled ? {} : { nodeName: "lab" }),
        },
    };
    const status = options.tells && istiodPodStatus({ pod: bare, ...options.tells }, "10.244.128.1", now);
    return status ? { ...bare, status } : bare;
}

function plan(pods: readonly V1Pod[], instances: Readonly<Record<string, InstanceView>> = {}) {
    const result = planIstiod(groupPods(pods), new Map(Object.entries(instances)));
    return {
        start: result.start.map(({ name }) => name),
        stop: result.stop,
        report: result.report.map((each) => [each.pod.metadata?.name, each.ready]),
        remove: result.remove.map(({ metadata }) => metadata?.name),
    };
}

const nothing = { start: [], stop: [], report: [], remove: [] };

describe("the plan for istiod's pods and processes", () => {
    it("starts one process for all pods of a ReplicaSet", () => {
        expect(plan([pod("one"), pod("two")])).to.deep.equal({ ...nothing, start: ["istiod-a"] });
    });

    it("waits for the scheduler, as a kubelet does", () => {
        expect(plan([pod("one", { unscheduled: true })])).to.deep.equal(nothing);
    });

    it("leaves a pod Pending while its process waits for what it needs", () => {
        expect(plan([pod("one")], { "istiod-a": crashed })).to.deep.equal(nothing);
    });

    it("tells at once that there is no process to wait for, and once", () => {
        expect(plan([pod("one")], { "istiod-a": missing }).report).to.deep.equal([["one", false]]);
        expect(plan([pod("one", { tells: missing })], { "istiod-a": missing })).to.deep.equal(nothing);
        const other = { ...missing, missing: "another reason" };
        expect(plan([pod("one", { tells: missing })], { "istiod-a": other }).report).to.deep.equal([
            ["one", false],
        ]);
    });

    it("tells that a container runs before it is ready, and then that it is", () => {
        expect(plan([pod("one")], { "istiod-a": starting }).report).to.deep.equal([["one", false]]);
        expect(plan([pod("one", { tells: starting })], { "istiod-a": ready }).report).to.deep.equal([
            ["one", true],
        ]);
    });

    it("has nothing to do once every pod tells the truth", () => {
        expect(
            plan([pod("one", { tells: ready }), pod("two", { tells: ready })], { "istiod-a": ready }),
        ).to.deep.equal(nothing);
    });

    it("takes readiness away when the process dies, also from pods an earlier run of the lab left Ready", () => {
        const pods = [pod("one", { tells: ready })];
        expect(plan(pods, { "istiod-a": crashed }).report).to.deep.equal([["one", false]]);
        expect(plan(pods)).to.deep.equal({ ...nothing, start: ["istiod-a"], report: [["one", false]] });
    });

    it("counts restarts on the pods", () => {
        const instance = { "istiod-a": { ...ready, restarts: 1 } };
        expect(plan([pod("one", { tells: ready })], instance).report).to.deep.equal([["one", true]]);
    });

    it("ends the process before it lets the last pod go", () => {
        const going = [pod("one", { deleting: true, tells: ready })];
        expect(plan(going, { "istiod-a": ready })).to.deep.equal({ ...nothing, stop: ["istiod-a"] });
        expect(plan(going)).to.deep.equal({ ...nothing, remove: ["one"] });
    });

    it("lets one replica go at once while another keeps the process", () => {
        const pods = [pod("one", { deleting: true }), pod("two", { tells: ready })];
        expect(plan(pods, { "istiod-a": ready })).to.deep.equal({ ...nothing, remove: ["one"] });
    });

    it("ends the process of a ReplicaSet that has no pods any more", () => {
        expect(plan([], { "istiod-a": ready })).to.deep.equal({ ...nothing, stop: ["istiod-a"] });
    });

    it("runs old and new side by side during a roll-out", () => {
        const pods = [pod("old", { tells: ready }), pod("new", { replicaSet: "istiod-b" })];
        expect(plan(pods, { "istiod-a": ready })).to.deep.equal({ ...nothing, start: ["istiod-b"] });
    });
});

describe("the addresses of istiod's pods", () => {
    it("are outside kwok's half of the network, differ, and stay though the watch has not seen them yet", () => {
        const addresses = new PodAddresses();
        const pods = [pod("one"), pod("two")];
        const given = pods.map((each) => addresses.of(each, pods));
        expect(given).to.deep.equal(["10.244.128.1", "10.244.128.2"]);
        expect(pods.map((each) => addresses.of(each, pods))).to.deep.equal(given);
    });

    it("are used again when their pod is gone", () => {
        const addresses = new PodAddresses();
        const [first, second] = [pod("one"), pod("two")];
        expect(addresses.of(first, [first])).to.equal(addresses.of(second, [second]));
    });
});

describe("the status of an istiod pod", () => {
    const conditions = (view: InstanceView, of = pod("one")) =>
        istiodPodStatus({ pod: of, ...view }, "10.244.128.1", now).conditions?.map(({ type, status }) => [
            type,
            status,
        ]);

    it("is Running and not Ready while istiod starts", () => {
        expect(istiodPodStatus({ pod: pod("one"), ...starting }, "10.244.128.1", now).phase).to.equal(
            "Running",
        );
        expect(conditions(starting)).to.deep.equal([
            ["Initialized", "True"],
            ["ContainersReady", "False"],
            ["Ready", "False"],
        ]);
    });

    it("keeps the time of a condition that did not change", () => {
        const before = pod("one", { tells: ready });
        const after = istiodPodStatus({ pod: before, ...ready, restarts: 1 }, "10.244.128.1", new Date());
        expect(after.conditions?.map(({ lastTransitionTime }) => lastTransitionTime)).to.deep.equal([
            now,
            now,
            now,
        ]);
    });

    it("waits in CrashLoopBackOff when the process is gone", () => {
        const status = istiodPodStatus(
            { pod: pod("one", { tells: ready }), ...crashed },
            "10.244.128.1",
            now,
        );
        expect(status.containerStatuses?.[0]?.state?.waiting?.reason).to.equal("CrashLoopBackOff");
        expect(status.phase).to.equal("Running");
    });
    it("waits for an image that cannot be had when the lab has no such istiod, and says why", () => {
        const status = istiodPodStatus({ pod: pod("one"), ...missing }, "10.244.128.1", now);
        expect(status.phase).to.equal("Pending");
        expect(status.containerStatuses?.[0]?.state?.waiting).to.deep.equal({
            reason: "ErrImagePull",
            message: "this lab has no istiod of it",
        });
    });
});
