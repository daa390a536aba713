import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { istioReleases } from "../tools";
import { asMap } from "./stackConfig";

const rule = "meshwright-upgrade-disallow-known-bypasses";

/**
 * Writes the lab's copy of a stack's policy preset and returns its path. It says one thing more: the versions of Istio
 * that a lab can run are accepted, for the reason and until the date of the lab's exceptions. A stack without a preset
 * is judged by the rules as they are.
 */
export function writeLabPolicyConfig(program: string, stack: string, home: string, until: string): string {
    const source = join(program, "policies", `config.${stack}.json`);
    const preset = existsSync(source) ? asMap(JSON.parse(readFileSync(source, "utf8"))) : {};
    const accepted = istioReleases.map(({ version }) => ({
        version,
        reason: "the newest of its minor that can be built from Go modules; the lab serves this machine only",
        until,
    }));
    const target = join(home, `policies.${stack}.json`);
    const own = asMap(preset[rule]);
    const others = Array.isArray(own["acceptedVersions"]) ? own["acceptedVersions"] : [];
    const config = { ...preset, [rule]: { ...own, acceptedVersions: [...others, ...accepted] } };
    writeFileSync(target, `${JSON.stringify(config, undefined, 4)}\n`, { mode: 0o600 });
    return target;
}
