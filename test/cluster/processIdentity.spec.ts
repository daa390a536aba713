import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { endMarkedProcesses } from "../../lab/cluster/endProcesses";
import {
    identify,
    isAlive,
    labMarker,
    markedProcesses,
    parseProcessStat,
    residentMemory,
} from "../../lab/cluster/processIdentity";

describe("the identity of a process", () => {
    it("reads the start time behind a program name full of spaces and parentheses", () => {
        const rest = `S 7 1 1 0 -1 4194560 ${"0 ".repeat(12)}987654 1000 200`;
        expect(parseProcessStat(`42 (odd) name (x) ${rest}`)).to.deep.equal({
            state: "S",
            parent: 7,
            startTime: 987_654,
        });
    });

    it("does not make one up from something else", () => {
        expect(parseProcessStat("nonsense")).to.equal(undefined);
    });

    it("is alive for this process and dead for another that had its pid before", () => {
        const self = identify(process.pid);
        expect(self && isAlive(self)).to.equal(true);
        expect(self && isAlive({ ...self, startTime: self.startTime - 1 })).to.equal(false);
        expect(residentMemory(process.pid)).to.be.greaterThan(1024 ** 2);
    });

    it("is found by the mark of its lab alone, and ended with everything that carries it", async () => {
        const home = `/nowhere/lab-${process.pid}`;
        const start = (mark: string) =>
            spawn("sleep", ["60"], { env: { ...process.env, [labMarker]: mark }, stdio: "ignore" });
        const [ours, other] = [start(home), start(`${home}-2`)];
        await Promise.all([once(ours, "spawn"), once(other, "spawn")]);
        try {
            expect(markedProcesses(home).map(({ pid, command }) => [pid, command])).to.deep.equal([
                [ours.pid, "sleep"],
            ]);
            const exit = once(ours, "exit");
            expect((await endMarkedProcesses(home)).map(({ pid }) => pid)).to.deep.equal([ours.pid]);
            expect((await exit)[1]).to.equal("SIGKILL");
            expect(markedProcesses(`${home}-2`)).to.have.length(1);
        } finally {
            other.kill("SIGKILL");
            await once(other, "exit");
        }
    });
});
