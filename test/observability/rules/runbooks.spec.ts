import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isAlert, type RuleGroup, ruleFiles } from "../../../components/observability/rules";
import { remoteWriteAlerts } from "../../../components/observability/rules/telemetry/prometheus";
import { shippedContext, shippedStacks } from "../support/shipped";

const folder = join(__dirname, "..", "..", "..", "docs", "runbooks");
const groups: readonly RuleGroup[] = [
    ...shippedStacks.flatMap((stack) =>
        ruleFiles(shippedContext(stack), 1000).flatMap((file) => file.groups),
    ),
    { name: "remote write", rules: remoteWriteAlerts },
];
const alerts = new Set(
    groups.flatMap(({ rules }) => rules.filter(isAlert).map(({ page, alert }) => `${page} ${alert}`)),
);
const pages = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
const sections = pages.flatMap((file) => {
    const [, ...parts] = readFileSync(join(folder, file), "utf8").split(/^## /m);
    return parts.map((part) => ({ page: file.replace(".md", ""), name: part.split("\n")[0] ?? "", part }));
});

describe("runbooks", () => {
    it("have a heading for every alert, and no heading without an alert (ALR-09)", () => {
        const headings = sections.map(({ page, name }) => `${page} ${name}`);
        expect([...alerts].filter((each) => !headings.includes(each)).sort()).to.deep.equal([]);
        expect(headings.filter((each) => !alerts.has(each)).sort()).to.deep.equal([]);
    });

    it("say under every heading what it means, how to look, what to do and what it is not", () => {
        const lacking = sections.flatMap(({ name, part }) =>
            ["**Means.**", "**Look.**", "**Do.**", "**Not.**"]
                .filter((each) => !part.includes(each))
                .map((each) => `${name}: ${each}`),
        );
        expect(lacking).to.deep.equal([]);
    });

    it("are all found from the first page", () => {
        const first = readFileSync(join(folder, "README.md"), "utf8");
        expect(pages.filter((page) => !first.includes(`(${page})`))).to.deep.equal([]);
    });
});
