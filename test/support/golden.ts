import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

/**
 * Holds sorted lines to the golden file of this name. `UPDATE_GOLDEN=1` writes the file instead; without it a
 * missing file fails, so that a list nobody has read never passes.
 */
export function expectGolden(name: string, lines: readonly string[]): void {
    const file = join(__dirname, "..", "golden", name);
    const found = [...lines].sort();
    if (process.env["UPDATE_GOLDEN"] === "1") {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `${found.join("\n")}\n`);
        return;
    }
    expect(existsSync(file), `there is no golden file ${name}; npm run golden:update writes it`).to.equal(
        true,
    );
    const golden = readFileSync(file, "utf8").trimEnd().split("\n");
    const known = new Set(golden);
    const present = new Set(found);
    const missing = golden.filter((line) => !present.has(line));
    const surplus = found.filter((line) => !known.has(line));
    expect({ missing, surplus }, `${name} differs; if that is meant, npm run golden:update`).to.deep.equal({
        missing: [],
        surplus: [],
    });
    expect(found, `${name} has lines more than once`).to.have.length(golden.length);
}

/** The lines of a golden file; whoever compares counts with them asks `expectGolden` first. */
export function goldenLines(name: string): readonly string[] {
    return readFileSync(join(__dirname, "..", "golden", name), "utf8")
        .trimEnd()
        .split("\n");
}
