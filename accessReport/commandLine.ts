import { asksForHelp } from "../commandHead";
import { readFlags, stackFileOf } from "../stackFlags";

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
    if (asksForHelp(args)) {
        return "help";
    }
    const own = args.filter((argument) => argument !== "--json");
    const { values, problems: found } = readFlags(own, flags, `${flags.join(", ")} and --json`);
    const problems = [...found];
    const stack = values.get("--stack");
    if (stack === undefined && problems.length === 0) {
        problems.push("--stack is missing; name the stack to look at, such as --stack dev");
    }
    if (stack === undefined || problems.length > 0) {
        return { problems };
    }
    const [from, to] = [values.get("--from"), values.get("--to")];
    return {
        stackFile: stackFileOf(stack),
        json: args.includes("--json"),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
    };
}
