import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { leftIn, until } from "./support/workshop";

const root = join(__dirname, "..", "..");

/** A clone in small: the bootstrap, an entry, a lock file, and an npm that only pretends. */
interface Clone {
    readonly folder: string;
    readonly run: (...args: readonly string[]) => Running;
    readonly npm: (script: string) => void;
    readonly entry: (source: string) => void;
    readonly lock: (packages: object) => void;
    readonly installs: () => number;
    /** From now on no time passes for what is run. */
    readonly stopClock: () => void;
}

interface Running {
    readonly output: () => string;
    readonly kill: (signal: NodeJS.Signals) => void;
    readonly code: Promise<number | null>;
}

function clone(): Clone {
    const folder = mkdtempSync(join(tmpdir(), "meshwright-clone-"));
    const bin = join(folder, "path");
    const log = join(folder, "npm.log");
    const more: Record<string, string> = {};
    cpSync(join(root, "lab", "bin"), join(folder, "lab", "bin"), { recursive: true });
    mkdirSync(bin);
    mkdirSync(join(folder, "real", "tsx"), { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, "real", "tsx", "index.js"), "");
    const read = (path: string) => {
        try {
            return readFileSync(path, "utf8");
        } catch {
            return undefined;
        }
    };
    return {
        folder,
        run: (...args) => start(folder, bin, args, more),
        npm: (script) => {
            const text = `#!/bin/sh\necho "$@" >> ${log}\ncd ${folder}\n${script}\n`;
            writeFileSync(join(bin, "npm"), text, { mode: 0o755 });
        },
        entry: (source) => writeFileSync(join(folder, "lab", "up.ts"), source),
        lock: (packages) => writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages })),
        installs: () => read(log)?.trim().split("\n").length ?? 0,
        stopClock: () => {
            const file = join(folder, "clock.cjs");
            writeFileSync(file, "Date.now = () => 0;");
            more["NODE_OPTIONS"] = `--require ${file}`;
        },
    };
}

function start(
    folder: string,
    bin: string,
    args: readonly string[],
    more: Readonly<Record<string, string>>,
): Running {
    const script = join(folder, "lab", "bin", "meshwright.mjs");
    const { npm_execpath: _, ...environment } = process.env;
    const child = spawn(process.execPath, [script, ...args], {
        cwd: folder,
        env: { ...environment, ...more, PATH: `${bin}:/bin:/usr/bin` },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (chunk: string) => {
            output += chunk;
        });
    }
    return {
        output: () => output,
        kill: (signal) => child.kill(signal),
        code: once(child, "close").then(([code]) => code as number | null),
    };
}

/** What `npm ci` does, as far as anybody can see. */
const installs = `/bin/rm -rf node_modules && /bin/mkdir -p node_modules && /bin/cp -r real/tsx node_modules/tsx`;
const prints = `process.stdout.write("ready " + process.argv.slice(2).join(",") + "\\n");`;

