import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runAudit } from "../../audit/runAudit";
import { accessLogFields } from "../../components/istio/values/accessLog";

const catalogue = `
namespace: shop
owners: [team-shop]
workloads: { web: {}, cart: {}, nightly: {}, ledger: {} }
services:
  cart:
    workload: cart
    ports: { http: { port: 80, targetPort: 8080, protocol: http } }
    operations:
      read: { methods: [GET], paths: ["/items/*"] }
      write: { methods: [POST], paths: [/items] }
    accepts: declared
  ledger:
    workload: ledger
    ports: { tcp: { port: 7000, protocol: tcp } }
    accepts: declared
calls:
  - { from: web, service: cart, operations: [read, write] }
  - { from: nightly, service: cart, operations: [read] }
  - { from: cart, service: ledger }
`;
const stackOf = (stage: string) => `
config:
  meshwright:environment: test
  meshwright:revisions: { 1-31-1: { version: 1.31.1 } }
  meshwright:tags: { default: 1-31-1, stable: 1-31-1 }
  meshwright:namespaces: { shop: { stage: ${stage} } }
`;

/** A line of the proxy of `server`; callers and servers by name. */
function line(caller: string | null, server: string, more: Readonly<Record<string, unknown>>): string {
    const identity = (name: string | null) =>
        name === null ? null : `spiffe://cluster.local/ns/shop/sa/${name}`;
    const empty = Object.fromEntries(Object.keys(accessLogFields).map((field) => [field, null]));
    return JSON.stringify({
        ...empty,
        port: 8080,
        caller: identity(caller),
        server: identity(server),
        ...more,
    });
}
const http = (method: string, path: string, result: string) => ({ method, path, shadow_http: result });
const complete = [
    line("web", "cart", http("GET", "/items/1", "allowed")),
    line("web", "cart", http("POST", "/items", "allowed")),
    line("nightly", "cart", http("GET", "/items/2", "allowed")),
    line("cart", "ledger", { port: 7000, shadow_tcp: "allowed" }),
];

