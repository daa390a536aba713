import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { parseCommandLine as parseAccess } from "../../accessReport/commandLine";
import { parseCommandLine as parseAdmission } from "../../admission/commandLine";
import { parseCommandLine as parseCi } from "../../ci/commandLine";
import { parseCommandLine as parsePolicyCheck } from "../../policyCheck/commandLine";
import { environmentsIn } from "../../policyCheck/environments";
import { parseCommandLine as parseReport } from "../../report/commandLine";
import { parseCommandLine as parseSynth } from "../../synth/commandLine";
import { parseCommandLine as parseRevisions } from "../../upgrades/commandLine";
import { documents, root, textOf } from "./documents";
import { wordsOf } from "./shellLines";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
};

const environments = environmentsIn(root);

/** Commands whose arguments can be read without doing anything. */
const parsers: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
    access: parseAccess,
    ci: parseCi,
    "policy:admission": (args) => parseAdmission(args, environments),
    "policy:check": (args) => parsePolicyCheck(args, environments),
    report: (args) => parseReport(args, environments),
    revisions: parseRevisions,
    synth: parseSynth,
};

interface Command {
    readonly document: string;
    readonly text: string;
    readonly script: string;
    readonly args: readonly string[];
}

const commands = documents.flatMap(commandsOf);

describe("commands in the documents", () => {
    it("are many, and of every kind that can be read", () => {
        const read = new Set(commands.map(({ script }) => script));
        expect([...read]).to.include.members([...Object.keys(parsers), "up", "down", "test"]);
    });

    for (const [script, uses] of grouped(commands, ({ script: name }) => name)) {
        it(`name a script that exists: npm run ${script}, ${uses.length} times`, () => {
            expect(Object.keys(scripts)).to.include(script);
        });
    }

    for (const { document, text, script, args } of commands) {
        const parse = parsers[script];
        // `…` and `<env>` leave something to the reader; `audit` has a command line of its own.
        if (
            parse === undefined ||
            args.length === 0 ||
            args.some((each) => /[…<]/.test(each)) ||
            args[0] === "audit"
        ) {
            continue;
        }
        it(`have arguments that the command takes: ${document}, ${text}`, () => {
            const command = parse(args);
            const problems = (command as { problems?: readonly string[] }).problems ?? [];
            // A command quoted in a sentence may leave the stack to the reader, but may not misspell anything.
            expect(problems.filter((each) => !/ is missing/.test(each))).to.deep.equal([]);
        });
    }
});

describe("links in the documents", () => {
    for (const document of documents) {
        it(`lead to files that exist, and to headings that stand in them: ${document}`, () => {
            const text = textOf(document);
            const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
            const broken = links.filter((link) => !/^(https?:|mailto:)/.test(link) && !leads(document, link));
            expect(broken).to.deep.equal([]);
        });
    }
});

function leads(document: string, link: string): boolean {
    const [path = "", heading] = link.split("#");
    const target = path === "" ? join(root, document) : join(root, dirname(document), path);
    if (!existsSync(target)) {
        return false;
    }
    return heading === undefined || headingsOf(target).includes(heading);
}

/** As GitHub names them: lower case, words joined by dashes, everything else left out. */
function headingsOf(file: string): readonly string[] {
    return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
            .trim()
            .replaceAll(" ", "-"),
    );
}

/** In blocks of shell, in indented blocks and in sentences. */
function commandsOf(document: string): Command[] {
    const text = textOf(document).replaceAll(/\\\n\s*/g, " ");
    const found = [
        ...text.matchAll(/npm (?:run(?: -s)? )?(?:(?<=run |run -s )([\w:]+)|test)((?:(?! > )[^\n`|&;#)])*)/g),
    ];
    return found.map(([whole, script = "test", rest = ""]) => {
        const [, after = ""] = /^\s+--(?:\s+(.*))?$/.exec(rest.trimEnd()) ?? [];
        return { document, text: whole.trim(), script, args: wordsOf(after) };
    });
}

function grouped<Value>(values: readonly Value[], key: (value: Value) => string): Map<string, Value[]> {
    const groups = new Map<string, Value[]>();
    for (const value of values) {
        groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
    }
    return groups;
}
