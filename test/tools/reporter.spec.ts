import { PassThrough } from "node:stream";
import { expect } from "chai";
import { type ConsoleOptions, consoleReporter } from "../../lab/reporter";
import { until } from "./support/workshop";

/** A stream that keeps what is written, with a clock that stands until it is moved. */
function paper(tty: boolean) {
    const stream = new PassThrough();
    let text = "";
    stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
    });
    let time = 0;
    const out: ConsoleOptions["out"] = Object.assign(stream, { isTTY: tty, columns: 60 });
    return {
        out,
        now: () => time,
        pass: (milliseconds: number) => {
            time += milliseconds;
        },
        text: () => text,
    };
}

describe("the console reporter", () => {
    it("numbers phases and says how long things took, without colour in a log", () => {
        const log = paper(false);
        const reporter = consoleReporter(log);
        reporter.phase("Tools");
        reporter.step("building etcd");
        log.pass(72_000);
        reporter.done("etcd built");
        reporter.phase("Control plane");
        reporter.warn("something odd");
        reporter.done("ready");
        expect(log.text().split("\n")).to.deep.equal([
            "▸ 1 Tools",
            "  · building etcd",
            "  ✓ etcd built (1 min 12 s)",
            "▸ 2 Control plane",
            "  ! something odd",
            "  ✓ ready",
            "",
        ]);
    });

    it("shows in a log that long work lives, and stops when it is done", async () => {
        const log = paper(false);
        const reporter = consoleReporter({ ...log, heartbeat: 5 });
        reporter.step("building");
        reporter.progress?.("3 packages compiled");
        log.pass(15_000);
        // The heartbeat's timer does not keep a process alive; this waiting does.
        await until(() => log.text().includes("…"));
        expect(log.text()).to.contain("    … building, 15 s (3 packages compiled)\n");
        reporter.done("built");
        const length = log.text().length;
        await new Promise((resolve) => setTimeout(resolve, 30));
        expect(log.text()).to.have.lengthOf(length);
    });

    it("rewrites one line on a terminal, never wider than it is, and leaves a step without result readable", () => {
        const terminal = paper(true);
        const reporter = consoleReporter({ ...terminal, colour: false });
        reporter.step("x".repeat(200));
        terminal.pass(2000);
        reporter.step("second");
        reporter.done("done");
        const lines = terminal.text().split("\n");
        expect(lines[0]).to.contain("\u001b[2K");
        expect(lines[0]?.split("\r\u001b[2K")[1]).to.have.lengthOf(59);
        expect(lines[0]?.split("\r\u001b[2K").at(-1)).to.equal(`  · ${"x".repeat(200)} (2 s)`);
        expect(lines[1]?.split("\r\u001b[2K").at(-1)).to.equal("  ✓ done");
    });

    it("colours a terminal and keeps a warning apart from the line that is rewritten", () => {
        const terminal = paper(true);
        const reporter = consoleReporter({ ...terminal, colour: true });
        reporter.step("working");
        reporter.warn("odd");
        reporter.done("done");
        expect(terminal.text()).to.contain("\r\u001b[2K  \u001b[33m!\u001b[0m odd\n");
    });
});
