import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
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

    it("has one heading for the URL of every rule", () => {
        const headings = readFileSync(file, "utf8").match(/^## .+$/gm);
        expect(headings).to.deep.equal(rules.map(({ id }) => `## ${id}`));
    });
});
