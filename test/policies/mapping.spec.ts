import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { policyMapping, type Tool } from "../../policies/mapping";
import { rules } from "../../policies/rules";
import { istioctlMessages } from "./analyzers/ist";
import { kialiChecks } from "./analyzers/kia";
import { otherPolicies } from "./analyzers/others";

const file = join(__dirname, "..", "..", "docs", "policy-mapping.md");
const isOther = (code: string) => !/^(IST|KIA)\d/.test(code);
const tools: readonly Tool[] = [
    { title: "istioctl analyze", isOf: (code) => /^IST\d/.test(code), coverage: istioctlMessages },
    { title: "Kiali", isOf: (code) => /^KIA\d/.test(code), coverage: kialiChecks },
    { title: "Libraries of policies", isOf: isOther, coverage: otherPolicies },
];

describe("docs/policy-mapping.md", () => {
    it("says what the rules and the lists say; `npm run golden:update` rewrites it", () => {
        const text = policyMapping(rules, tools);
        if (process.env["UPDATE_GOLDEN"]) {
            writeFileSync(file, text);
        }
        expect(readFileSync(file, "utf8")).to.equal(text);
    });

    it("has a rule or a reason for every code", () => {
        const rows = readFileSync(file, "utf8").match(/^\| (?!code|---|rule|\[).*$/gm) ?? [];
        const empty = rows.filter((each) => !/\| (\[[A-Z]-\d+\]\(.*|none: .+) \|$/.test(each));
        expect(empty).to.deep.equal([]);
        expect(rows.filter((each) => /^\| (IST|KIA)/.test(each))).to.have.length(68 + 72);
    });

    it("gives a reason for what no rule claims, and names rules that there are", () => {
        const names = new Set(rules.map((each) => each.name));
        for (const [code, { by = [], since, not }] of Object.entries(otherPolicies)) {
            expect(
                rules.some(({ ids }) => ids?.includes(code)),
                code,
            ).to.equal(false);
            expect(by.length > 0, code).to.equal(since !== undefined && not === undefined);
            expect(
                by.filter((each) => !names.has(each)),
                code,
            ).to.deep.equal([]);
        }
    });
});
