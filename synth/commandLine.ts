export interface SynthCommand {
    /** Path of the stack file. */
    readonly stackFile: string;
    readonly out: string;
}

export const usage = `usage: npm run synth -- --stack STACK --out DIR
  --stack  name of a stack (dev, prod, …: Pulumi.<stack>.yaml) or path of a stack file
  --out    folder for the manifests; created, or replaced when synth wrote it before`;

/** Either the command or what is wrong with the arguments, everything at once. */
export function parseCommandLine(
    args: readonly string[],
): SynthCommand | { readonly problems: readonly string[] } {
    const { values, problems } = readFlags(args);
    const stack = values.get("--stack");
    const out = values.get("--out");
    if (problems.length === 0) {
        problems.push(...missing(stack, out));
    }
    if (problems.length > 0 || stack === undefined || out === undefined) {
        return { problems };
    }
    const isPath = stack.includes("/") || stack.endsWith(".yaml");
    return { stackFile: isPath ? stack : `Pulumi.${stack}.yaml`, out };
}

function missing(stack: string | undefined, out: string | undefined): string[] {
    return [
        ...(stack === undefined
            ? ["--stack is missing; name the stack to synthesise, such as --stack dev"]
            : []),
        ...(out === undefined
            ? ["--out is missing; name the folder to write to, such as --out manifests/dev"]
            : []),
    ];
}

/** Flags as `--flag value` and `--flag=value`. */
function readFlags(args: readonly string[]): { values: Map<string, string>; problems: string[] } {
    const problems: string[] = [];
    const values = new Map<string, string>();
    const rest = [...args];
    for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
        const [, flag = argument, inline] = /^(--[^=]*)=(.*)$/s.exec(argument) ?? [];
        if (flag !== "--stack" && flag !== "--out") {
            problems.push(`unknown argument "${argument}"; --stack and --out are allowed`);
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
