import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { compare } from "../../report/compare";
import { readSide } from "../../report/read/side";

const root = join(__dirname, "..", "..");
const today = "2026-11-29";

/** Changes of one line of a stack file, the catalogue untouched, and all that they mean. */
const promotions: readonly {
    readonly what: string;
    readonly stack: string;
    readonly from: string;
    readonly to: string;
    readonly sections: readonly string[];
    readonly said: RegExp;
}[] = [
    {
        what: "a canary's share grows",
        stack: "dev",
        from: "user-service: { weights: { v1: 90, v2: 10 } }",
        to: "user-service: { weights: { v1: 50, v2: 50 } }",
        sections: ["traffic"],
        said: /users\/user-service/,
    },
    {
        what: "an image is released",
        stack: "dev",
        from: "users/user-service:2.0.0",
        to: "users/user-service:2.0.1",
        sections: ["workloads"],
        said: /users\/user-service:2\.0\.1/,
    },
    {
        what: "an audited namespace is enforced",
        stack: "dev",
        from: 'consciousness: { stage: audit, until: "2027-04-30", deploy: true }',
        to: "consciousness: { stage: enforced, deploy: true }",
        sections: ["access", "egress", "observability"],
        said: /consciousness/,
    },
    {
        what: "a namespace takes more replicas",
        stack: "prod",
        from: "user-service: { replicas: 3 }",
        to: "user-service: { replicas: 4 }",
        sections: ["workloads"],
        said: /3 .*4/,
    },
];

describe("a promotion", () => {
    for (const { what, stack, from, to, sections, said } of promotions) {
        it(`is one line of the stack file, and the report says just that: ${what}`, () => {
            const folder = mkdtempSync(join(tmpdir(), "meshwright-promotion-"));
            try {
                cpSync(join(root, "catalog"), join(folder, "catalog"), { recursive: true });
                const file = `Pulumi.${stack}.yaml`;
                const text = readFileSync(join(root, file), "utf8");
                expect(text.split(from), from).to.have.length(2);
                writeFileSync(join(folder, file), text.replace(from, to));
                const [base, head] = [root, folder].map((each) => readSide(join(each, file), today));
                if (!base?.ok || !head?.ok) {
                    throw new Error(JSON.stringify([base, head]));
                }
                const { statements } = compare(base.value, head.value);
                expect([...new Set(statements.map(({ section }) => section))]).to.deep.equal(sections);
                expect(statements.map(({ sentence }) => sentence).join("\n")).to.match(said);
            } finally {
                rmSync(folder, { recursive: true, force: true });
            }
        });
    }
});
