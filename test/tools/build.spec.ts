import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { silentReporter } from "../../lab/reporter";
import { ensureTools, Interrupted } from "../../lab/tools";
import { recorder } from "./support/recorder";
import { rejectionOf } from "./support/rejection";
import { isRunning, leftIn, until, type Workshop, workshop } from "./support/workshop";

describe("building a tool", () => {
    let machine: Workshop;
    const machineWith = (environment: NodeJS.ProcessEnv = {}) => {
        machine = workshop(environment);
        return machine;
    };
    afterEach(() => machine.remove());

    it("builds once and finds the result the next time", async () => {
        const { sources, builds, tools } = machineWith();
        const first = await ensureTools(["etcd"], silentReporter, undefined, sources);
        const second = await ensureTools(["etcd"], silentReporter, undefined, sources);
        expect(first.get("etcd")?.origin).to.equal("built");
        expect(second.get("etcd")).to.deep.equal({ ...first.get("etcd"), origin: "cache" });
        expect(builds()).to.equal(1);
        expect(leftIn(tools)).to.have.lengthOf(1);
    });

    it("builds the binaries of one module folder together", async () => {
        const { sources, builds } = machineWith();
        const names = ["kube-apiserver", "kube-scheduler", "kube-controller-manager"] as const;
        const found = await ensureTools(names, silentReporter, undefined, sources);
        expect([...found.keys()]).to.have.members(names);
        expect([...found.values()].map((tool) => tool.origin)).to.deep.equal(["built", "built", "built"]);
        expect(builds()).to.equal(1);
    });

    it("builds again when a lock file or the Go version changes", async () => {
        const { sources, builds } = machineWith();
        await ensureTools(["etcd"], silentReporter, undefined, sources);
        writeFileSync(join(sources.modules, "etcd", "go.sum"), "changed");
        await ensureTools(["etcd"], silentReporter, undefined, sources);
        const environment = { ...sources.environment, FAKE_GO_VERSION: "go1.27.0" };
        await ensureTools(["etcd"], silentReporter, undefined, { ...sources, environment });
        expect(builds()).to.equal(3);
    });

    it("shows the compiler's last lines when it fails, and leaves nothing behind", async () => {
        const { sources, tools } = machineWith({ FAKE_GO_FAIL: "yes" });
        const error = await rejectionOf(ensureTools(["etcd"], silentReporter, undefined, sources));
        expect(error.name).to.equal("ToolProblem");
        expect(error.message).to.equal(
            [
                "building etcd 3.6.8 failed; the last lines of go build:",
                "    # toolchain/etcd",
                "    ./main.go:7:2: undefined: etcdmain",
            ].join("\n"),
        );
        expect(leftIn(tools)).to.deep.equal([]);
    });

    it("ends the compilers and leaves nothing behind when it is interrupted", async () => {
        const { sources, tools, compilers } = machineWith({ FAKE_GO_GATE: "/nonexistent/gate" });
        const controller = new AbortController();
        const building = rejectionOf(ensureTools(["etcd"], silentReporter, controller.signal, sources));
        await until(() => compilers().length === 1);
        controller.abort(new Interrupted("SIGTERM"));
        const error = await building;
        expect(error).to.be.instanceOf(Interrupted);
        expect((error as Interrupted).exitCode).to.equal(143);
        await until(() => !compilers().some(isRunning));
        expect(leftIn(tools)).to.deep.equal([]);
    });

    it("starts nothing when it was interrupted before", async () => {
        const { sources, builds } = machineWith();
        const error = await rejectionOf(ensureTools(["etcd"], silentReporter, AbortSignal.abort(), sources));
        expect(error).to.be.instanceOf(Interrupted);
        expect(builds()).to.equal(0);
    });

    it("says what it builds and how long that takes before it begins", async () => {
        const { sources } = machineWith();
        const reporter = recorder();
        await ensureTools(["etcd"], reporter, undefined, sources);
        expect(reporter.lines).to.deep.equal([
            "step: building etcd 3.6.8 (once; 20 seconds from nothing on two cores)",
            "done: etcd 3.6.8 built with go1.26.8",
        ]);
    });
});