describe("the bootstrap", () => {
    let small: Clone;
    beforeEach(() => {
        small = clone();
        small.lock({});
        small.npm(installs);
        small.entry(prints);
    });
    afterEach(() => rmSync(small.folder, { recursive: true, force: true }));

    it("installs once, says so, and passes arguments and exit code through", async () => {
        small.entry(`${prints} process.exitCode = 3;`);
        const first = small.run("up", "--flag", "value");
        expect(await first.code).to.equal(3);
        expect(first.output()).to.contain("▸ Dependencies: npm ci");
        expect(first.output()).to.contain("ready --flag,value");
        const second = small.run("up");
        expect(await second.code).to.equal(3);
        expect(second.output()).to.equal("ready \n");
        expect(small.installs()).to.equal(1);
    });

    it("installs again when package-lock.json changes", async () => {
        await small.run("up").code;
        small.lock({ "node_modules/tsx": { version: "2.0.0" } });
        await small.run("up").code;
        expect(small.installs()).to.equal(2);
    });

    it("does not install over what somebody installed by hand, if it is what the lock file says", async () => {
        const packages = {
            "": { name: "x" },
            "node_modules/tsx": { version: "1.0.0" },
            "node_modules/other-platform": { version: "1.0.0", optional: true },
        };
        small.lock(packages);
        mkdirSync(join(small.folder, "node_modules"));
        symlinkSync(join(small.folder, "real", "tsx"), join(small.folder, "node_modules", "tsx"));
        const hidden = { packages: { "node_modules/tsx": { version: "v1.0.0" } } };
        writeFileSync(join(small.folder, "node_modules", ".package-lock.json"), JSON.stringify(hidden));
        expect(await small.run("up").code).to.equal(0);
        expect(small.installs()).to.equal(0);
        small.lock({ ...packages, "node_modules/tsx": { version: "1.0.1" } });
        expect(await small.run("up").code).to.equal(0);
        expect(small.installs()).to.equal(1);
    });

    it("does not take an interrupted install for a complete one", async () => {
        // Like npm, this one does not want to stop.
        small.npm(`${installs}\ntrap "" INT\necho installing\nwhile :; do /bin/sleep 0.1; done`);
        const first = small.run("up");
        await until(() => first.output().includes("installing"));
        first.kill("SIGINT");
        expect(await first.code).to.equal(130);
        expect(first.output()).to.contain("interrupted; the next run installs from the start");
        expect(leftIn(small.folder)).not.to.include("node_modules");
        small.npm(installs);
        expect(await small.run("up").code).to.equal(0);
        expect(small.installs()).to.equal(2);
    });

    it("says what to check when npm fails, and runs nothing", async () => {
        small.npm("echo no network >&2; exit 7");
        const run = small.run("up");
        expect(await run.code).to.equal(1);
        expect(run.output()).to.contain("no network");
        expect(run.output()).to.contain(
            "npm ci failed (exit code 7), its own words are above. Check the network or the registry",
        );
        expect(run.output()).not.to.contain("ready");
    });

    it("lets two commands at once install once", async () => {
        small.npm(`while [ ! -e gate ]; do /bin/sleep 0.05; done\n${installs}`);
        const first = small.run("up");
        await until(() => small.installs() === 1);
        const second = small.run("up");
        await until(() => second.output().includes("is installing them here; waiting"));
        writeFileSync(join(small.folder, "gate"), "");
        expect(await first.code).to.equal(0);
        expect(await second.code).to.equal(0);
        expect(small.installs()).to.equal(1);
    });

    it("takes over the lock of an install that was killed", async () => {
        mkdirSync(join(small.folder, ".lab"));
        writeFileSync(join(small.folder, ".lab", "install.lock"), "99999999");
        expect(await small.run("up").code).to.equal(0);
        expect(small.installs()).to.equal(1);
    });

    it("passes a signal on exactly once, however often it arrives at that moment", async () => {
        small.entry(`
            let count = 0;
            process.on("SIGINT", () => { count += 1; process.stdout.write("interrupt " + count + "\\n"); });
            process.on("SIGTERM", () => process.exit(130));
            setInterval(() => undefined, 1000);
            ${prints}
        `);
        // What comes within a second is the same ^C: that second is to last, however busy this machine is.
        small.stopClock();
        const run = small.run("up");
        await until(() => run.output().includes("ready"));
        run.kill("SIGINT");
        await until(() => run.output().includes("interrupt 1"));
        run.kill("SIGINT");
        run.kill("SIGTERM");
        expect(await run.code).to.equal(130);
        expect(run.output()).not.to.contain("interrupt 2");
    });

    it("explains itself when the command is unknown or missing, with exit code 2", async () => {
        const unknown = small.run("pu");
        expect(await unknown.code).to.equal(2);
        expect(unknown.output()).to.match(/^unknown command "pu"\nusage: npm run COMMAND/);
        const missing = small.run();
        expect(await missing.code).to.equal(2);
        expect(missing.output()).to.match(/^usage: npm run COMMAND/);
        expect(small.installs()).to.equal(0);
    });

    it("says of a command what it is for when asked, and does not begin it", async () => {
        const help = small.run("up", "--help");
        expect(await help.code).to.equal(0);
        expect(help.output()).to.match(/^usage: .*\n {2}npm run up {2}\[--stack NAME\]/);
        expect(small.installs()).to.equal(0);
    });

    it("refuses a Node that is too old and takes every newer one", async () => {
        const { nodeProblem } = await import("../../lab/bin/nodeVersion.mjs");
        for (const good of ["20.19.0", "20.20.2", "22.0.0", "24.1.0"]) {
            expect(nodeProblem(good), good).to.equal(undefined);
        }
        for (const bad of ["20.18.3", "18.20.8", "9.11.2"]) {
            expect(nodeProblem(bad), bad).to.equal(
                `Node ${bad} is too old: 20.19 or newer is needed. Install it from https://nodejs.org/en/download ` +
                    "(or `nvm install` in this folder) and run the same command again",
            );
        }
    });

    it("asks for the Node that package.json asks for", async () => {
        const { oldestNode } = await import("../../lab/bin/nodeVersion.mjs");
        const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as object;
        expect(manifest).to.deep.include({ engines: { node: `>=${oldestNode}` } });
    });
});