describe("npm run access -- audit", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-audit-"));
        mkdirSync(join(folder, "catalog"));
        writeFileSync(join(folder, "catalog", "shop.yaml"), catalogue);
        writeFileSync(join(folder, "Pulumi.audited.yaml"), stackOf(`audit, until: "2027-01-31"`));
        writeFileSync(join(folder, "Pulumi.enforced.yaml"), stackOf("enforced"));
        writeFileSync(join(folder, "Pulumi.broken.yaml"), stackOf("audited"));
    });
    after(() => rmSync(folder, { recursive: true }));

    async function audit(
        lines: Iterable<string>,
        args: readonly string[] = [],
        stack = "audited",
    ): Promise<{ code: number; out: string; err: string }> {
        let [out, err] = ["", ""];
        const code = await runAudit(
            ["--stack", join(folder, `Pulumi.${stack}.yaml`), "--from-logs", "-", ...args],
            {
                out: (text) => {
                    out += text;
                },
                err: (text) => {
                    err += text;
                },
                today: "2026-11-21",
                open: async function* () {
                    for (const each of lines) {
                        yield `${each}\n`;
                    }
                },
            },
        );
        return { code, out, err };
    }

    it("answers 0 when every declared call was seen and nothing else", async () => {
        const { code, out } = await audit(complete);
        expect(out).to.equal(
            [
                "shop/cart: ready, 3 calls seen",
                "shop/ledger: ready, 1 calls seen",
                "shop/nightly: ready, 0 calls seen",
                "shop/web: ready, 0 calls seen",
                "4 lines read: 4 about audited workloads, 0 about others",
                "every audited namespace can be promoted to enforced",
                "",
            ].join("\n"),
        );
        expect(code).to.equal(0);
    });

    it("answers 1 and names caller, method, path, port and count of what would be refused", async () => {
        const refused = line("web", "cart", http("DELETE", "/items/1", "denied"));
        const { code, out } = await audit([
            ...complete,
            refused,
            refused,
            line(null, "ledger", { port: 7000, shadow_tcp: "denied" }),
            line("web", "nightly", http("GET", "/debug", "denied")),
        ]);
        expect(out).to.contain(
            "shop/cart: not ready, 5 calls seen\n  would be refused 2 ×: shop/web: DELETE /items/1 on port 8080\n",
        );
        expect(out).to.contain("  would be refused 1 ×: a caller without identity: TCP on port 7000\n");
        expect(out).to.contain(
            "shop/nightly: not ready, 1 calls seen\n  would be refused 1 ×: shop/web: GET /debug on port 8080\n",
        );
        expect(code).to.equal(1);
    });

    it("answers 1 while a declared call was never seen, unless it is waived", async () => {
        const without = complete.filter((each) => !each.includes("nightly"));
        const unseen = await audit(without);
        expect(unseen.out).to.contain("  never seen: shop/nightly -> shop/cart\n");
        expect(unseen.code).to.equal(1);
        const waived = await audit(without, ["--waive", "shop/nightly=shop/cart"]);
        expect(waived.out).to.contain("  never seen, waived: shop/nightly -> shop/cart\n");
        expect(waived.code).to.equal(0);
        expect((await audit([...without, "x"], ["--waive", "all"])).code).to.equal(0);
    });

    it("names operations that were never used on a call that was, and does not wait for them", async () => {
        const { code, out } = await audit(complete.filter((each) => !each.includes("POST")));
        expect(out).to.contain(`  seen, but never with operation "write": shop/web -> shop/cart\n`);
        expect(code).to.equal(0);
    });

    it("does not take another caller's call, another port's or a refused one for a declared one", async () => {
        const { code, out } = await audit([
            ...complete.slice(2),
            line("web", "cart", { ...http("POST", "/items", "allowed"), port: 9090 }),
            line("nightly", "cart", http("POST", "/items", "allowed")),
            line("web", "cart", { ...http("GET", "/items/1", "allowed"), shadow_http: null }),
            line("web", "cart", http("GET", "/elsewhere", "allowed")),
        ]);
        expect(out).to.contain("  never seen: shop/web -> shop/cart\n");
        expect(code).to.equal(1);
    });

    it("counts what it skips, and answers 2 when nothing is left", async () => {
        const other = [
            "",
            "GET /",
            '{"a":1}',
            complete[0]?.slice(0, 40) ?? "",
            line("web", "cart", { server: null }),
        ];
        const some = await audit([...complete, ...other]);
        expect(some.out).to.contain(
            "8 lines read: 4 about audited workloads, 0 about others, 2 skipped (not JSON), 1 skipped (another format), 1 skipped (no server identity)\n",
        );
        expect(some.code).to.equal(0);
        const none = await audit(["GET /", '{"a":1}']);
        expect(none.err).to.contain("no line of the log is in the format of this mesh's access log");
        expect(none.code).to.equal(2);
    });

    it("prints nothing a terminal would obey", async () => {
        const path = `/\u001b[2J\u0000${"x".repeat(1000)}\ud800`;
        const { out } = await audit([...complete, line("web", "cart", http("GET", path, "denied"))]);
        expect(out).to.match(/GET \/\\u001b\[2J\\u0000x+…/);
        expect([...out].every((each) => each === "\n" || each >= " ")).to.equal(true);
    });

    it("keeps to a bounded number of calls told apart, and loses no count", async () => {
        function* flood(): Generator<string> {
            yield* complete;
            for (let at = 0; at < 20_000; at++) {
                yield line("web", "cart", http("GET", `/secret/${at}`, "denied"));
            }
        }
        const { out } = await audit(flood(), ["--json"]);
        const [cart] = JSON.parse(out).workloads;
        expect(cart.denied).to.have.lengthOf(500);
        expect(cart.deniedBeside).to.equal(19_500);
        expect(cart.calls).to.equal(20_003);
    });

    it("has nothing to say where no namespace is audited", async () => {
        const { code, out } = await audit([], [], "enforced");
        expect(out).to.equal("no namespace of this stack is at stage audit: there is nothing to promote\n");
        expect(code).to.equal(0);
    });

    const refusals: readonly { title: string; args: readonly string[]; says: string }[] = [
        { title: "an unknown flag", args: ["--log", "x"], says: "--log" },
        { title: "no stack", args: ["--from-logs", "-"], says: "--stack is missing" },
        { title: "no log", args: ["--stack", "dev"], says: "--from-logs is missing" },
        {
            title: "a stack that is not there",
            args: ["--stack", "nowhere", "--from-logs", "-"],
            says: "the stack file cannot be read",
        },
        {
            title: "a waiver of another form",
            args: ["--stack", "dev", "--from-logs", "-", "--waive", "x"],
            says: `--waive "x" is not FROM=TO`,
        },
    ];
    for (const { title, args, says } of refusals) {
        it(`answers 2 to ${title}`, async () => {
            let err = "";
            const code = await runAudit(args, {
                out: () => undefined,
                err: (text) => {
                    err += text;
                },
                today: "2026-11-21",
                open: async function* () {},
            });
            expect(err).to.contain(says);
            expect(code).to.equal(2);
        });
    }

    it("explains itself when asked, and answers 0", async () => {
        const { code, out, err } = await audit([], ["--help"]);
        expect(err + code).to.equal("0");
        expect(out).to.match(/^usage: npm run access -- audit /);
    });

    it("answers 2 to a stack with problems, to a waiver of nothing, and to a log that breaks off", async () => {
        const broken = await audit([], [], "broken");
        expect(broken.err).to.contain("must be one of off, observed, audit, enforced");
        expect(broken.code).to.equal(2);
        const nothing = await audit(complete, ["--waive", "shop/web=shop/ledger"]);
        expect(nothing.err).to.contain(
            "--waive shop/web=shop/ledger: no declared call into an audited workload",
        );
        expect(nothing.code).to.equal(2);
        const breaking = await audit(
            (function* () {
                yield "";
                throw new Error("no such file");
            })(),
        );
        expect(breaking.err).to.equal("the log cannot be read: no such file\n");
        expect(breaking.code).to.equal(2);
    });
});
