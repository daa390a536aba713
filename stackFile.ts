import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseDocument } from "yaml";
import { type Problem, problem } from "./components/problems";

/** This project's keys of a stack file, without their prefix; read without the engine. */
export function readStackFile(
    path: string,
): { readonly config: Readonly<Record<string, unknown>> } | { readonly problems: readonly Problem[] } {
    let text: string;
    try {
        text = readFileSync(path, "utf8");
    } catch {
        const message = `the stack file cannot be read; name ${existingBeside(path)}, or the path of a stack file`;
        return { problems: [problem("stack-missing", path, message)] };
    }
    const document = parseDocument(text, { logLevel: "silent", customTags: ["timestamp"] });
    if (document.errors.length > 0) {
        return {
            problems: document.errors.map(({ message }) =>
                problem("yaml-syntax", path, `is not YAML: ${message.split("\n")[0]}`),
            ),
        };
    }
    const content: unknown = document.toJS({ reviver: (_key, value: unknown) => asTheEngineReads(value) });
    const config = isMap(content) ? content["config"] : undefined;
    if (!isMap(config)) {
        const message =
            "has no config; write `config:` with the keys of this project, such as meshwright:environment";
        return { problems: [problem("stack-without-config", path, message)] };
    }
    const prefix = "meshwright:";
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return {
        config: Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), truth(value)])),
    };
}

/** The stacks there are in the folder where one was looked for. */
function existingBeside(path: string): string {
    try {
        const names = readdirSync(dirname(path)).flatMap(
            (each) => /^Pulumi\.(.+)\.yaml$/.exec(each)?.[1] ?? [],
        );
        return names.length === 0 ? "an existing stack" : `an existing stack (${names.sort().join(", ")})`;
    } catch {
        return "an existing stack";
    }
}

/**
 * The engine hands a boolean on as its text, and writes it so into a stack file that it changes itself. No key of
 * ours means these words as words.
 */
export function truth(value: unknown): unknown {
    return value === "true" ? true : value === "false" ? false : value;
}

/** A date without quotes is a time to the engine, which hands it on as Go prints one; so it is refused here too. */
function asTheEngineReads(value: unknown): unknown {
    return value instanceof Date ? `${value.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC` : value;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
