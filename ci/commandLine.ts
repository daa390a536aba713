import { asksForHelp } from "../commandHead";
import { readFlags } from "../stackFlags";

/** A command's name and its flags, without their dashes. */
export interface CiCommand<Name extends CommandName = CommandName> {
    readonly command: Name;
    readonly values: Readonly<Record<Flag<Name>, string>>;
    /** File of recorded answers, for a dry run. */
    readonly recorded?: string;
    /** Folder for whole reports; of `comment`. */
    readonly out?: string;
    /** `owner:branch`; of `comment`. */
    readonly from?: string;
}

/** As a forge counts them. */
export const pullRequestNumber = /^[1-9]\d{0,8}$/;

const flagsOf = {
    gather: ["base", "head", "pull-request", "out"],
    comment: ["folder", "head-sha"],
    drift: ["stack", "preview"],
} as const;

const optionalOf = { gather: [], comment: ["--from", "--out", "--recorded"], drift: ["--recorded"] } as const;

export type CommandName = keyof typeof flagsOf;
type Flag<Name extends CommandName> = (typeof flagsOf)[Name][number];

export const usage = `usage: npm run ci -- gather --base DIR --head DIR --pull-request NUMBER --out DIR
       npm run ci -- comment --folder DIR --head-sha SHA [--from OWNER:BRANCH] [--out DIR] [--recorded FILE]
       npm run ci -- drift --stack STACK --preview FILE [--recorded FILE]
  gather      puts what comment needs into a folder: the number, stack files and catalog/ before (--base) and after,
              and what this program makes of those after
  comment     says on a pull request what it means, in one comment that is changed in place
  --folder    what gather made; read as data, wherever it comes from
  --head-sha  commit it was made of; nothing is written when the pull request has moved on
  --from      branch it came from, by which its pull request is found; else the number that gather was given is asked for
  --out       the whole report of each stack is written there too, as a page for a browser
  drift       keeps one issue about a stack: opened when it drifted, closed when it has not
  --preview   what pulumi refresh --preview-only --json printed
  --recorded  a dry run: answers to GET as JSON, by path; what would be written is printed instead
comment and drift need GITHUB_REPOSITORY and GITHUB_TOKEN. GITHUB_API_URL is read too, and MESHWRIGHT_LOGIN: whose
comments and issues are ours, github-actions[bot] unless said.`;

/** Either the command or what is wrong with the arguments, everything at once. */
export function parseCommandLine([name = "", ...args]: readonly string[]):
    | CiCommand
    | "help"
    | { readonly problems: readonly string[] } {
    if (asksForHelp([name, ...args])) {
        return "help";
    }
    if (!isCommand(name)) {
        return { problems: [`"${name}" is no command; write one of ${Object.keys(flagsOf).join(", ")}`] };
    }
    const needed = flagsOf[name].map((flag) => `--${flag}`);
    const flags = [...needed, ...optionalOf[name]];
    const { values, problems } = readFlags(args, flags, flags.join(", "));
    const missing = problems.length > 0 ? [] : needed.filter((flag) => !values.has(flag));
    const number = values.get("--pull-request") ?? "1";
    const wrong = pullRequestNumber.test(number)
        ? []
        : [`--pull-request is "${number}"; give the number it has at the forge, such as 12`];
    if (problems.length + missing.length + wrong.length > 0) {
        return { problems: [...problems, ...missing.map((flag) => `${flag} is missing`), ...wrong] };
    }
    const recorded = values.get("--recorded");
    const [out, from] = ["--out", "--from"].map((flag) =>
        name === "comment" ? values.get(flag) : undefined,
    );
    const given = Object.fromEntries(needed.map((flag) => [flag.slice(2), values.get(flag)]));
    return {
        command: name,
        values: given as CiCommand["values"],
        ...(recorded === undefined ? {} : { recorded }),
        ...(out === undefined ? {} : { out }),
        ...(from === undefined ? {} : { from }),
    };
}

/** Whether it is this command, whose flags are then known. */
export function isIt<Name extends CommandName>(command: CiCommand, name: Name): command is CiCommand<Name> {
    return command.command === name;
}

function isCommand(name: string): name is CommandName {
    return Object.hasOwn(flagsOf, name);
}
