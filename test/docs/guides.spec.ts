import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { formatProblems } from "../../components/problems";
import { synthesise } from "../../synth/synthesise";
import { today } from "./commandsHere";
import { at, chapters, root } from "./documents";
import { type Piece, piecesOf, written } from "./pieces";
import { readersFolder } from "./readersFolder";

const ajv = new Ajv({ strict: false });
const stackKeys = propertiesOf("stack.schema.json", "config");
const catalogueKeys = propertiesOf("catalog.schema.json");

describe("examples in the documents", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-guides-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const [document, blocks] of chapters(["yaml"])) {
        describe(document, () => {
            const checkout = () => join(folder, document.replaceAll("/", "-"), "checkout");
            before(() => readersFolder(checkout(), document));

            for (const block of blocks) {
                const pieces = piecesOf(block.text);
                it(`are what the schema of their file takes, key by key: ${at(block)}`, () => {
                    expect(pieces).to.not.have.length(0);
                    for (const piece of pieces) {
                        judge(piece);
                    }
                });

                it(`make a mesh of the shipped stack, after all that stands above them: ${at(block)}`, () => {
                    for (const piece of pieces) {
                        paste(checkout(), piece);
                    }
                    const [stack = "Pulumi.dev.yaml"] = pieces.flatMap(({ file }) =>
                        file.startsWith("Pulumi.") ? [file] : [],
                    );
                    const result = synthesise(join(checkout(), stack), today);
                    expect(
                        result.ok ? "" : formatProblems(`${stack} has problems`, result.problems),
                    ).to.equal("");
                });
            }
        });
    }
});

function judge({ file, content }: Piece): void {
    const known = file.startsWith("catalog/") ? catalogueKeys : stackKeys;
    for (const [key, value] of Object.entries(content)) {
        const validate = known.get(key);
        expect(validate, `${key} is no key of ${file}`).to.not.equal(undefined);
        expect(validate?.(value), `${key}: ${ajv.errorsText(validate?.errors)}`).to.equal(true);
    }
}

function paste(checkout: string, { file, content }: Piece): void {
    const path = join(checkout, file);
    const before = existsSync(path)
        ? (parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>)
        : {};
    const after = file.startsWith("catalog/")
        ? written(before, content)
        : { config: written(before["config"], content) };
    // Pulumi reads YAML 1.1, where an unquoted date is a timestamp and not text.
    writeFileSync(path, stringify(after, { version: "1.1" }));
}

/** Each key a file may have at its top (or under `inside`), with what judges its value: fragments need not be whole. */
function propertiesOf(schema: string, inside?: string): ReadonlyMap<string, ValidateFunction> {
    const whole = JSON.parse(readFileSync(join(root, "schema", schema), "utf8")) as {
        properties: Record<string, { properties: Record<string, object> }>;
    };
    const properties = inside === undefined ? whole.properties : whole.properties[inside]?.properties;
    return new Map(Object.entries(properties ?? {}).map(([key, judged]) => [key, ajv.compile(judged)]));
}
