import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { LabPulumi } from "../../../lab/deploy/pulumi";
import { program } from "../support/command";

/** A clone of this repository as its reader has it, in which `npm run up` brought a stack up. */
export interface Checkout {
    readonly folder: string;
    readonly environment: NodeJS.ProcessEnv;
}

/** The lab is another folder's in truth; everything else is copied, so that a block may write beside it. */
export function checkoutOf(folder: string, pulumi: LabPulumi, programs: readonly string[]): Checkout {
    const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        cwd: program,
        encoding: "utf8",
    });
    for (const file of tracked.split("\0").filter((each) => each !== "")) {
        mkdirSync(join(folder, dirname(file)), { recursive: true });
        cpSync(join(program, file), join(folder, file));
    }
    symlinkSync(join(program, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, ".lab"));
    symlinkSync(pulumi.home, join(folder, ".lab", pulumi.stack));
    // A reader's stack file names versions that can be had and a configuration of the pack that fits them.
    copyFileSync(pulumi.stackFile, join(folder, `Pulumi.${pulumi.stack}.yaml`));
    if (pulumi.policyConfig !== undefined) {
        copyFileSync(pulumi.policyConfig, join(folder, "policies", `config.${pulumi.stack}.json`));
    }
    return {
        folder,
        environment: readersEnvironment(pulumi.environment, folder, ...programs.map((each) => dirname(each))),
    };
}

/** What is on the machine of a reader who has a cluster, and the folders of programs that belong to it. */
export function readersEnvironment(
    environment: NodeJS.ProcessEnv,
    folder: string,
    ...programs: readonly string[]
): NodeJS.ProcessEnv {
    const path = [alreadyInstalled(folder), ...programs, environment["PATH"] ?? ""].join(delimiter);
    return {
        ...environment,
        PATH: path,
        // Nobody sits there to say yes.
        PULUMI_SKIP_CONFIRMATIONS: "true",
        // kubectl remembers what a cluster serves; this one is gone soon.
        KUBECACHEDIR: join(folder, ".kubectl"),
    };
}

/** An npm that has nothing to install: what `npm ci` would bring is there, and is not this folder's to replace. */
function alreadyInstalled(folder: string): string {
    const npm = execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim();
    const place = join(folder, ".bin");
    mkdirSync(place, { recursive: true });
    writeFileSync(
        join(place, "npm"),
        `#!/bin/sh\ncase "$1" in ci|install) exit 0 ;; esac\nexec '${npm}' "$@"\n`,
        { mode: 0o755 },
    );
    return place;
}
