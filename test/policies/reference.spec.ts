import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { notTaken } from "../../policies/notTaken";
import { policyReference } from "../../policies/reference";
import { rules } from "../../policies/rules";

const file = join(__dirname, "..", "..", "docs", "policies.md");

describe("docs/policies.md", () => {
    it("says what the rules say; `npm run golden:update` rewrites it", () => {
        const text = policyReference(rules);
        if (process.env["UPDATE_GOLDEN"]) {
            writeFileSync(file, text);
        }
        expect(readFileSync(file, "utf8")).to.equal(text);
    });

    it("gives a reason for each clause it leaves out, of a rule that it has", () => {
        const ids = new Set(rules.map(({ id }) => id));
        expect(notTaken.filter(({ id }) => !ids.has(id))).to.deep.equal([]);
        expect(new Set(notTaken.map(({ clause }) => clause)).size).to.equal(notTaken.length);
        expect(notTaken.filter(({ why }) => why.length < 40 || why.endsWith("."))).to.deep.equal([]);
    });

    it("has one heading for the URL of every rule", () => {
        const headings = readFileSync(file, "utf8").match(/^## .+$/gm);
        expect(headings).to.deep.equal(rules.map(({ id }) => `## ${id}`));
    });
});
