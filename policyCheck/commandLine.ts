import { asksForHelp } from "../commandHead";
import { readFlags } from "../stackFlags";
import { presetFlags, readPresetFlags } from "./presetFlags";

export interface CheckCommand {
    /** Files, folders, or `-` for what is piped in. */
    readonly paths: readonly string[];
    /** A configuration of the pack. */
    readonly config?: string;
    readonly output: "text" | "json" | "sarif";
    /** Whether the files are all that the cluster has. */
    readonly isWhole: boolean;
}

export const usage = `usage: npm run policy:check -- [--env ENV] [--config FILE] [--whole] [--json|--sarif] PATH…
  PATH      YAML or JSON files, folders of them, or - for what is piped in; together they are one stack
  --env     judge by the preset of an environment, policies/config.<env>.json
  --config  judge by another such file
  --whole   take them for all that the cluster has: what they name and do not hold is missing
  --json    the findings as data, one JSON array
  --sarif   the findings for code scanning, SARIF 2.1.0
Answers 0 when nothing mandatory was found, 1 when something was, 2 when something could not be read.`;

const outputs = ["--json", "--sarif"];
const switches = [...outputs, "--whole"];
const flags: readonly string[] = presetFlags;

/** Either the command or what is wrong with the arguments, everything at once; `environments` are those with a preset. */
export function parseCommandLine(
    args: readonly string[],
    environments: readonly string[],
): CheckCommand | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    const { named, paths } = sorted(args);
    const { values, problems: found } = readFlags(named, flags, [...flags, ...switches].join(", "));
    const { config, problems: wrong } = readPresetFlags(values, { environments, both: false });
    const problems = [...found, ...wrong];
    const [output, second] = outputs.filter((each) => args.includes(each));
    if (second !== undefined) {
        problems.push("--json and --sarif are both given; keep one");
    }
    if (paths.length === 0) {
        problems.push("no file is given; name files or folders, or - for what is piped in");
    }
    if (problems.length > 0) {
        return { problems };
    }
    return {
        paths,
        isWhole: args.includes("--whole"),
        output: output === "--json" ? "json" : output === "--sarif" ? "sarif" : "text",
        ...(config === undefined ? {} : { config }),
    };
}

/** Flags with their values, and everything else. */
function sorted(args: readonly string[]): { readonly named: string[]; readonly paths: string[] } {
    const named: string[] = [];
    const paths: string[] = [];
    const rest = [...args];
    for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
        if (argument === "--") {
            paths.push(...rest.splice(0));
        } else if (flags.includes(argument)) {
            named.push(argument, ...rest.splice(0, 1));
        } else if (argument.startsWith("--") && !switches.includes(argument)) {
            named.push(argument);
        } else if (!argument.startsWith("--")) {
            paths.push(argument);
        }
    }
    return { named, paths };
}
