import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runCi } from "../../ci/run";

const root = join(__dirname, "..", "..");
const recorded = (name: string) => join(__dirname, "recorded", name);

/** Runs a command without a network; whoever asks for one fails. */
async function run(args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}) {
    const said = { out: "", err: "" };
    const code = await runCi(args, {
        environment,
        fetch: () => Promise.reject(new Error("nobody may be asked")),
        today: "2026-11-29",
        out: (text) => {
            said.out += text;
        },
        err: (text) => {
            said.err += text;
        },
    });
    return { code, ...said };
}

describe("npm run ci", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-ci-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("rehearses a comment on recorded data: what would be written is printed", async () => {
        const change = join(folder, "change");
        const gathered = await run([
            "gather",
            "--base",
            root,
            "--head",
            root,
            "--pull-request",
            "12",
            "--out",
            change,
        ]);
        expect(gathered).to.deep.include({ code: 0, err: "" });
        const recording = recorded("pull-request.json");
        const { code, out } = await run([
            "comment",
            "--folder",
            change,
            "--head-sha",
            "9f2c1d7",
            "--recorded",
            recording,
            "--out",
            join(folder, "pages"),
        ]);
        expect(code).to.equal(0);
        expect(out).to.match(/^would PATCH \/issues\/comments\/2417 \{/);
        expect(out)
            .to.include("nothing changes in meaning")
            .and.to.match(/changed the comment on #12\n$/);
        expect(readdirSync(join(folder, "pages"))).to.deep.equal(["dev.html", "prod.html"]);
        expect(readFileSync(join(folder, "pages", "dev.html"), "utf8")).to.match(/^<!doctype html>/i);
    });

    it("rehearses an issue about drift on what a real engine printed", async () => {
        const words = (preview: string) => ["drift", "--stack", "prod", "--preview", recorded(preview)];
        const dry = ["--recorded", recorded("no-issues.json")];
        const drifted = await run([...words("refresh-drifted.json"), ...dry]);
        expect(drifted.code, drifted.err).to.equal(0);
        expect(drifted.out)
            .to.match(/^would POST \/issues \{/)
            .and.to.include("`AuthorizationPolicy shop/prices` was changed");
        const clean = await run([...words("refresh-clean.json"), ...dry]);
        expect(clean.out).to.equal("prod has not drifted\n");
    });

    it("says what is missing before it asks anybody", async () => {
        const words = ["drift", "--stack", "prod", "--preview", recorded("refresh-clean.json")];
        for (const environment of [
            {},
            { GITHUB_REPOSITORY: "owner/name" },
            { GITHUB_REPOSITORY: "../x", GITHUB_TOKEN: "t" },
        ]) {
            expect(await run(words, environment)).to.deep.equal({
                code: 1,
                out: "",
                err: "GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN must be set, or --recorded given\n",
            });
        }
    });

    it("never takes what is no preview for one without drift", async () => {
        const file = join(folder, "preview.json");
        for (const text of ["", "error: no stack", "{}", '{"steps":{}}', '{"config":{}}']) {
            writeFileSync(file, text);
            const { code, err } = await run([
                "drift",
                "--stack",
                "prod",
                "--preview",
                file,
                "--recorded",
                recorded("no-issues.json"),
            ]);
            expect(code, text).to.equal(1);
            expect(err).to.match(/is not what pulumi refresh --preview-only --json prints/);
        }
    });

    it("refuses arguments it does not know, and says which there are", async () => {
        for (const [args, problem] of [
            [[], '"" is no command; write one of gather, comment, drift'],
            [["comment", "--folder", "x"], "--head-sha is missing"],
            [["gather", "--recorded", "x"], 'unknown argument "--recorded"'],
            [
                ["gather", "--base", "a", "--head", "b", "--pull-request", "abc", "--out", "c"],
                '--pull-request is "abc"; give the number it has at the forge, such as 12',
            ],
        ] as const) {
            const { code, err } = await run(args);
            expect(code).to.equal(2);
            expect(err).to.include(problem).and.to.include("usage: npm run ci");
        }
    });

    it("says which file or folder cannot be read, and what to name instead", async () => {
        const gone = join(folder, "gone");
        const list = join(folder, "list.json");
        writeFileSync(list, "[]");
        const gather = ["--head", root, "--pull-request", "12", "--out", join(folder, "out")];
        for (const [args, problem] of [
            [
                ["gather", "--base", gone, ...gather],
                `--base is "${gone}", which cannot be read: there is no such file or folder; name a checkout of the repository\n`,
            ],
            [
                ["drift", "--stack", "dev", "--preview", gone, "--recorded", recorded("no-issues.json")],
                `--preview is "${gone}", which cannot be read: there is no such file or folder; name a file that is there\n`,
            ],
            [
                ["drift", "--stack", "dev", "--preview", gone, "--recorded", folder],
                `--recorded is "${folder}", which cannot be read: it is a folder; name a file that is there\n`,
            ],
            [
                ["drift", "--stack", "dev", "--preview", gone, "--recorded", list],
                `--recorded is "${list}", which is no JSON map from paths to what the forge answered\n`,
            ],
            [
                [
                    "comment",
                    "--folder",
                    list,
                    "--head-sha",
                    "c0ffee",
                    "--recorded",
                    recorded("pull-request.json"),
                ],
                `${list} is not what the run of a pull request leaves:\nit cannot be read: what would have to be a folder on the way there is a file\n`,
            ],
        ] as const) {
            expect(await run(args), problem).to.deep.equal({ code: 1, out: "", err: problem });
        }
    });

    it("tells its usage when asked", async () => {
        expect(await run(["--help"])).to.deep.include({ code: 0, err: "" });
        expect(readFileSync(join(root, "package.json"), "utf8")).to.include('"ci": ');
    });
});
