/** What was written on a command line, and what is wrong with it, everything at once. */
export interface Flags {
    readonly values: ReadonlyMap<string, string>;
    readonly problems: readonly string[];
}

/**
 * Flags as `--flag value` and `--flag=value`, each once. `allowed` is how the flags read in a sentence, where it is
 * more than the names joined.
 */
export function readFlags(args: readonly string[], flags: readonly string[], allowed: string): Flags {
    const problems: string[] = [];
    const values = new Map<string, string>();
    const rest = [...args];
    for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
        const [, flag = argument, inline] = /^(--[^=]*)=(.*)$/s.exec(argument) ?? [];
        if (!flags.includes(flag)) {
            problems.push(`unknown argument "${argument}"; ${allowedOf(allowed)}`);
            continue;
        }
        const value = inline ?? (rest[0]?.startsWith("--") ? undefined : rest.shift());
        if (value === undefined || value === "") {
            problems.push(`${flag} has no value; write one after it`);
        } else if (values.has(flag)) {
            problems.push(`${flag} is given twice; keep one`);
        } else {
            values.set(flag, value);
        }
    }
    return { values, problems };
}

function allowedOf(allowed: string): string {
    // Switches are in the sentence too, and not among the flags with a value.
    const several = (allowed.match(/--/g) ?? []).length > 1;
    return allowed === "" ? "there are none" : `${allowed} ${several ? "are" : "is"} allowed`;
}

/** The file of a stack given by its name, or by its path. */
export function stackFileOf(stack: string): string {
    return stack.includes("/") || stack.endsWith(".yaml") ? stack : `Pulumi.${stack}.yaml`;
}
