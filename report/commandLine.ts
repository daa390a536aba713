import { readFlags } from "../stackFlags";

export interface ReportCommand {
    readonly base: string;
    readonly head: string;
    /** A configuration of the policy pack, by which both sides are judged. */
    readonly config?: string;
    /** Files to write, by format; without any the Markdown is printed. */
    readonly outputs: Readonly<Partial<Record<Format, string>>>;
}

export const formats = ["markdown", "json", "html"] as const;
export type Format = (typeof formats)[number];

const environments = ["dev", "prod"];

export const usage = `usage: npm run report -- --base BEFORE --head AFTER [--env dev|prod] [--config FILE]
                          [--markdown FILE] [--json FILE] [--html FILE]
  --base      what is: a stack file, or a folder that synth wrote
  --head      what is to be, likewise
  --env       judges both by the policy pack as an environment has it, policies/config.<env>.json
  --config    judges both by another such file
  --markdown  writes the report as a comment for a pull request; printed where no file is named
  --json      writes it as data
  --html      writes it as a page with the whole mesh before and after, to look around in`;

/** Either the command or what is wrong with the arguments, everything at once. */
export function parseCommandLine(
    args: readonly string[],
): ReportCommand | "help" | { readonly problems: readonly string[] } {
    if (args.includes("--help") || args.includes("-h")) {
        return "help";
    }
    const flags = ["--base", "--head", "--env", "--config", ...formats.map((each) => `--${each}`)];
    const { values, problems: found } = readFlags(args, flags, flags.join(", "));
    const problems = [...found];
    const [base, head] = [values.get("--base"), values.get("--head")];
    if (found.length === 0 && base === undefined) {
        problems.push("--base is missing; name the stack file, or the folder of synth, of what is there now");
    }
    if (found.length === 0 && head === undefined) {
        problems.push(
            "--head is missing; name the stack file, or the folder of synth, of what is to be there",
        );
    }
    const [environment, config] = [values.get("--env"), values.get("--config")];
    if (environment !== undefined && !environments.includes(environment)) {
        problems.push(`--env is "${environment}"; ${environments.join(" and ")} are allowed`);
    }
    if (environment !== undefined && config !== undefined) {
        problems.push("--env and --config are both given; keep one");
    }
    if (base === undefined || head === undefined || problems.length > 0) {
        return { problems };
    }
    const outputs = Object.fromEntries(
        formats.flatMap((format) => {
            const file = values.get(`--${format}`);
            return file === undefined ? [] : [[format, file]];
        }),
    );
    const preset = config ?? (environment === undefined ? undefined : `policies/config.${environment}.json`);
    return { base, head, outputs, ...(preset === undefined ? {} : { config: preset }) };
}
