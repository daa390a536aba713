import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { type LabStatus, labKubeconfig, labStatus, stopLab } from "../../../lab/cluster";
import type { LabPulumi } from "../../../lab/deploy/pulumi";
import { stackTools } from "../../../lab/deploy/stackTools";
import { bindPulumi } from "../../../lab/deploy/up";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools, type Tool, toolNames } from "../../../lab/tools";
import { Command, program, succeed } from "./command";

/** A lab of the tests' own: a home that is not yet there in a folder that goes at the end, whatever happens. */
export class TestLab {
    /** Everything of this lab lies below it, so that what is left behind is seen at a glance. */
    readonly folder = join(realpathSync(tmpdir()), `meshwright-lab-${randomBytes(4).toString("hex")}`);
    readonly home = join(this.folder, "homes", "lab");
    /** TMPDIR of every command: other programs of the machine write into the real one. */
    readonly temporary = join(this.folder, "tmp");

    constructor(readonly stack: string) {}

    prepare(): void {
        mkdirSync(join(this.folder, "homes"), { recursive: true });
        mkdirSync(this.temporary);
    }

    start(...words: readonly string[]): Command {
        return new Command(words, this.#options);
    }

    /** `npm run up` or `npm run down` on this lab. */
    startOnStack(command: "up" | "down"): Command {
        return this.start(...this.#stackWords(command));
    }

    up(): Promise<string> {
        return succeed(this.#stackWords("up"), this.#options);
    }

    down(): Promise<string> {
        return succeed(this.#stackWords("down"), this.#options);
    }

    /** `npm run lab -- COMMAND` on this lab, or on another one beside it. */
    lab(command: string, home = this.home, ...flags: readonly string[]): Promise<string> {
        return succeed(["lab", "--", command, "--home", home, ...flags], this.#options);
    }

    status(): Promise<LabStatus> {
        return labStatus(this.home);
    }

    get kubeconfig(): string {
        const path = labKubeconfig(this.home);
        if (path === undefined) {
            throw new Error(`there is no lab in ${this.home}`);
        }
        return path;
    }

    /** Read anew each time: a lab that is started again may have another port. */
    get kubernetes(): KubeConfig {
        const config = new KubeConfig();
        config.loadFromFile(this.kubeconfig);
        return config;
    }

    /** The engine bound to this lab, as `up` binds it. */
    async pulumi(): Promise<LabPulumi> {
        const lab = { home: this.home, kubeconfig: this.kubeconfig };
        const options = { program, stack: this.stack, home: this.home, reporter: silentReporter };
        return bindPulumi(options, lab, await stackTools(options));
    }

    tools(): Promise<ReadonlyMap<string, Tool>> {
        return ensureTools(toolNames, silentReporter);
    }

    /** What the engine printed so far; nothing before its first run. */
    engineLog(): string {
        const file = join(this.home, "logs", "pulumi.log");
        return existsSync(file) ? readFileSync(file, "utf8") : "";
    }

    /** Names of all that lies in the folders a command may write to; tsx keeps its own cache between runs. */
    files(): readonly string[] {
        return [join(this.folder, "homes"), this.temporary]
            .flatMap((folder) => readdirSync(folder, { recursive: true }).map(String))
            .filter((each) => !/^tsx-\d+(\/|$)/.test(each))
            .sort();
    }

    /** Ends whatever still runs and removes everything, also after a failure. */
    async dispose(): Promise<void> {
        await stopLab(this.home, silentReporter);
        rmSync(this.folder, { recursive: true, force: true });
    }

    get #options() {
        return {
            log: join(this.folder, "commands.log"),
            environment: { TMPDIR: this.temporary, UPDATE_GOLDEN: undefined },
        };
    }

    #stackWords(command: string): readonly string[] {
        return [command, "--", "--stack", this.stack, "--home", this.home];
    }
}
