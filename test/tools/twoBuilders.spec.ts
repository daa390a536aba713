import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { silentReporter } from "../../lab/reporter";
import { cacheFolder } from "../../lab/tools";
import { ensureCached } from "../../lab/tools/cache";
import { isRunning, leftIn, until, type Workshop, workshop } from "./support/workshop";

interface Builder {
    readonly process: ChildProcess;
    readonly output: () => string;
    readonly ended: Promise<number | null>;
}

function startBuilder(machine: Workshop): Builder {
    const script = join(__dirname, "support", "builder.ts");
    const child = spawn(process.execPath, ["--require", "tsx", script, JSON.stringify(machine.sources)], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
    });
    return {
        process: child,
        output: () => output,
        ended: once(child, "close").then(([code]) => code as number | null),
    };
}

describe("builders in several processes", () => {
    let machine: Workshop;
    let gate: string;
    beforeEach(() => {
        const plain = workshop();
        gate = join(dirname(plain.sources.modules), "gate");
        const environment = { ...plain.sources.environment, FAKE_GO_GATE: gate };
        machine = { ...plain, sources: { ...plain.sources, environment } };
    });
    afterEach(() => machine.remove());

    it("build once: the second says that it waits, then finds the result of the first", async () => {
        const first = startBuilder(machine);
        await until(() => machine.builds() === 1);
        const second = startBuilder(machine);
        await until(() => second.output().includes("another process is making it"));
        writeFileSync(gate, "");
        expect(await first.ended).to.equal(0);
        expect(await second.ended).to.equal(0);
        expect(machine.builds()).to.equal(1);
        expect(first.output()).to.match(/^got built /m);
        expect(second.output()).to.match(/^got cache /m);
        expect(leftIn(machine.tools)).to.have.lengthOf(1);
    });

    it("leave nothing behind after SIGINT, and the waiting one builds instead", async () => {
        const first = startBuilder(machine);
        await until(() => machine.compilers().length === 1);
        const second = startBuilder(machine);
        await until(() => second.output().includes("another process is making it"));
        first.process.kill("SIGINT");
        expect(await first.ended).to.equal(130);
        expect(first.output()).to.contain("Interrupted: interrupted");
        await until(() => machine.builds() === 2);
        writeFileSync(gate, "");
        expect(await second.ended).to.equal(0);
        expect(second.output()).to.match(/^got built /m);
        await until(() => !machine.compilers().some(isRunning));
        expect(leftIn(machine.tools)).to.have.lengthOf(1);
    });
});

describe("an entry of the cache", () => {
    let machine: Workshop;
    beforeEach(() => {
        machine = workshop();
    });
    afterEach(() => machine.remove());
    const entry = (make: (folder: string) => Promise<void>) => ({
        name: "thing",
        key: "key",
        contents: ["result"],
        make,
    });
    const write = async (folder: string) => writeFileSync(join(folder, "result"), "");
    const never = new AbortController().signal;

    it("is made again when something is missing from it", async () => {
        const { tools } = machine;
        mkdirSync(join(tools, "thing-key"), { recursive: true });
        writeFileSync(join(tools, "thing-key", "complete"), "");
        const { made } = await ensureCached(tools, entry(write), silentReporter, never);
        expect(made).to.equal(true);
        expect(leftIn(join(tools, "thing-key"))).to.deep.equal(["complete", "result"]);
    });

    it("removes what a killed builder left, and only that", async () => {
        const { tools } = machine;
        const dead = ".making-thing-key-99999999-abc";
        const alive = `.making-thing-key-${process.pid}-abc`;
        mkdirSync(join(tools, dead), { recursive: true });
        mkdirSync(join(tools, alive));
        await ensureCached(tools, entry(write), silentReporter, never);
        expect(leftIn(tools)).to.deep.equal([alive, "thing-key"]);
    });

    it("is not there when its maker forgot a part", async () => {
        const { tools } = machine;
        let message = "";
        await ensureCached(
            tools,
            entry(async () => undefined),
            silentReporter,
            never,
        ).catch((error: Error) => {
            message = error.message;
        });
        expect(message).to.equal("thing: the build succeeded but did not make result");
        expect(leftIn(tools)).to.deep.equal([]);
    });

    it("stands in the folder that MESHWRIGHT_CACHE or XDG_CACHE_HOME says", () => {
        expect(cacheFolder({ MESHWRIGHT_CACHE: "/a/b" })).to.equal("/a/b");
        expect(cacheFolder({ XDG_CACHE_HOME: "/c" })).to.equal("/c/meshwright");
        expect(() => cacheFolder({ MESHWRIGHT_CACHE: "b" })).to.throw(
            'MESHWRIGHT_CACHE is "b": it must be an absolute path',
        );
    });
});
