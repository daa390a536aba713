import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isInstalled, recordInstall } from "./installed.mjs";
import { runForwarding } from "./runForwarding.mjs";

/** Why a command cannot go on, with the exit code it ends with. */
export class InstallProblem extends Error {
    /**
     * @param {string} message
     * @param {number} exitCode
     */
    constructor(message, exitCode) {
        super(message);
        this.name = "InstallProblem";
        this.exitCode = exitCode;
    }
}

/**
 * Installs what package-lock.json says, if it is not installed already. Rejects with an `InstallProblem`.
 * @param {string} root the folder of package.json
 * @param {(line: string) => void} [write] where progress goes; standard error unless given
 */
export async function ensureDependencies(root, write = (line) => process.stderr.write(`${line}\n`)) {
    if (isInstalled(root)) {
        return;
    }
    const release = await lock(root, write);
    try {
        if (!isInstalled(root)) {
            await install(root, write);
        }
    } finally {
        release();
    }
}

/**
 * @param {string} root
 * @param {(line: string) => void} write
 */
async function install(root, write) {
    const began = Date.now();
    const spent = () => `${Math.round((Date.now() - began) / 1000)} s`;
    write("▸ Dependencies: npm ci, once per package-lock.json");
    const beat = setInterval(() => write(`    … npm ci, ${spent()}`), 15_000);
    try {
        const [command, ...first] = npm();
        // The lab's own libraries are development dependencies, and NODE_ENV=production must not lose them.
        const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund"];
        // Asked to stop, npm may go on for half a minute to put things back: it is not waited for that long.
        const { code, interrupted } = await runForwarding(command, args, { cwd: root, patience: 2000 });
        if (interrupted !== undefined) {
            // npm has removed the old folder already, and half a new one is of no use to anybody.
            rmSync(join(root, "node_modules"), { recursive: true, force: true, maxRetries: 5 });
            throw new InstallProblem("interrupted; the next run installs from the start", interrupted);
        }
        if (code !== 0) {
            throw new InstallProblem(
                `npm ci failed (exit code ${code}), its own words are above. ` +
                    "Check the network or the registry of your npm, and run the same command again",
                1,
            );
        }
        recordInstall(root);
        write(`  ✓ dependencies installed (${spent()})`);
    } finally {
        clearInterval(beat);
    }
}

/** The npm that runs this, if npm does: a machine may have several. */
function npm() {
    const running = process.env.npm_execpath;
    return running && basename(running) === "npm-cli.js" ? [process.execPath, running] : ["npm"];
}

/**
 * `npm ci` removes node_modules first, so two at once would pull the floor from under each other.
 * @param {string} root
 * @param {(line: string) => void} write
 * @returns {Promise<() => void>}
 */
async function lock(root, write) {
    const folder = join(root, ".lab");
    const path = join(folder, "install.lock");
    let told = false;
    for (;;) {
        try {
            mkdirSync(folder, { recursive: true });
            writeFileSync(path, String(process.pid), { flag: "wx" });
            const remove = () => {
                rmSync(path, { force: true });
                removeIfEmpty(folder);
            };
            process.once("exit", remove);
            return () => {
                process.off("exit", remove);
                remove();
            };
        } catch (error) {
            if (error.code !== "EEXIST" && error.code !== "ENOENT") {
                throw error;
            }
        }
        const owner = ownerOf(path);
        if (owner !== undefined && !isRunning(owner)) {
            rmSync(path, { force: true });
            continue;
        }
        if (!told) {
            told = true;
            write(`▸ Dependencies: process ${owner ?? "?"} is installing them here; waiting`);
        }
        await sleep(500);
    }
}

/** The folder is the lab's; one that was made for this lock alone goes with it. @param {string} folder */
function removeIfEmpty(folder) {
    try {
        rmdirSync(folder);
    } catch {
        // The lab keeps something there.
    }
}

/** @param {string} path */
function ownerOf(path) {
    try {
        return Number(readFileSync(path, "utf8")) || undefined;
    } catch {
        return undefined;
    }
}

/** @param {number} pid */
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === "EPERM";
    }
}
