import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { rules } from "../policies/rules";
import { whyNot } from "../whyNot";
import { type Preset, presetOf } from "./preset";

/**
 * What a file for `--policy-pack-config` makes of the rules; without one, what they are by themselves. Problems begin
 * with its name.
 */
export function readPreset(path: string | undefined, root: string, today: string): Preset {
    if (path === undefined) {
        return presetOf(rules, {}, today);
    }
    const isOwn = path.startsWith("policies/config.") && !isAbsolute(path);
    let text: string;
    try {
        text = readFileSync(isOwn ? join(root, path) : path, "utf8");
    } catch (error) {
        return { problems: [`${path} cannot be read: ${whyNot(error)}; name a file that is there`] };
    }
    let config: unknown;
    try {
        config = JSON.parse(text);
    } catch {
        return {
            problems: [
                `${path} is no JSON; write a map from policies to their settings, such as policies/config.prod.json`,
            ],
        };
    }
    const preset = presetOf(rules, config, today);
    return "problems" in preset ? { problems: preset.problems.map((each) => `${path} ${each}`) } : preset;
}
