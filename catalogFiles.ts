import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isAlias, isMap, isScalar, LineCounter, type Pair, parseAllDocuments, visit } from "yaml";
import type { CatalogFile } from "./components/graph";
import { type Problem, problem } from "./components/problems";
import { readPlainYaml } from "./plainYaml";
import { whyNot } from "./whyNot";

/** The catalogue as read, and what YAML itself found wrong; a file with such a problem is left out. */
export interface CatalogRead {
    readonly files: readonly CatalogFile[];
    readonly problems: readonly Problem[];
}

/** What texts were read as, for whoever reads several catalogues of which most files are the same. */
export type CatalogTexts = Map<string, unknown>;

/** Reads every `*.yaml` directly in a folder, in order of name. Files are called `folder/name.yaml` in messages. */
export function readCatalog(folder: string, known: CatalogTexts = new Map()): CatalogRead {
    let names: readonly string[];
    try {
        names = readdirSync(folder).sort();
    } catch {
        const message = `the folder of the catalogue cannot be read; create it, or correct meshwright:catalog`;
        return { files: [], problems: [problem("catalog-missing", folder, message)] };
    }
    const yaml = names.filter((name) => name.endsWith(".yaml"));
    const misnamed = names
        .filter((name) => name.endsWith(".yml"))
        .map((name) =>
            problem(
                "wrong-extension",
                `${folder}/${name}`,
                `is not read; rename it to ${name.replace(/yml$/, "yaml")}`,
            ),
        );
    if (yaml.length === 0) {
        const message = "the folder has no *.yaml file; write one for each namespace";
        return { files: [], problems: [...misnamed, problem("catalog-empty", folder, message)] };
    }
    const reads = yaml.map((name) => {
        const file = `${folder}/${name}`;
        const text = textOf(join(folder, name), file);
        if (typeof text !== "string") {
            return { files: [], problems: [text] };
        }
        if (known.has(text)) {
            return { files: [{ file, content: known.get(text) }], problems: [] };
        }
        const read = readCatalogText(file, text);
        for (const { content } of read.files) {
            known.set(text, content);
        }
        return read;
    });
    return {
        files: reads.flatMap((read) => read.files),
        problems: [...misnamed, ...reads.flatMap((read) => read.problems)],
    };
}

/** Of a file, or of what a link leads to; a pipe would be waited for. */
function textOf(path: string, file: string): string | Problem {
    try {
        const found = statSync(path);
        return found.isFile() || found.isDirectory()
            ? readFileSync(path, "utf8")
            : problem("catalog-file", file, "is no plain file; remove it, or write a file in its place");
    } catch (error) {
        const message = `cannot be read: ${whyNot(error)}; remove it, or write a file in its place`;
        return problem("catalog-file", file, message);
    }
}

/** One file's text: exactly one YAML document with text keys, none twice. */
export function readCatalogText(file: string, text: string): CatalogRead {
    // Bytes of something else would be told of one by one, as they are, to whoever reads this on a terminal.
    const strange = /(?![\t\n\r\u0085])\p{Cc}/u.exec(text);
    if (strange !== null) {
        const line = text.slice(0, strange.index).split("\n").length;
        const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
        const message = `holds the control character U+${code}, which YAML does not allow; write it as text, or remove the file`;
        return { files: [], problems: [problem("yaml-syntax", `${file}:${line}`, message)] };
    }
    const content = readPlainYaml(text);
    return content === undefined ? readWithLines(file, text) : { files: [{ file, content }], problems: [] };
}

/** The same, whatever the text is like, by the parser that knows the line of everything. */
export function readWithLines(file: string, text: string): CatalogRead {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true, logLevel: "silent" });
    const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
    if (!Array.isArray(documents) || documents.length === 0 || documents[0]?.contents === null) {
        return {
            files: [],
            problems: [problem("empty-file", file, "is empty; write the namespace, or remove the file")],
        };
    }
    const [document, second] = documents;
    if (document === undefined || second !== undefined) {
        const message = "a second document starts here; write each namespace in a file of its own";
        return { files: [], problems: [problem("several-documents", at(second?.range[0] ?? 0), message)] };
    }
    const problems = document.errors.map(({ code, message, pos }) =>
        code === "DUPLICATE_KEY"
            ? problem(
                  "duplicate-key",
                  at(pos[0]),
                  "this key is already there above; remove one, or merge the two",
              )
            : problem("yaml-syntax", at(pos[0]), `is not YAML: ${firstLine(message)}`),
    );
    visit(document, {
        Pair: (_, pair) => {
            problems.push(...badKey(pair, at));
        },
    });
    if (problems.length > 0) {
        return { files: [], problems };
    }
    try {
        return { files: [{ file, content: document.toJS({ maxAliasCount: 100 }) }], problems };
    } catch (error) {
        const reason = error instanceof Error ? firstLine(error.message) : "it cannot be expanded";
        return { files: [], problems: [problem("yaml-syntax", file, `is not YAML: ${reason}`)] };
    }
}

/** `8080:` and `true:` are a number and a boolean to YAML; they would silently become text. */
function badKey({ key }: Pair, at: (offset: number) => string): readonly Problem[] {
    if (isScalar(key) && typeof key.value === "string") {
        return [];
    }
    const offset = isScalar(key) || isMap(key) || isAlias(key) ? (key.range?.[0] ?? 0) : 0;
    const written = isScalar(key) ? `the key ${String(key.value)}` : "a key that is a map or list";
    return [problem("key-not-text", at(offset), `${written} is not text; put it in quotes`)];
}

function firstLine(message: string): string {
    const line = (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
    return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line;
}

/** The parser repeats what it does not understand, however long that is. */
const mostShown = 200;
