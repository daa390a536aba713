import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "../..");

/** Installation, traffic and security, migration, observability, health, governance, documents, targets, and how many requirements each area has. */
const areas = {
    ...{ INS: 29, GWY: 19, MTL: 12, AUT: 18, EGR: 8, TRF: 33, RES: 29, CHA: 9, MIG: 10 },
    ...{ TRC: 22, OTL: 8, MET: 16, ALR: 10, DSH: 10, LOG: 8 },
    ...{ HLT: 8, GOV: 18, DOC: 18, SLO: 19 },
} as const;

/** A test file and a sentence that stands in it. */
const named = /`(test\/[^`]+\.ts)`: “([^”]+)”/;

/** What has no file: nobody wants it here, or nobody has made it. */
const absent = /^(out of scope|not yet): \S/;
/** What no test proves, beside it: done, and held by nothing. */
const unproved = /^(out of scope|not yet|untested): \S/;

interface Row {
    readonly id: string;
    readonly files: readonly string[];
    readonly proof: string;
}

const table = readFileSync(join(root, "docs/coverage.md"), "utf8");
const rows = table
    .split("\n")
    .filter((line) => /^\| [A-Z]{3}-\d\d \|/.test(line))
    .map(rowOf);

describe("the table of coverage", () => {
    it("has one row for every requirement of its areas", () => {
        const expected = Object.entries(areas).flatMap(([area, count]) =>
            Array.from({ length: count }, (_, at) => `${area}-${String(at + 1).padStart(2, "0")}`),
        );
        expect(rows.map(({ id }) => id)).to.deep.equal(expected);
    });

    it("names files that exist, or says why there is none", () => {
        const unknown = [...table.matchAll(/`([\w./-]+\.(?:ts|md|yaml))`/g)]
            .map(([, file = ""]) => file)
            .filter((file) => !existsSync(join(root, file)));
        const unsaid = rows
            .filter(({ files, proof }) => files.length === 0 && !absent.test(proof))
            .map(({ id }) => `${id}: neither file nor reason`);
        const missing = [...unknown, ...unsaid];
        expect(missing).to.deep.equal([]);
    });

    it("names tests by sentences that stand in the test files", () => {
        const sources = testSources();
        const unnamed = rows
            .filter(({ proof }) => !unproved.test(proof) && !named.test(proof))
            .map(({ id }) => `${id}: no test is named`);
        const unknown = [...table.matchAll(new RegExp(named, "g"))]
            .filter(([, file = "", sentence = ""]) => !sources.get(file)?.includes(sentence))
            .map(([, file, sentence]) => `${file} has no “${sentence}”`);
        expect(unnamed).to.deep.equal([]);
        expect(unknown).to.deep.equal([]);
    });
});

function rowOf(line: string): Row {
    const [, id = "", , files = "", proof = ""] = line.split(" | ").length > 3 ? cells(line) : [];
    return { id, files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file), proof };
}

function cells(line: string): readonly string[] {
    return line.split("|").map((cell) => cell.trim());
}

/** Text of every test file with its line breaks and indents as single spaces, by path from the root. */
function testSources(): ReadonlyMap<string, string> {
    return new Map(
        readdirSync(join(root, "test"), { recursive: true })
            .map(String)
            .filter((file) => file.endsWith(".ts"))
            .map((file) => [
                `test/${file}`,
                readFileSync(join(root, "test", file), "utf8").replace(/\s+/g, " "),
            ]),
    );
}
