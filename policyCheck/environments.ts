import { readdirSync } from "node:fs";
import { join } from "node:path";

const preset = /^config\.([a-z0-9-]+)\.json$/;

/** Environments that the package at `root` has a preset of the policies for, sorted. */
export function environmentsIn(root: string): readonly string[] {
    return readdirSync(join(root, "policies"))
        .flatMap((name) => preset.exec(name)?.[1] ?? [])
        .sort();
}
