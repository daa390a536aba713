import { expect } from "chai";
import { parseCommandLine } from "../../synth/commandLine";

describe("the command line of synth", () => {
    const good: { args: string[]; stackFile: string }[] = [
        { args: ["--stack", "dev", "--out", "o"], stackFile: "Pulumi.dev.yaml" },
        { args: ["--out=o", "--stack=prod"], stackFile: "Pulumi.prod.yaml" },
        { args: ["--stack", "stacks/Pulumi.eu.yaml", "--out", "o"], stackFile: "stacks/Pulumi.eu.yaml" },
        { args: ["--stack", "my.yaml", "--out", "o"], stackFile: "my.yaml" },
    ];
    for (const { args, stackFile } of good) {
        it(`${args.join(" ")} reads ${stackFile}`, () => {
            expect(parseCommandLine(args)).to.deep.equal({ stackFile, out: "o" });
        });
    }

    const bad: { args: string[]; problems: string[] }[] = [
        {
            args: [],
            problems: [
                "--stack is missing; name the stack to synthesise, such as --stack dev",
                "--out is missing; name the folder to write to, such as --out manifests/dev",
            ],
        },
        {
            args: ["--stack", "dev"],
            problems: ["--out is missing; name the folder to write to, such as --out manifests/dev"],
        },
        { args: ["--stack", "--out", "o"], problems: ["--stack has no value; write one after it"] },
        { args: ["--out=", "--stack", "dev"], problems: ["--out has no value; write one after it"] },
        {
            args: ["--stack", "dev", "--stack", "prod", "--out", "o"],
            problems: ["--stack is given twice; keep one"],
        },
        {
            args: ["dev", "--verbose=1"],
            problems: [
                `unknown argument "dev"; --stack and --out are allowed`,
                `unknown argument "--verbose=1"; --stack and --out are allowed`,
            ],
        },
    ];
    for (const { args, problems } of bad) {
        it(`refuses "${args.join(" ")}" and says why`, () => {
            expect(parseCommandLine(args)).to.deep.equal({ problems });
        });
    }
});
