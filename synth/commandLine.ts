import { asksForHelp } from "../commandHead";
import { readFlags, stackFileOf } from "../stackFlags";

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
): SynthCommand | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    const { values, problems: found } = readFlags(args, ["--stack", "--out"], "--stack and --out");
    const problems = [...found];
    const stack = values.get("--stack");
    const out = values.get("--out");
    if (problems.length === 0) {
        problems.push(...missing(stack, out));
    }
    if (problems.length > 0 || stack === undefined || out === undefined) {
        return { problems };
    }
    return { stackFile: stackFileOf(stack), out };
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
