import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { stringify } from "yaml";
import { labMarker } from "../cluster";
import type { PulumiHome } from "../tools";
import { runStreaming, type StreamResult } from "./runStreaming";

/** A Pulumi command line bound to one lab: its backend, its plugins, its stack. */
export interface LabPulumi {
    readonly program: string;
    readonly home: string;
    readonly stack: string;
    readonly stackFile: string;
    /** The stack's policy preset as the lab has it; absent: the pack's own defaults. */
    readonly policyConfig?: string;
    readonly environment: NodeJS.ProcessEnv;
}

/** Name of the project, as the program's own Pulumi.yaml has it: part of every URN. */
const project = "meshwright";

export interface PulumiOptions {
    readonly signal?: AbortSignal;
    readonly onLine?: (line: string) => void;
}

/** Binds the CLI to a lab; creates the file backend and a passphrase only its owner can read. */
export function labPulumi(
    program: string,
    lab: { readonly home: string; readonly kubeconfig: string },
    stack: string,
    stackFile: string,
    pulumi: PulumiHome,
): LabPulumi {
    const backend = join(lab.home, "pulumi-backend");
    // The provider leaves kubeconfigs behind where it may write temporary files; here they go with the lab.
    const temporary = join(lab.home, "tmp");
    for (const folder of [backend, temporary]) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    refuseEngineLog(pulumi.home);
    return {
        program,
        home: lab.home,
        stack,
        stackFile,
        environment: {
            ...process.env,
            ...pulumi.environment,
            PATH: `${pulumi.path}${delimiter}${process.env["PATH"] ?? ""}`,
            // Whatever a killed engine leaves behind carries the lab's mark, so that `down` finds it.
            [labMarker]: lab.home,
            TMPDIR: temporary,
            KUBECONFIG: lab.kubeconfig,
            PULUMI_HOME: pulumi.home,
            PULUMI_BACKEND_URL: `file://${backend}`,
            PULUMI_CONFIG_PASSPHRASE: passphrase(lab.home),
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            // `npm test` type-checks; the engine need not do it again at every start.
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            // The version of the CLI is pinned by the lab and the variables of a user's own stack must not leak in.
            PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
            PULUMI_STACK: undefined,
        },
    };
}

/**
 * The engine writes a debug log of every property of every call into `logs` of its home, compressed and encrypted,
 * and knows no switch for it: five sixths of its processor time and a hundred megabytes for each `up`. It goes on
 * without one where the folder cannot be made, so a file stands in its place. What it prints is kept anyway.
 */
function refuseEngineLog(home: string): void {
    const place = join(home, "logs");
    if (existsSync(place) && statSync(place).isFile()) {
        return;
    }
    rmSync(place, { recursive: true, force: true });
    writeFileSync(place, "The engine's own debug log is switched off by this file.\n", { mode: 0o600 });
}

function passphrase(home: string): string {
    const file = join(home, "passphrase");
    if (!existsSync(file)) {
        writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
    }
    return readFileSync(file, "utf8");
}

/** Runs one CLI command on the lab's stack. `--config-file` goes with the commands that read config. */
export function runPulumi(
    pulumi: LabPulumi,
    args: readonly string[],
    options: PulumiOptions = {},
): Promise<StreamResult> {
    const stackArgs = ["--stack", pulumi.stack, "--non-interactive", "--color", "never"];
    return runStreaming("pulumi", [...args, ...stackArgs], {
        cwd: pulumi.program,
        environment: pulumi.environment,
        log: join(pulumi.home, "logs", "pulumi.log"),
        ...options,
    });
}

/**
 * Makes the stack exist and releases a lock that a killed run left: the lab's own lock keeps two runs apart.
 *
 * A stack is made in a project of the same name in the lab's home, because the CLI writes the salt of the new
 * stack's passphrase beside the project file, and the user's stack file must not change.
 */
export async function ensureStack(pulumi: LabPulumi, signal?: AbortSignal): Promise<void> {
    const backend = join(pulumi.home, "pulumi-backend", ".pulumi");
    if (existsSync(join(backend, "stacks", project, `${pulumi.stack}.json`))) {
        if (holdsLock(backend)) {
            await runPulumi(pulumi, ["cancel", "--yes"], signal === undefined ? {} : { signal });
        }
        return;
    }
    writeFileSync(join(pulumi.home, "Pulumi.yaml"), stringify({ name: project, runtime: "nodejs" }));
    const created = await runPulumi({ ...pulumi, program: pulumi.home }, ["stack", "init", "--no-select"], {
        ...(signal === undefined ? {} : { signal }),
    });
    if (created.code !== 0) {
        throw new Error(`the stack could not be created:\n${created.lines.join("\n")}`);
    }
}

function holdsLock(backend: string): boolean {
    const locks = join(backend, "locks");
    return (
        existsSync(locks) &&
        readdirSync(locks, { recursive: true }).some((each) => `${each}`.endsWith(".json"))
    );
}
