import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { AccessReport } from "../../accessReport/report";
import { access, town } from "./town";

const root = resolve(__dirname, "../..");

describe("npm run access", () => {
    const { folder, stack } = town();
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("prints who may call whom as a matrix and as sentences", () => {
        const { status, stdout, stderr } = access("--stack", stack);
        expect(stderr + status).to.equal("0");
        expect(stdout).to.equal(
            `              1 2
shop/orders   x .
shop/payments . x
x some calls, # all calls, c only on a condition (a token, …), ? not decided, . nothing
Columns
  1 shop/payments
  2 bank.example.com

shop/orders may POST /charge on shop/payments:8080
shop/payments may connect to bank.example.com:443
`,
        );
    });

    it("answers for one pair with the objects that let it through", () => {
        const { stdout } = access("--stack", stack, "--from", "orders", "--to", "shop/payments");
        expect(stdout.split("\n")).to.deep.equal([
            "shop/orders may POST /charge on shop/payments:8080",
            "  because of: Sidecar shop/orders",
            "  because of: Service shop/payments",
            "  because of: VirtualService shop/payments",
            "  because of: NetworkPolicy shop/orders",
            "  because of: NetworkPolicy shop/payments",
            "  because of: allowed by shop/payments, rules[0]",
            "",
        ]);
    });

    it("answers for one pair with what stops it", () => {
        const { status, stdout } = access("--stack", stack, "--from", "idle", "--to", "payments");
        expect(status).to.equal(0);
        expect(stdout).to.match(/^shop\/idle may call nothing on shop\/payments: stopped by Sidecar shop\//);
        const out = access("--stack", stack, "--from=idle", "--to=bank.example.com");
        expect(out.stdout).to.match(
            /^shop\/idle may call nothing on bank.example.com: stopped by Sidecar shop\//,
        );
    });

    it("narrows to a namespace, a host or the outside", () => {
        expect(access("--stack", stack, "--from", "shop").stdout).to.include("POST /charge");
        const toBank = access("--stack", stack, "--to", "bank.example.com").stdout;
        expect(toBank).to.include("shop/payments may connect to bank.example.com:443");
        expect(toBank).to.not.include("POST /charge");
        expect(access("--stack", stack, "--from", "outside").stdout).to.equal(
            "nobody asked about may call anything asked about\n",
        );
    });

    it("prints the same as data, in a shape that holds", () => {
        const report = JSON.parse(access("--stack", stack, "--json").stdout) as AccessReport;
        expect(report.stack).to.equal("test");
        expect(report.workloads).to.deep.equal(["shop/idle", "shop/orders", "shop/payments"]);
        expect(report.openTo).to.deep.equal([]);
        const [charge, bank, ...others] = report.pairs;
        expect(others).to.deep.equal([]);
        expect(charge?.grants).to.deep.equal([
            {
                needs: [],
                calls: [{ port: 8080, methods: ["POST"], paths: ["/charge"], pathsInWords: "/charge" }],
            },
        ]);
        expect(Object.keys(charge ?? {})).to.deep.equal([
            "way",
            "from",
            "to",
            "grants",
            "undecided",
            "because",
            "opaque",
        ]);
        expect([bank?.way, bank?.from, bank?.to]).to.deep.equal(["out", "shop/payments", "bank.example.com"]);
    });

    it("suggests a name for one it does not know", () => {
        const { status, stdout, stderr } = access(
            "--stack",
            stack,
            "--from",
            "order",
            "--to",
            "bnk.example.com",
        );
        expect([status, stdout]).to.deep.equal([1, ""]);
        expect(stderr).to.include('--from: there is no "order" (did you mean "orders"?); name a workload');
        expect(stderr).to.include('--to: there is no "bnk.example.com" (did you mean "bank.example.com"?)');
    });

    const wrong: readonly [args: readonly string[], message: string][] = [
        [[], "--stack is missing"],
        [["--stack"], "--stack has no value"],
        [["--stack", "dev", "--stack=prod"], "--stack is given twice"],
        [["--stack", "dev", "--form", "a"], 'unknown argument "--form"'],
        [["--stack", "dev", "--to", "--json"], "--to has no value"],
    ];
    for (const [args, message] of wrong) {
        it(`refuses ${JSON.stringify(args)} and shows how it is used`, () => {
            const { status, stderr } = access(...args);
            expect(status).to.equal(2);
            expect(stderr).to.include(message).and.to.include("usage: npm run access -- --stack STACK");
        });
    }

    it("says what is wrong with a stack, and fails", () => {
        const { status, stderr } = access("--stack", join(folder, "nowhere.yaml"));
        expect(status).to.equal(1);
        expect(stderr).to.include("the stack file cannot be read");
    });

    for (const shipped of ["dev", "prod"]) {
        it(`decides everything about the ${shipped} stack`, () => {
            const report = JSON.parse(access("--stack", shipped, "--json").stdout) as AccessReport;
            expect(report.pairs).to.have.length.above(30);
            expect(report.pairs.flatMap(({ undecided }) => undecided)).to.deep.equal([]);
            expect(report.pairs.filter(({ way }) => way === "out")).to.have.length.above(10);
        });
    }

    it("is a program of its own, which leads to the audit as well, without colour where nobody looks", () => {
        const run = (...args: string[]) =>
            spawnSync(
                process.execPath,
                ["--require", require.resolve("tsx"), join(root, "accessReport/main.ts"), ...args],
                { cwd: root, encoding: "utf8", env: {} },
            );
        const { status, stdout } = run("--stack", stack);
        expect(status).to.equal(0);
        expect(stdout).to.include("shop/orders may POST /charge on shop/payments:8080");
        expect(stdout).to.not.include("\u001b");
        const audit = run("audit");
        expect(audit.status).to.equal(2);
        expect(audit.stderr).to.include("npm run access -- audit --stack STACK");
    }).timeout(60_000);
});
