import { expect } from "chai";
import { parseCommandLine } from "../../upgrades/commandLine";

const dev = { stackFile: "Pulumi.dev.yaml", name: "dev" };
const restart = {
    verb: "restart",
    stack: dev,
    whose: { tag: "canary" },
    batch: 1,
    timeout: 300_000,
    namespaces: new Set(),
    dryRun: false,
};

describe("the command line of npm run revisions", () => {
    const right: readonly [line: string, command: unknown][] = [
        ["status", { verb: "status", stack: dev, json: false }],
        ["status --json", { verb: "status", stack: dev, json: true }],
        [
            "plan --stack prod",
            { verb: "plan", stack: { stackFile: "Pulumi.prod.yaml", name: "prod" }, json: false },
        ],
        ["plan --stack=lab/x.yaml", { verb: "plan", stack: { stackFile: "lab/x.yaml" }, json: false }],
        ["restart --tag canary", restart],
        [
            "restart --tag=canary --batch 3 --timeout 30s --namespace a,b --dry-run",
            { ...restart, batch: 3, timeout: 30_000, namespaces: new Set(["a", "b"]), dryRun: true },
        ],
        ["restart --leaving --timeout 1h", { ...restart, whose: "leaving", timeout: 3_600_000 }],
        ["--help", "help"],
        ["restart -h", "help"],
    ];
    for (const [line, command] of right) {
        it(`reads "${line}"`, () => {
            expect(parseCommandLine(line.split(" "))).to.deep.equal(command);
        });
    }

    const wrong: readonly [line: string, problems: readonly string[]][] = [
        ["", ["no command is given; write status, plan or restart"]],
        ["stauts", ['unknown command "stauts"; write status, plan or restart']],
        [
            "status --tag x",
            [
                'unknown argument "--tag"; --stack, --json are allowed',
                'unknown argument "x"; --stack, --json are allowed',
            ],
        ],
        ["plan --stack", ["--stack has no value; write one after it"]],
        ["restart", ["--tag is missing; name the tag whose followers are restarted, or write --leaving"]],
        ["restart --tag x --leaving", ["--tag and --leaving mean different proxies; keep one"]],
        [
            "restart --tag x --batch 0 --timeout 5",
            [
                '--batch is "0"; write a number of workloads from 1 on',
                '--timeout is "5"; write a time such as 30s, 5m or 1h',
            ],
        ],
        [
            "restart --tag x --json",
            [
                'unknown argument "--json"; --stack, --tag, --batch, --timeout, --namespace, --dry-run, --leaving are allowed',
            ],
        ],
    ];
    for (const [line, problems] of wrong) {
        it(`refuses "${line}" with everything that is wrong`, () => {
            expect(parseCommandLine(line.split(" ").filter((each) => each !== ""))).to.deep.equal({
                problems,
            });
        });
    }
});
