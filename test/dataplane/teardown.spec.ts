import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { eventually } from "../../lab/dataplane/eventually";

/** Processes with this word among their arguments, as far as this process namespace sees. */
function processesWith(word: string): readonly string[] {
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .flatMap((pid) => {
            try {
                const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
                return words[0] === "sleep" && words.includes(word) ? [pid] : [];
            } catch {
                return [];
            }
        });
}

describe("A lab on real proxies", () => {
    for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
        it(`leaves nothing behind when the one process that holds it gets ${signal}`, async () => {
            const marker = `1${process.pid}${Date.now() % 100_000}`;
            const held = spawn(
                process.execPath,
                ["--require", "tsx", join(__dirname, "support", "held.ts"), marker],
                { stdio: "ignore" },
            );
            await eventually(() => expect(processesWith(marker)).to.have.length(1));
            held.kill(signal);
            await eventually(() => expect(processesWith(marker)).to.deep.equal([]));
            expect(existsSync("/sys/class/net/held0")).to.equal(false);
            expect(existsSync("/run/netns/held")).to.equal(false);
        });
    }
});
