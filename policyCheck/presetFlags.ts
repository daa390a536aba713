/** A configuration of the policy pack as a command line names it: an environment, or a file. */
export interface PresetFlags {
    readonly environment?: string;
    /** The file, of either. */
    readonly config?: string;
    readonly problems: readonly string[];
}

export const presetFlags = ["--env", "--config"] as const;

const environments = ["dev", "prod"];

/** `both` may be given where an environment is more than the name of a preset. */
export function readPresetFlags(
    values: ReadonlyMap<string, string>,
    { both }: { readonly both: boolean },
): PresetFlags {
    const [environment, config] = presetFlags.map((each) => values.get(each));
    const problems: string[] = [];
    if (environment !== undefined && !environments.includes(environment)) {
        problems.push(`--env is "${environment}"; ${environments.join(" and ")} are allowed`);
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
