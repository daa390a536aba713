import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { rules } from "../policies/rules";
import { type Preset, presetOf } from "./preset";

/**
 * What a file for `--policy-pack-config` makes of the rules; without one, what they are by themselves. Problems begin
 * with its name.
 */
export function readPreset(path: string | undefined, root: string, today: string): Preset {
    if (path === undefined) {
        return presetOf(rules, {}, today);
    }
    let config: unknown;
    try {
        const isOwn = path.startsWith("policies/config.") && !isAbsolute(path);
        config = JSON.parse(readFileSync(isOwn ? join(root, path) : path, "utf8"));
    } catch (error) {
        return { problems: [`${path} cannot be read: ${(error as Error).message}`] };
    }
    const preset = presetOf(rules, config, today);
    return "problems" in preset ? { problems: preset.problems.map((each) => `${path} ${each}`) } : preset;
}
