import { expect } from "chai";
import type { LabState } from "../../lab/cluster/state";
import { conditionOf, type LabStatus, type ProcessStatus } from "../../lab/cluster/status";
import { formatStatus } from "../../lab/cluster/statusTable";

const state: LabState = {
    version: 1,
    phase: "ready",
    server: "https://127.0.0.1:20001",
    ports: { apiServer: 20_001, controllerManager: 20_002, scheduler: 20_003 },
    startedAt: "2026-01-01T00:00:00.000Z",
    tools: {},
    processes: [],
};

function process(name: string, changes: Partial<ProcessStatus> = {}): ProcessStatus {
    return {
        name,
        pid: 4711,
        alive: true,
        healthy: true,
        port: undefined,
        memory: 45 * 1024 ** 2,
        restarts: 0,
        detail: undefined,
        ...changes,
    };
}

const supervisor = process("supervisor");
const dead = { alive: false, healthy: false, memory: undefined };

describe("the condition of a lab", () => {
    it("is healthy when everything answers", () => {
        expect(conditionOf(state, [supervisor, process("etcd")], 0)).to.equal("healthy");
    });

    it("is degraded while it starts, and when one process does not answer", () => {
        expect(conditionOf({ ...state, phase: "starting" }, [supervisor], 0)).to.equal("degraded");
        expect(conditionOf(state, [supervisor, process("etcd", { healthy: false })], 0)).to.equal("degraded");
    });

    it("is stale when the supervisor is gone, whether or not others live on", () => {
        expect(conditionOf(state, [process("supervisor", dead), process("etcd")], 0)).to.equal("stale");
        expect(conditionOf(state, [process("supervisor", dead)], 0)).to.equal("stale");
    });

    it("is stale when marked processes live though the state was lost or says stopped", () => {
        expect(conditionOf(undefined, [], 1)).to.equal("stale");
        expect(conditionOf({ ...state, phase: "stopped" }, [], 1)).to.equal("stale");
    });

    it("is stopped when nothing is left", () => {
        expect(conditionOf(undefined, [], 0)).to.equal("stopped");
        expect(conditionOf({ ...state, phase: "stopped" }, [], 0)).to.equal("stopped");
    });
});

describe("the status as text", () => {
    const healthy: LabStatus = {
        condition: "healthy",
        home: "/clone/.lab/dev",
        phase: "ready",
        server: "https://127.0.0.1:20001",
        kubeconfig: "/clone/.lab/dev/kubeconfig",
        startedAt: "2026-01-01T00:00:00.000Z",
        processes: [
            supervisor,
            process("istiod-1-31-0-abc", {
                port: 21_000,
                restarts: 2,
                detail: "istio-system, revision 1-31-0",
            }),
        ],
        others: [{ pid: 99, command: "pulumi" }],
        hasData: true,
    };
    const now = new Date("2026-01-01T02:03:04.000Z");

    it("says how the lab stands, each process, and how to use it", () => {
        expect(formatStatus(healthy, now)).to.equal(`Lab /clone/.lab/dev: healthy, up 2 h 3 min

  PROCESS            STATE    PID   PORT   MEMORY  RESTARTS
  supervisor         healthy  4711  -      45 MiB  0
  istiod-1-31-0-abc  healthy  4711  21000  45 MiB  2         istio-system, revision 1-31-0
  also running: pulumi (pid 99)

  server      https://127.0.0.1:20001
  kubeconfig  /clone/.lab/dev/kubeconfig

  export KUBECONFIG=$(npm run -s lab -- kubeconfig)
`);
    });

    it("names what is not healthy", () => {
        const processes = [supervisor, process("etcd", { healthy: false }), process("kwok", dead)];
        const text = formatStatus({ ...healthy, condition: "degraded", processes, others: [] }, now);
        expect(text).to.match(/^Lab \/clone\/\.lab\/dev: degraded, not healthy: etcd, kwok\n/);
        expect(text)
            .to.match(/ etcd +not ready /)
            .and.to.match(/ kwok +dead +4711 +- +- /);
    });

    it("tells what is left over of a stale lab and how to repair it, by its name", () => {
        const text = formatStatus({ ...healthy, home: "/clone/.lab/two", condition: "stale" }, now);
        expect(text).to.match(/: stale, its supervisor is gone\n/);
        expect(text)
            .to.match(/left over: pulumi \(pid 99\)/)
            .and.to.match(/repair it: npm run lab -- up --name two\n$/);
    });

    it("tells a lab that keeps data from one that was never there", () => {
        const none: LabStatus = {
            ...healthy,
            condition: "stopped",
            processes: [],
            others: [],
            home: "/elsewhere",
        };
        expect(formatStatus(none, now)).to.equal(
            "Lab /elsewhere: stopped, its data is kept\n\n  start it: npm run lab -- up --home /elsewhere\n",
        );
        expect(formatStatus({ ...none, hasData: false }, now)).to.match(/^Lab \/elsewhere: not running\n/);
    });
});
