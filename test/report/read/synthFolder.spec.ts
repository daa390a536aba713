import {
    appendFileSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { compare } from "../../../report/compare";
import { readSide } from "../../../report/read/side";
import type { Side } from "../../../report/side";
import { type FactsFile, factsFormat, sha256Of } from "../../../synth/factsFile";
import { runSynth } from "../../../synth/run";
import { withEdits } from "../pairs/applyEdits";
import { inCatalog } from "../pairs/pair";

const today = "2026-11-28";
const again = "so its facts cannot be trusted; run synth again, or name the stack file itself";

describe("a folder that synth wrote, as a side of a report", () => {
    let folder: string;
    const fresh = (): string => {
        const out = mkdtempSync(join(folder, "out-"));
        withEdits([], (stack) => synth(stack, out));
        return out;
    };

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-synth-side-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("stands for what its stack file stands for, so that both can be compared", () => {
        withEdits([], (stack) => {
            const [file, written] = [sideAt(stack), sideAt(fresh())];
            expect(compare(file, written).verdict).to.equal("nothing changes in meaning");
            expect(written.workloads).to.deep.equal(file.workloads);
            const opened = withEdits([inCatalog("shop", '["/carts/*"]', '["/*"]')], sideAt);
            expect(compare(written, opened).calls).to.deep.equal(compare(file, opened).calls);
        });
    });

    it("is read once where both sides have the same file", () => {
        const parsed = new Map();
        const [one, two] = [fresh(), fresh()].map((each) => readSide(each, today, parsed));
        const objects = [one, two].map((each) => (each?.ok === true ? each.value.objects : []));
        expect(objects[0]).to.have.length.above(50);
        expect(objects[0]?.every((each, at) => each === objects[1]?.[at])).to.equal(true);
    });

    const broken: readonly [title: string, breaking: (out: string) => void, message: string][] = [
        [
            "was edited by hand",
            (out) => appendFileSync(join(out, "shop", "0-namespace.yaml"), "# open\n"),
            `: was edited since synth wrote it, ${again}`,
        ],
        [
            "has a file too many",
            (out) => writeFileSync(join(out, "shop", "9-mine.yaml"), "kind: Service\n"),
            `/shop/9-mine.yaml: was not written by synth, ${again}`,
        ],
        [
            "has a file too few",
            (out) => rmSync(join(out, "shop", "0-namespace.yaml")),
            `/shop/0-namespace.yaml: is missing, ${again}`,
        ],
        [
            "has no facts",
            (out) => rmSync(join(out, ".meshwright-facts")),
            `: has no .meshwright-facts that can be read, ${again}`,
        ],
        [
            "has half of its facts",
            (out) => {
                const path = join(out, ".meshwright-facts");
                writeFileSync(path, readFileSync(path, "utf8").slice(0, 100));
            },
            `: has no .meshwright-facts that can be read, ${again}`,
        ],
        [
            "is of another version",
            (out) => {
                const path = join(out, ".meshwright-facts");
                writeFileSync(path, readFileSync(path, "utf8").replace(/^\{"format":\d+,/, '{"format":99,'));
            },
            `: was written by another version of Meshwright (format 99, this one reads ${factsFormat}), ${again}`,
        ],
        [
            "has facts that are none",
            (out) => writeFileSync(join(out, ".meshwright-facts"), `{"format":${factsFormat}}`),
            `: has no .meshwright-facts that can be read, ${again}`,
        ],
        [
            "has a folder in the place of a file",
            (out) => {
                rmSync(join(out, "shop", "0-namespace.yaml"));
                mkdirSync(join(out, "shop", "0-namespace.yaml"));
            },
            `/shop/0-namespace.yaml: cannot be read (it is a folder), ${again}`,
        ],
        [
            "holds no YAML, and its marker says so",
            (out) => marked(out, "a: ["),
            `/shop/0-namespace.yaml: holds something else than objects of Kubernetes, ${again}`,
        ],
        [
            "holds no objects, and its marker says so",
            (out) => marked(out, "null\n"),
            `/shop/0-namespace.yaml: holds something else than objects of Kubernetes, ${again}`,
        ],
        [
            "has no marker",
            (out) => rmSync(join(out, ".meshwright-synth")),
            `: has no .meshwright-synth that can be read, ${again}`,
        ],
    ];
    for (const [title, breaking, message] of broken) {
        it(`is refused where it ${title}`, () => {
            const out = fresh();
            breaking(out);
            const side = readSide(out, today);
            const said = side.ok ? [] : side.problems.map((each) => `${each.path}: ${each.message}`);
            expect(said).to.deep.equal([`${out}${message}`]);
        });
    }

    it("is refused where links lead in a circle, and where a pipe would be waited for", () => {
        const circle = join(folder, "circle");
        symlinkSync("circle", circle);
        for (const [path, message] of [
            [circle, "cannot be read: its links lead in a circle"],
            ["/dev/null", "is neither a file nor a folder"],
        ] as const) {
            const side = readSide(path, today);
            expect(side.ok ? [] : side.problems.map((each) => each.message)).to.deep.equal([
                `${message}; name a stack file, or a folder that synth wrote`,
            ]);
        }
    });

    it("is refused where there is nothing", () => {
        const side = readSide(join(folder, "nowhere"), today);
        expect(side.ok ? [] : side.problems.map((each) => each.message)).to.deep.equal([
            "is not there; name a stack file, or a folder that synth wrote",
        ]);
    });
});

/** Puts a text into a file and vouches for it as synth does. */
function marked(out: string, text: string): void {
    writeFileSync(join(out, "shop", "0-namespace.yaml"), text);
    const { files } = JSON.parse(readFileSync(join(out, ".meshwright-facts"), "utf8")) as FactsFile;
    const texts = files.map((path) => ({ path, text: readFileSync(join(out, path), "utf8") }));
    writeFileSync(join(out, ".meshwright-synth"), JSON.stringify({ sha256: sha256Of(texts) }));
}

function synth(stack: string, out: string): void {
    const errors: string[] = [];
    const code = runSynth(["--stack", stack, "--out", out], today, {
        out: () => undefined,
        err: (text) => errors.push(text),
    });
    expect(code, errors.join("\n")).to.equal(0);
}

function sideAt(path: string): Side {
    const side = readSide(path, today);
    if (!side.ok) {
        throw new Error(side.problems.map((each) => `${each.path}: ${each.message}`).join("\n"));
    }
    return side.value;
}
