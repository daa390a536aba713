import { asksForHelp } from "../commandHead";
import { daysBetween } from "../policies/engine/calendar";
import { presetFlags, readPresetFlags } from "../policyCheck/presetFlags";
import { readFlags } from "../stackFlags";

export interface AdmissionCommand {
    /** Part of the names of the bindings. */
    readonly environment: string;
    /** A configuration of the pack. */
    readonly config?: string;
    /** ISO date to judge exemptions and stages by; today when it is not given. */
    readonly now?: string;
    /** Folder to write to, instead of the output. */
    readonly out?: string;
}

export const usage = `usage: npm run policy:admission -- [--env ENV] [--config FILE] [--now DATE] [--out FOLDER]
  --env     the preset of an environment, policies/config.<env>.json; also part of the names of the bindings
  --config  another such file, instead of the preset
  --now     the day to judge exemptions and stages by, YYYY-MM-DD; today by default
  --out     a folder for one file a policy, instead of one stream of YAML on the output
Writes ValidatingAdmissionPolicies for what an API server can ask by itself; answers 2 when something is wrong.`;

const flags = [...presetFlags, "--now", "--out"];

/** Either the command or what is wrong with the arguments, everything at once; `environments` are those with a preset. */
export function parseCommandLine(
    args: readonly string[],
    environments: readonly string[],
): AdmissionCommand | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    const { values, problems: found } = readFlags(args, flags, flags.join(", "));
    const { environment, config, problems: wrong } = readPresetFlags(values, { environments, both: true });
    const problems = [...found, ...wrong];
    const now = values.get("--now");
    if (now !== undefined && daysBetween(now, now) === undefined) {
        problems.push(`--now is "${now}"; give a day as YYYY-MM-DD`);
    }
    if (problems.length > 0) {
        return { problems };
    }
    const out = values.get("--out");
    return {
        environment: environment ?? "default",
        ...(config === undefined ? {} : { config }),
        ...(now === undefined ? {} : { now }),
        ...(out === undefined ? {} : { out }),
    };
}
