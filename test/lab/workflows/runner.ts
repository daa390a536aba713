import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools } from "../../../lab/tools";
import { pinnedActions } from "../../ci/pinnedActions";
import { program } from "../support/command";

/** One job of a workflow, or all that the event starts, as a forge would run it. */
export interface WorkflowRun {
    /** `pull-request.yml`. */
    readonly file: string;
    /** What happened, and what the forge says of it. */
    readonly event: string;
    readonly payload: object;
    /** Branch whose commit the run is of, and whose workflows count: as a forge chooses it, the default one unless said. */
    readonly branch?: string;
    readonly job?: string;
    readonly matrix?: string;
    readonly secrets?: Readonly<Record<string, string>>;
    readonly variables?: Readonly<Record<string, string>>;
    /** What the forge and the stand-ins of actions add to every step's environment. */
    readonly environment?: Readonly<Record<string, string>>;
}

export interface WorkflowResult {
    readonly code: number;
    readonly output: string;
}

/** Runs workflows of a repository with act, on this machine and without containers. */
export class WorkflowRunner {
    /** Where the stand-in for artifacts keeps them. */
    readonly store: string;
    #runs = 0;

    constructor(
        readonly folder: string,
        readonly origin: string,
    ) {
        this.store = join(folder, "artifacts");
        mkdirSync(this.store, { recursive: true });
    }

    async run(run: WorkflowRun): Promise<WorkflowResult> {
        const act = (await ensureTools(["act"], silentReporter)).get("act")?.path ?? "";
        this.#runs += 1;
        execFileSync("git", ["checkout", "--quiet", run.branch ?? "main"], { cwd: this.origin });
        const payload = join(this.folder, `event-${this.#runs}.json`);
        writeFileSync(payload, JSON.stringify(run.payload));
        const environment = {
            GITHUB_REPOSITORY: repository,
            ...run.environment,
            STAND_IN_ORIGIN: this.origin,
            STAND_IN_STORE: this.store,
            STAND_IN_PROGRAM: program,
            STAND_IN_NPM: execFileSync("which", ["npm"], { encoding: "utf8" }).trim(),
        };
        const words = [
            run.event,
            ...["--workflows", join(".github", "workflows", run.file), "--eventpath", payload],
            // On this machine, and with our stand-ins instead of act's own for the checkout.
            ...["--platform", "ubuntu-24.04=-self-hosted", "--no-skip-checkout", "--no-cache-server"],
            // Otherwise act hides them by itself, and no test could find one that was printed.
            "--insecure-secrets",
            ...standIns(),
            ...(run.job === undefined ? [] : ["--job", run.job]),
            ...(run.matrix === undefined ? [] : ["--matrix", run.matrix]),
            // Secrets are told by name, so that no list of processes shows them.
            ...Object.keys(run.secrets ?? {}).flatMap((name) => ["--secret", name]),
            ...pairs("--var", run.variables),
            ...pairs("--env", environment),
        ];
        return finished(act, words, this.origin, {
            ...process.env,
            ...run.secrets,
            PATH: [join(program, "lab/standins/npm"), process.env["PATH"] ?? ""].join(delimiter),
            // Its workspaces go with the folder.
            XDG_CACHE_HOME: join(this.folder, "cache"),
            XDG_CONFIG_HOME: join(this.folder, "config"),
        });
    }
}

export const repository = "owner/name";

const standInFolder = join(program, "lab", "standins", "actions");

/** The stand-in of an action lies in a folder of its name, of `pulumi/actions` in one of its owner's. */
function standIns(): readonly string[] {
    return Object.entries(pinnedActions).flatMap(([action, { commit }]) => {
        const [owner = "", name = ""] = action.split("/");
        const folder = join(standInFolder, name === "actions" ? owner : name);
        return ["--local-repository", `${action}@${commit}=${folder}`];
    });
}

function pairs(flag: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
    return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

function finished(
    command: string,
    words: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv,
): Promise<WorkflowResult> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        let output = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (chunk: string) => {
                output += chunk;
            });
        }
        child.once("error", reject);
        child.once("close", (code) => resolve({ code: code ?? 1, output }));
    });
}
