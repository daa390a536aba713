import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { estimateSeries } from "../../../components/observability/cardinality";
import { type Alert, ruleFiles, ruleFileText } from "../../../components/observability/rules";
import { runCommand } from "../../../lab/tools";
import { type AlertTest, alertTests, distinct } from "../../observability/rules/promtoolTests";
import { shippedContext, shippedStacks } from "../../observability/support/shipped";
import { folderFor, pathOf, stopPrograms } from "./support";

const filesOf = (stack: (typeof shippedStacks)[number]) => {
    const context = shippedContext(stack);
    return ruleFiles(context, estimateSeries(context.graph).total);
};
const groups = shippedStacks.map((stack) => filesOf(stack).flatMap((file) => file.groups));

describe("rules in the hands of promtool", () => {
    let promtool: string;

    before(async () => {
        promtool = await pathOf("promtool");
    });

    after(stopPrograms);

    async function run(args: readonly string[], folder: string) {
        const lines: string[] = [];
        const { code, stdout } = await runCommand(promtool, args, {
            cwd: folder,
            environment: process.env,
            onLine: (line) => lines.push(line),
        });
        return { code, said: `${stdout}\n${lines.join("\n")}` };
    }

    /** Ids of the alerts whose test failed, all in one process. */
    async function failing(tests: readonly AlertTest[]): Promise<ReadonlySet<string>> {
        const folder = folderFor("rules");
        const names = tests.map(({ ruleFile, testFile }, index) => {
            writeFileSync(join(folder, `rules-${index}.yml`), stringify(ruleFile, { lineWidth: 0 }));
            const name = `test-${index}.yml`;
            writeFileSync(
                join(folder, name),
                stringify({ rule_files: [`rules-${index}.yml`], ...testFile }, { lineWidth: 0 }),
            );
            return name;
        });
        const { code, said } = await run(["test", "rules", ...names], folder);
        const failed = new Set(
            tests.map(({ id }) => id).filter((id) => said.includes(id.replaceAll('"', '\\"'))),
        );
        expect(code === 0, said.slice(0, 4000)).to.equal(failed.size === 0);
        return failed;
    }

    for (const stack of shippedStacks) {
        it(`finds nothing wrong with the rule files of the ${stack} stack`, async () => {
            const folder = folderFor("rules");
            const files = filesOf(stack).map(({ name, groups: own }) => {
                writeFileSync(join(folder, `${name}.yml`), ruleFileText(own, "https://example.com"));
                return `${name}.yml`;
            });
            const { code, said } = await run(
                ["check", "rules", "--lint=all", "--lint-fatal", ...files],
                folder,
            );
            expect(code, said).to.equal(0);
            expect(said).to.not.contain("0 rules found");
        });
    }

    it("sees every alert fire on its failure, and stay silent without it", async () => {
        const failed = await failing(distinct(groups.flatMap((each) => alertTests(each))));
        expect([...failed]).to.deep.equal([]);
    });

    it("sees the test of every alert fail when its threshold is raised", async () => {
        const tests = distinct(
            groups.flatMap((each) =>
                alertTests(each, raised, (alert) => [risesAbove(alert) ? "fires" : "silent"]),
            ),
        );
        const failed = await failing(tests);
        expect(tests.map(({ id }) => id).filter((id) => !failed.has(id))).to.deep.equal([]);
    });

    it("sees the test of every alert fail when its threshold is lowered, unless that is nothing already", async () => {
        const tests = distinct(
            groups.flatMap((each) =>
                alertTests(each, lowered, (alert) => [risesAbove(alert) ? "silent" : "fires"]),
            ),
        ).filter(({ alert }) => alert.threshold !== 0);
        const failed = await failing(tests);
        expect(tests.map(({ id }) => id).filter((id) => !failed.has(id))).to.deep.equal([]);
    });
});

/** Whether it is too much that it tells of; of too little the other half of a scenario notices a change. */
function risesAbove({ expr, threshold }: Alert): boolean {
    return !expr(threshold).endsWith(` < ${threshold}`);
}

function raised(threshold: number): number {
    return threshold === 0 ? 1e12 : threshold * 2;
}

/** Of things that are counted, one is the least there is. */
function lowered(threshold: number): number {
    return threshold === 1 ? 0 : threshold / 2;
}
