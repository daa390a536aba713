import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { labPaths } from "../../../lab/cluster/paths";
import { readState } from "../../../lab/cluster/state";
import { goldenLines } from "../../support/golden";
import type { Command } from "../support/command";
import { isHealthy } from "../support/healthy";
import { processesOf } from "../support/processes";
import type { TestLab } from "../support/testLab";
import { until } from "../support/until";

/** What becomes of a running lab when something goes wrong, or another one stands beside it. */
export function describeRecovery(lab: TestLab): void {
    const golden = () => goldenLines(`urns.${lab.stack}.txt`).length;

    it("is repaired by the next up after every process of it was killed, with nothing to change", async () => {
        const { processes } = await lab.status();
        const pids = processes.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
        expect(processes.map(({ name }) => name)).to.include.members([
            "supervisor",
            "etcd",
            "kube-apiserver",
        ]);
        for (const pid of pids) {
            process.kill(pid, "SIGKILL");
        }
        await until("the lab counts as stale", async () =>
            (await lab.status()).condition === "stale" ? true : undefined,
        );
        const printed = await lab.up();
        expect(printed).to.contain("found a lab that does not work: no longer running: supervisor");
        expect(printed).to.contain(`Resources: ${golden()} unchanged\n`);
        await isHealthy(lab.home);
    });

    it("stays up when a second up is interrupted, and its stack is free for the next command", async () => {
        const command = lab.startOnStack("up");
        await command.printed(/▸ 3 Stack/);
        await engineStarted(lab);
        await interrupted(lab, command);
    });

    it("stays up when a second up is interrupted as it looks at the mesh, with the same processes", async () => {
        const before = (await lab.status()).processes.map(({ pid }) => pid);
        const command = lab.startOnStack("up");
        await command.printed(/▸ 4 Health/);
        await interrupted(lab, command);
        expect((await lab.status()).processes.map(({ pid }) => pid)).to.deep.equal(before);
    });

    it("stays up when down is interrupted, and the next up makes the stack whole again", async () => {
        const command = lab.startOnStack("down");
        await command.printed(/▸ 3 Stack/);
        const seen = lab.engineLog().length;
        await until("objects are being deleted", () =>
            /Deployment .* deleted/.test(lab.engineLog().slice(seen)) ? true : undefined,
        );
        await interrupted(lab, command);

        const printed = await lab.up();
        const { created = 0, unchanged = 0 } = counts(printed);
        expect(created + unchanged).to.equal(golden());
        expect(created).to.be.greaterThan(0);
    });

    it("lets another lab run beside it on other ports, and stand when that one goes", async () => {
        const other = join(lab.folder, "homes", "other");
        try {
            await lab.lab("up", other);
            const [mine, others] = [portsOf(lab.home), portsOf(other)];
            expect(others).to.have.length(mine.length);
            expect(mine.filter((port) => others.includes(port))).to.deep.equal([]);
            await isHealthy(other);
        } finally {
            await lab.lab("down", other);
        }
        expect(existsSync(other)).to.equal(false);
        expect(processesOf(other, other)).to.deep.equal([]);
        await isHealthy(lab.home);
    });
}

/** Ctrl-C ends the command and nothing else. */
async function interrupted(lab: TestLab, command: Command): Promise<void> {
    command.pressControlC();
    const { code, output } = await command.finished();
    expect(code, output).to.equal(130);
    await isHealthy(lab.home);
    expect((await lab.status()).others, "left over").to.deep.equal([]);
}

/** The engine says this when it has taken the lock of the stack. */
async function engineStarted(lab: TestLab): Promise<void> {
    const seen = lab.engineLog().length;
    await until("the engine holds the stack's lock", () =>
        /Updating \(/.test(lab.engineLog().slice(seen)) ? true : undefined,
    );
}

function portsOf(home: string): readonly number[] {
    return Object.values(readState(labPaths(home))?.ports ?? {});
}

function counts(printed: string): Readonly<Record<string, number>> {
    const line = /^ {2}Resources: (.*)$/m.exec(printed)?.[1] ?? "";
    return Object.fromEntries(
        [...line.matchAll(/(\d+) (\w+)/g)].map(([, count, word]) => [word, Number(count)]),
    );
}
