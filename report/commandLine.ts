import { asksForHelp } from "../commandHead";
import { presetFlags, readPresetFlags } from "../policyCheck/presetFlags";
import { readFlags } from "../stackFlags";

/** Two states, or a preview, which holds both. */
export type ReportInput =
    | { readonly base: string; readonly head: string }
    | { readonly preview: string; readonly facts?: string };

export interface ReportCommand {
    readonly input: ReportInput;
    /**
     * A configuration of the policy pack, by which both sides are judged: a file, `none`, or, where it is absent, that of
     * the environment which the later stack file is named for.
     */
    readonly config?: string;
    /** Files to write, by format; without any the Markdown is printed. */
    readonly outputs: Readonly<Partial<Record<Format, string>>>;
}

export const formats = ["markdown", "json", "html"] as const;
export type Format = (typeof formats)[number];

export const usage = `usage: npm run report -- --base BEFORE --head AFTER [--env ENV|none] [--config FILE]
                          [--markdown FILE] [--json FILE] [--html FILE]
       npm run report -- --preview FILE [--facts FOLDER] …
  --base      what is: a stack file, or a folder that synth wrote; "none" of a stack that is new
  --head      what is to be, likewise; "none" of a stack that goes
  --preview   both at once: what pulumi preview --json --show-sames printed; with
              PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true the engine tells of its policies too
  --facts     a folder that synth wrote for the same stack: what a preview does not hold, such as Services that
              others deploy
  --env       judges both by the policy pack as an environment has it, policies/config.<env>.json; of a stack file
              called Pulumi.<env>.yaml that is done anyway, unless it is "none"
  --config    judges both by another such file
  --markdown  writes the report as a comment for a pull request; printed where no file is named
  --json      writes it as data
  --html      writes it as a page with the whole mesh before and after, to look around in`;

/** In the place of an environment: both sides are not judged. */
export const noPolicies = "none";

/** In the place of a side: the stack is not there yet, or any more. */
export const absent = "none";

/** Either the command or what is wrong with the arguments, everything at once; `environments` are those with a preset. */
export function parseCommandLine(
    args: readonly string[],
    environments: readonly string[],
): ReportCommand | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    const flags = [
        "--base",
        "--head",
        "--preview",
        "--facts",
        ...presetFlags,
        ...formats.map((each) => `--${each}`),
    ];
    const { values, problems: found } = readFlags(args, flags, flags.join(", "));
    const problems = [...found];
    const [base, head, preview, facts] = ["--base", "--head", "--preview", "--facts"].map((each) =>
        values.get(each),
    );
    if (preview !== undefined && (base ?? head) !== undefined) {
        problems.push("--preview holds both sides; leave out --base and --head");
    }
    if (preview === undefined && facts !== undefined) {
        problems.push("--facts belongs to --preview; leave it out");
    }
    if (problems.length === 0 && preview === undefined && base === undefined) {
        problems.push("--base is missing; name the stack file, or the folder of synth, of what is there now");
    }
    if (found.length === 0 && preview === undefined && facts === undefined && head === undefined) {
        problems.push(
            "--head is missing; name the stack file, or the folder of synth, of what is to be there",
        );
    }
    if (base === absent && head === absent) {
        problems.push('--base and --head are both "none"; name what is there, or is to be');
    }
    const isUnjudged = values.get("--env") === noPolicies && !values.has("--config");
    const { config, problems: wrong } = isUnjudged
        ? { config: noPolicies, problems: [] }
        : readPresetFlags(values, { environments, both: false });
    problems.push(...wrong);
    const input = inputOf(base, head, preview, facts);
    if (input === undefined || problems.length > 0) {
        return { problems };
    }
    const outputs = Object.fromEntries(
        formats.flatMap((format) => {
            const file = values.get(`--${format}`);
            return file === undefined ? [] : [[format, file]];
        }),
    );
    return { input, outputs, ...(config === undefined ? {} : { config }) };
}

function inputOf(
    base: string | undefined,
    head: string | undefined,
    preview: string | undefined,
    facts: string | undefined,
): ReportInput | undefined {
    if (preview !== undefined) {
        return { preview, ...(facts === undefined ? {} : { facts }) };
    }
    return base === undefined || head === undefined ? undefined : { base, head };
}
