import { join } from "node:path";
import { parseArgs } from "node:util";
import { didYouMean } from "../components/suggestion";
import { consoleReporter, type Reporter } from "./reporter";
import { Interrupted, ToolProblem } from "./tools";

export interface CommandContext {
    /** Folder of the Pulumi program. */
    readonly program: string;
    readonly reporter: Reporter;
    readonly signal: AbortSignal;
}

export interface Command<Options extends Record<string, string>> {
    readonly usage: string;
    /** Every option with its default; all are strings. */
    readonly options: Options;
    readonly run: (options: Options, context: CommandContext) => Promise<void>;
}

/**
 * Runs one command of the lab: reads its options, turns the first SIGINT or SIGTERM into an abort that the
 * command cleans up after, and ends with an exit code a script can use. Problems a person can mend are printed
 * as sentences; anything else keeps its stack, because it is a bug.
 */
export function runCommandLine<Options extends Record<string, string>>(command: Command<Options>): void {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => {
            if (!controller.signal.aborted) {
                process.stderr.write("\nInterrupted: ending what this command started …\n");
                controller.abort(new Interrupted(signal));
            }
        });
    }
    const context = {
        program: join(__dirname, ".."),
        reporter: consoleReporter(),
        signal: controller.signal,
    };
    execute(command, context).then(
        (code) => process.exit(code),
        (error: unknown) => process.exit(explain(error)),
    );
}

async function execute<Options extends Record<string, string>>(
    command: Command<Options>,
    context: CommandContext,
): Promise<number> {
    const options = readOptions(command);
    if (typeof options === "string") {
        process.stderr.write(`${options}\nusage: ${command.usage}\n`);
        return 2;
    }
    await command.run(options, context);
    return 0;
}

function readOptions<Options extends Record<string, string>>(command: Command<Options>): Options | string {
    const declared = Object.fromEntries(
        Object.keys(command.options).map((name) => [name, { type: "string" as const }]),
    );
    const { values, tokens } = parseArgs({ options: declared, strict: false, tokens: true });
    for (const token of tokens) {
        if (token.kind === "positional") {
            return `unexpected word "${token.value}"`;
        }
        if (token.kind === "option" && !(token.name in declared)) {
            return `unknown option --${token.name}${didYouMean(token.name, Object.keys(declared))}`;
        }
        if (token.kind === "option" && typeof values[token.name] !== "string") {
            return `--${token.name} needs a value`;
        }
    }
    return { ...command.options, ...values } as Options;
}

function explain(error: unknown): number {
    if (error instanceof Interrupted) {
        process.stderr.write("Stopped. Nothing that this command started is left running.\n");
        return error.exitCode;
    }
    const text =
        error instanceof ToolProblem ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`\n${text}\n`);
    return 1;
}
