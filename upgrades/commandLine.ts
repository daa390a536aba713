import { asksForHelp } from "../commandHead";
import { readFlags, stackFileOf } from "../stackFlags";

/** A stack, as its file; `name` is the stack's where it was given by name. */
export interface ChosenStack {
    readonly stackFile: string;
    readonly name?: string;
}

export type RevisionsCommand =
    | { readonly verb: "status" | "plan"; readonly stack: ChosenStack; readonly json: boolean }
    | {
          readonly verb: "restart";
          readonly stack: ChosenStack;
          /** `leaving`: proxies of namespaces that no longer get any. */
          readonly whose: { readonly tag: string } | "leaving";
          /** Workloads at a time. */
          readonly batch: number;
          /** Milliseconds within which each must be healthy. */
          readonly timeout: number;
          /** Only these; empty for all. */
          readonly namespaces: ReadonlySet<string>;
          readonly dryRun: boolean;
      };

export const usage = `usage: npm run revisions -- status [--stack STACK] [--json]
       npm run revisions -- plan [--stack STACK] [--json]
       npm run revisions -- restart --tag TAG [--batch N] [--timeout 5m] [--namespace NAME,…] [--dry-run]
       npm run revisions -- restart --leaving [the same]
  status       what runs, who uses it, and the next safe step
  plan         what has to happen until the cluster is what the stack file declares, in order
  restart      restart what has proxies of another revision than their tag points to now, in waves;
               run again it goes on where it was stopped
  --stack      name of a stack (dev, prod, …: Pulumi.<stack>.yaml) or path of a stack file; dev when not given
  --json       the same as data, one JSON document
  --tag        the tag whose followers are restarted
  --leaving    instead: what still has a proxy although its namespace gives none any more
  --batch      workloads at a time, 1 when not given
  --timeout    how long one may take until it is healthy (30s, 5m, 1h), 5m when not given
  --namespace  only in these namespaces
  --dry-run    say what would be restarted, in which waves
exit codes: 0 fine, 1 something is refused or unhealthy, 2 arguments or stack file, 3 the cluster cannot be read,
            130 interrupted`;

const verbs = ["status", "plan", "restart"] as const;
const bare = { status: ["--json"], plan: ["--json"], restart: ["--dry-run", "--leaving"] } as const;
const valued = {
    status: ["--stack"],
    plan: ["--stack"],
    restart: ["--stack", "--tag", "--batch", "--timeout", "--namespace"],
} as const;

/** Either the command or what is wrong with the arguments, everything at once. */
export function parseCommandLine(
    args: readonly string[],
): RevisionsCommand | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    const verb = verbs.find((each) => each === args[0]);
    if (verb === undefined) {
        const said = args[0] === undefined ? "no command is given" : `unknown command "${args[0]}"`;
        return { problems: [`${said}; write status, plan or restart`] };
    }
    const switches: readonly string[] = bare[verb];
    const rest = args.slice(1);
    const allowed = [...valued[verb], ...switches].join(", ");
    const { values, problems } = readFlags(
        rest.filter((each) => !switches.includes(each)),
        valued[verb],
        allowed,
    );
    const name = values.get("--stack") ?? "dev";
    const stackFile = stackFileOf(name);
    const stack = { stackFile, ...(stackFile === name ? {} : { name }) };
    if (verb === "restart") {
        return restartCommand(stack, values, new Set(rest), problems);
    }
    return problems.length > 0 ? { problems } : { verb, stack, json: rest.includes("--json") };
}

function restartCommand(
    stack: ChosenStack,
    values: ReadonlyMap<string, string>,
    words: ReadonlySet<string>,
    found: readonly string[],
): RevisionsCommand | { readonly problems: readonly string[] } {
    const problems = [...found];
    const tag = values.get("--tag");
    const leaving = words.has("--leaving");
    if (tag === undefined && !leaving && problems.length === 0) {
        problems.push("--tag is missing; name the tag whose followers are restarted, or write --leaving");
    }
    if (tag !== undefined && leaving) {
        problems.push("--tag and --leaving mean different proxies; keep one");
    }
    const batch = values.get("--batch") ?? "1";
    if (!/^[1-9]\d{0,3}$/.test(batch)) {
        problems.push(`--batch is "${batch}"; write a number of workloads from 1 on`);
    }
    const written = values.get("--timeout") ?? "5m";
    const timeout = milliseconds(written);
    if (timeout === undefined) {
        problems.push(`--timeout is "${written}"; write a time such as 30s, 5m or 1h`);
    }
    if (problems.length > 0 || timeout === undefined) {
        return { problems };
    }
    const namespaces = (values.get("--namespace") ?? "").split(",").filter((each) => each !== "");
    return {
        verb: "restart",
        stack,
        whose: tag === undefined ? "leaving" : { tag },
        batch: Number(batch),
        timeout,
        namespaces: new Set(namespaces),
        dryRun: words.has("--dry-run"),
    };
}

function milliseconds(text: string): number | undefined {
    const [, amount, unit] = /^([1-9]\d{0,5})(s|m|h)$/.exec(text) ?? [];
    const seconds = { s: 1, m: 60, h: 3600 };
    return amount === undefined ? undefined : Number(amount) * seconds[unit as keyof typeof seconds] * 1000;
}
