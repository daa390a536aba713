import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { areaOf, areas } from "../../policies/areas";
import { rules } from "../../policies/rules";

const root = join(__dirname, "../../policies");

/** The engine refuses settings of policies that a pack does not have, so a pack of one area has presets of its own. */
describe("the presets of a pack of one area", () => {
    for (const area of areas) {
        for (const environment of ["dev", "prod"]) {
            it(`${area}/config.${environment}.json says what the whole pack's says of its rules`, () => {
                const whole = JSON.parse(readFileSync(join(root, `config.${environment}.json`), "utf8"));
                const own = Object.entries(whole).filter(([name]) => {
                    const rule = rules.find((each) => each.name === name);
                    return rule !== undefined && areaOf(rule) === area;
                });
                const file = join(root, area, `config.${environment}.json`);
                if (process.env["UPDATE_GOLDEN"]) {
                    writeFileSync(file, `${JSON.stringify(Object.fromEntries(own), undefined, 4)}\n`);
                }
                expect(Object.entries(JSON.parse(readFileSync(file, "utf8")))).to.deep.equal(own);
            });
        }
    }
});
