import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { overrideForLab } from "../../lab/deploy/overrides";
import { parseSettings } from "../../settings";

const root = join(__dirname, "..", "..");
const facts = { kubeconfig: "/lab/kubeconfig", charts: "/lab/charts", until: "2027-02-01" };

describe("what the lab changes of a stack file", () => {
    for (const stack of ["dev", "prod"]) {
        const document = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
            config: Record<string, unknown>;
        };
        const changed = overrideForLab(document.config, facts);

        it(`is where things are and which Istio runs, and nothing else of ${stack}`, () => {
            const different = Object.keys(changed).filter(
                (key) => JSON.stringify(changed[key]) !== JSON.stringify(document.config[key]),
            );
            expect(different.sort()).to.deep.equal([
                "meshwright:charts",
                "meshwright:cluster",
                "meshwright:exceptions",
                "meshwright:revisions",
                "meshwright:tags",
            ]);
        });

        it(`keeps every tag of ${stack}, on the one revision the lab can run`, () => {
            expect(changed["meshwright:revisions"]).to.deep.equal({ "1-31-0": { version: "1.31.0" } });
            const tags = document.config["meshwright:tags"] as Record<string, string>;
            expect(changed["meshwright:tags"]).to.deep.equal(
                Object.fromEntries(Object.keys(tags).map((tag) => [tag, "1-31-0"])),
            );
        });

        it(`is accepted for ${stack} with its reasoned exception, and refused without it`, () => {
            const settings = (config: Record<string, unknown>) =>
                parseSettings(
                    Object.fromEntries(
                        Object.entries(config).map(([key, value]) => [key.replace("meshwright:", ""), value]),
                    ),
                    { today: "2026-11-21" },
                );
            expect(settings(changed).ok).to.equal(true);
            const without = settings({ ...changed, "meshwright:exceptions": [] });
            expect(without.ok ? [] : without.problems.map(({ path }) => path)).to.deep.equal([
                "meshwright:revisions.1-31-0.version",
            ]);
        });
    }
});
