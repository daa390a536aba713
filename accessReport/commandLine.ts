export interface AccessCommand {
    /** Path of the stack file. */
    readonly stackFile: string;
    /** Only calls of this caller: a workload, a namespace, or `outside`. */
    readonly from?: string;
    /** Only calls to this: a workload, a service, a namespace, a public host or a host outside. */
    readonly to?: string;
    readonly json: boolean;
}

export const usage = `usage: npm run access -- --stack STACK [--from CALLER] [--to CALLEE] [--json]
       npm run access -- audit …   (what the access logs of audited workloads say)
  --stack  name of a stack (dev, prod, …: Pulumi.<stack>.yaml) or path of a stack file
  --from   only calls of a workload (namespace/name), of a namespace, or of "outside"
  --to     only calls to a workload, a service, a namespace, a public host or a host outside
  --json   the same as data, one JSON document`;

const flags = ["--stack", "--from", "--to"];

/** Either the command or what is wrong with the arguments, everything at once. */
export function parseCommandLine(
    args: readonly string[],
): AccessCommand | "help" | { readonly problems: readonly string[] } {
    if (args.includes("--help") || args.includes("-h")) {
        return "help";
    }
    const { values, problems } = readFlags(args.filter((argument) => argument !== "--json"));
    const stack = values.get("--stack");
    if (stack === undefined && problems.length === 0) {
        problems.push("--stack is missing; name the stack to look at, such as --stack dev");
    }
    if (stack === undefined || problems.length > 0) {
        return { problems };
    }
    const [from, to] = [values.get("--from"), values.get("--to")];
    return {
        stackFile: stack.includes("/") || stack.endsWith(".yaml") ? stack : `Pulumi.${stack}.yaml`,
        json: args.includes("--json"),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
    };
}

/** Flags as `--flag value` and `--flag=value`. */
function readFlags(args: readonly string[]): { values: Map<string, string>; problems: string[] } {
    const problems: string[] = [];
    const values = new Map<string, string>();
    const rest = [...args];
    for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
        const [, flag = argument, inline] = /^(--[^=]*)=(.*)$/s.exec(argument) ?? [];
        if (!flags.includes(flag)) {
            problems.push(`unknown argument "${argument}"; ${flags.join(", ")} and --json are allowed`);
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
