import { parseArgs } from "node:util";
import { didYouMean } from "../../components/suggestion";

export type LabCommand =
    | { readonly command: "up"; readonly home: LabChoice }
    | { readonly command: "down"; readonly home: LabChoice; readonly keep: boolean }
    | { readonly command: "status"; readonly home: LabChoice; readonly json: boolean }
    | { readonly command: "kubeconfig"; readonly home: LabChoice; readonly raw: boolean }
    | {
          readonly command: "logs";
          readonly home: LabChoice;
          readonly process: string | undefined;
          readonly follow: boolean;
          readonly lines: number;
      };

/** Which lab is meant: `--name` is a folder below the clone's `.lab`, `--home` any folder. */
export interface LabChoice {
    readonly name: string;
    readonly folder: string | undefined;
}

export const labUsage = `usage: npm run lab -- COMMAND [--name NAME | --home DIR]

  up                          start the control plane, or attach to the running one
  down [--keep]               stop it and remove its data, or keep the data for the next up
  status [--json]             what runs, and how it is; exit code 0 healthy, 1 degraded, 3 not running, 4 stale
  kubeconfig [--raw]          the path of its kubeconfig, or its content
  logs [PROCESS] [--follow] [--lines N]

NAME is dev unless given.`;

const flags = {
    up: [],
    down: ["keep"],
    status: ["json"],
    kubeconfig: ["raw"],
    logs: ["follow", "lines"],
} as const satisfies Record<LabCommand["command"], readonly string[]>;

const options = {
    name: { type: "string" },
    home: { type: "string" },
    keep: { type: "boolean" },
    json: { type: "boolean" },
    raw: { type: "boolean" },
    follow: { type: "boolean", short: "f" },
    lines: { type: "string" },
} as const;

/** The command, or a sentence about what is wrong with the words. */
export function readLabCommand(words: readonly string[]): LabCommand | string {
    const { values, positionals, tokens } = parseArgs({
        args: [...words],
        options,
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const [command, ...rest] = positionals;
    if (command === undefined) {
        return "which command?";
    }
    if (!isCommand(command)) {
        return `unknown command "${command}"${didYouMean(command, Object.keys(flags))}`;
    }
    const allowed: readonly string[] = ["name", "home", ...flags[command]];
    for (const token of tokens) {
        if (token.kind === "option" && !allowed.includes(token.name)) {
            return `${command} does not know ${token.rawName}${didYouMean(token.name, allowed)}`;
        }
        if (token.kind === "option" && needsValue(token.name) && typeof values[token.name] !== "string") {
            return `${token.rawName} needs a value`;
        }
    }
    const surplus = command === "logs" ? rest[1] : rest[0];
    if (surplus !== undefined) {
        return `${command} does not take "${surplus}"`;
    }
    return build(command, rest[0], values);
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function build(
    command: LabCommand["command"],
    process: string | undefined,
    values: Values,
): LabCommand | string {
    const name = text(values["name"]) ?? "dev";
    const home = { name, folder: text(values["home"]) };
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
        return `--name "${name}" must be lower-case letters, digits and dashes, at most 63`;
    }
    const lines = Number(values["lines"] ?? 200);
    if (!Number.isInteger(lines) || lines < 0) {
        return `--lines "${String(values["lines"])}" must be a whole number, 0 or more`;
    }
    switch (command) {
        case "up":
            return { command, home };
        case "down":
            return { command, home, keep: values["keep"] === true };
        case "status":
            return { command, home, json: values["json"] === true };
        case "kubeconfig":
            return { command, home, raw: values["raw"] === true };
        case "logs":
            return { command, home, process, follow: values["follow"] === true, lines };
    }
}

function isCommand(word: string): word is LabCommand["command"] {
    return Object.hasOwn(flags, word);
}

function needsValue(name: string): name is "name" | "home" | "lines" {
    return name === "name" || name === "home" || name === "lines";
}

function text(value: Values[string]): string | undefined {
    return typeof value === "string" ? value : undefined;
}
