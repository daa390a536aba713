import { existsSync } from "node:fs";
import { basename, join } from "node:path";

/** The configuration of the pack for the environment that a stack file is named for, where `root` has one. */
export function ownPreset(stackFile: string, root: string): string | undefined {
    const [, stack] = /^Pulumi\.([a-z0-9-]+)\.ya?ml$/.exec(basename(stackFile)) ?? [];
    const file = `policies/config.${stack}.json`;
    return stack !== undefined && existsSync(join(root, file)) ? file : undefined;
}
