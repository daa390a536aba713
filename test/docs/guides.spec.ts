import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";

const root = join(__dirname, "../..");
const documents = [
    "README.md",
    ...readdirSync(join(root, "docs/guides"))
        .sort()
        .map((file) => `docs/guides/${file}`),
];
const ajv = new Ajv({ strict: false });
const stackKeys = propertiesOf("stack.schema.json", "config");
const catalogueKeys = propertiesOf("catalog.schema.json");

/** What a reader would paste, by where it begins. Each file of a block starts with a comment that names it. */
interface Example {
    readonly at: string;
    readonly file: string;
    readonly content: unknown;
}

const examples = documents.flatMap(examplesOf);

describe("examples in the documents", () => {
    it("are there, of catalogue and stack files", () => {
        for (const beginning of ["Pulumi.", "catalog/"]) {
            expect(examples.filter(({ file }) => file.startsWith(beginning))).to.have.length.above(0);
        }
    });

    for (const { at, file, content } of examples) {
        it(`are what the schema of their file takes, key by key: ${at}`, () => {
            const known = file.startsWith("catalog/") ? catalogueKeys : stackKeys;
            for (const [key, value] of Object.entries(content as Record<string, unknown>)) {
                const validate = known.get(key);
                expect(validate, `${key} is no key of ${file}`).to.not.equal(undefined);
                expect(validate?.(value), `${key}: ${ajv.errorsText(validate?.errors)}`).to.equal(true);
            }
        });
    }
});

/** Each key a file may have at its top (or under `inside`), with what judges its value: fragments need not be whole. */
function propertiesOf(schema: string, inside?: string): ReadonlyMap<string, ValidateFunction> {
    const whole = JSON.parse(readFileSync(join(root, "schema", schema), "utf8")) as {
        properties: Record<string, { properties: Record<string, object> }>;
    };
    const properties = inside === undefined ? whole.properties : whole.properties[inside]?.properties;
    return new Map(Object.entries(properties ?? {}).map(([key, judged]) => [key, ajv.compile(judged)]));
}

function examplesOf(document: string): Example[] {
    const text = readFileSync(join(root, document), "utf8");
    return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, block = ""], index) =>
        filesOf(block).map(([file, body]) => {
            const parsed = parseAllDocuments(body).map((each) => each.toJS() as unknown);
            return { at: `${document}, block ${index + 1}, ${file}`, file, content: parsed[0] };
        }),
    );
}

/** `# Pulumi.dev.yaml` and `# catalog/orders.yaml` begin a file; a block without such a line is of another kind. */
function filesOf(block: string): (readonly [string, string])[] {
    const parts = block.split(/^# ((?:Pulumi\.[^ \n]+|catalog\/[^ \n]+)\.yaml).*\n/m).slice(1);
    return parts.flatMap((file, index) => (index % 2 === 0 ? [[file, parts[index + 1] ?? ""] as const] : []));
}
