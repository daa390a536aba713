import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "..", "..");
const preload = join(root, "lab", "bin", "brokenPipe.cjs");

/** What a program in front of `| head -1` exits with, what is read of it, and what it says on the other stream. */
function ahead(words: readonly string[]): {
    readonly code: string;
    readonly read: string;
    readonly said: string;
} {
    const script = `{ "$@"; echo "ended with $?" >&2; } | head -1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", script, "sh", process.execPath, ...words], {
        cwd: root,
        encoding: "utf8",
    });
    const [, said = "", code = ""] = /^([\s\S]*)ended with (\d+)\n$/.exec(stderr) ?? [];
    return { code, read: stdout, said };
}

const endless = `setInterval(() => process.stdout.write("line\\n".repeat(10000)), 1);`;

describe("a command whose reader has gone", () => {
    it("ends quietly, as other programs do", () => {
        expect(ahead(["lab/bin/meshwright.mjs", "policy:admission", "--env", "prod"])).to.deep.equal({
            code: "141",
            read: "apiVersion: admissionregistration.k8s.io/v1\n",
            said: "",
        });
    });

    it("may finish what it would finish after a signal", () => {
        const cleaning = `process.once("SIGTERM", () => { console.error("cleaned up"); process.exit(130); });`;
        expect(ahead(["--require", preload, "--eval", cleaning + endless])).to.deep.equal({
            code: "130",
            read: "line\n",
            said: "cleaned up\n",
        });
    });

    it("still fails with whatever else goes wrong with a stream", () => {
        const failing = `process.stdout.emit("error", Object.assign(new Error("disk full"), { code: "ENOSPC" }));`;
        const { code, said } = ahead(["--require", preload, "--eval", failing]);
        expect(code).to.equal("1");
        expect(said).to.include("disk full");
    });
});
