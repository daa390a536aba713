import { listed } from "../accessReport/sentences";

/** A configuration of the policy pack as a command line names it: an environment, or a file. */
export interface PresetFlags {
    readonly environment?: string;
    /** The file, of either. */
    readonly config?: string;
    readonly problems: readonly string[];
}

export const presetFlags = ["--env", "--config"] as const;

export interface PresetChoice {
    /** Those that have a preset. */
    readonly environments: readonly string[];
    /** Both may be given where an environment is more than the name of a preset. */
    readonly both: boolean;
}

export function readPresetFlags(
    values: ReadonlyMap<string, string>,
    { environments, both }: PresetChoice,
): PresetFlags {
    const [environment, config] = presetFlags.map((each) => values.get(each));
    const problems: string[] = [];
    if (environment !== undefined && !environments.includes(environment)) {
        const allowed = `${listed(environments)} are allowed`;
        problems.push(
            `--env is "${environment}"; ${allowed}, which have a preset: for another one write policies/config.<env>.json`,
        );
    }
    if (environment !== undefined && config !== undefined && !both) {
        problems.push("--env and --config are both given; keep one");
    }
    const file = config ?? (environment === undefined ? undefined : `policies/config.${environment}.json`);
    return {
        problems,
        ...(environment === undefined ? {} : { environment }),
        ...(file === undefined ? {} : { config: file }),
    };
}
