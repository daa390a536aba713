import { expect } from "chai";
import { parseCommandLine as parse, usage } from "../../report/commandLine";

const parseCommandLine = (args: readonly string[]) => parse(args, ["dev", "prod"]);

describe("npm run report", () => {
    const refusals: readonly [args: readonly string[], problems: readonly string[]][] = [
        [
            [],
            [
                "--base is missing; name the stack file, or the folder of synth, of what is there now",
                "--head is missing; name the stack file, or the folder of synth, of what is to be there",
            ],
        ],
        [["--preview", "p.json", "--base", "a"], ["--preview holds both sides; leave out --base and --head"]],
        [["--base", "a", "--head", "b", "--facts", "f"], ["--facts belongs to --preview; leave it out"]],
        [
            ["--base", "none", "--head", "none"],
            ['--base and --head are both "none"; name what is there, or is to be'],
        ],
        [
            ["--base", "a", "--head", "b", "--env", "stage"],
            [
                '--env is "stage"; dev and prod are allowed, which have a preset: for another one write policies/config.<env>.json',
            ],
        ],
        [
            ["--base", "a", "--head", "b", "--env", "dev", "--config", "c"],
            ["--env and --config are both given; keep one"],
        ],
    ];
    for (const [args, problems] of refusals) {
        it(`refuses ${JSON.stringify(args)} and says why`, () => {
            expect(parseCommandLine(args)).to.deep.equal({ problems });
        });
    }

    it("names every flag there is when it does not know one", () => {
        const parsed = parseCommandLine(["--head", "b", "--bse", "a"]);
        const [problem] = typeof parsed === "object" && "problems" in parsed ? parsed.problems : [];
        expect(problem).to.match(
            /^unknown argument "--bse"; --base, --head, --preview, --facts, .* are allowed$/,
        );
    });

    it("reads two sides or a preview, and the preset of an environment", () => {
        expect(
            parseCommandLine(["--base", "a", "--head", "b", "--env", "prod", "--json", "r.json"]),
        ).to.deep.equal({
            input: { base: "a", head: "b" },
            outputs: { json: "r.json" },
            config: "policies/config.prod.json",
        });
        expect(parseCommandLine(["--preview", "p.json", "--facts", "out"])).to.deep.equal({
            input: { preview: "p.json", facts: "out" },
            outputs: {},
        });
    });

    it("is told not to judge where no policies are wanted", () => {
        expect(parseCommandLine(["--base", "a", "--head", "b", "--env", "none"])).to.deep.include({
            config: "none",
        });
    });

    it("explains every flag when asked", () => {
        expect(parseCommandLine(["--base", "a", "--help"])).to.equal("help");
        for (const flag of [
            "base",
            "head",
            "preview",
            "facts",
            "env",
            "config",
            "markdown",
            "json",
            "html",
        ]) {
            expect(usage).to.match(new RegExp(`^  --${flag} `, "m"));
        }
    });
});
