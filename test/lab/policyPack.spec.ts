import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { engineAlone } from "../../lab/deploy/engineAlone";
import { areas } from "../../policies/areas";

const root = join(__dirname, "../..");

interface Said {
    readonly level: string;
    readonly rule: string;
    readonly resource: string;
    readonly text: string;
}

/** Settings of policies, by their area. */
type Settings = Readonly<Partial<Record<(typeof areas)[number], Readonly<Record<string, object>>>>>;

// No lab and no cluster: the engine itself, and a provider that writes files.
describe("the packs in the engine", () => {
    let folder: string;
    let environment: NodeJS.ProcessEnv;
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-packs-"));
        environment = { ...process.env, ...(await engineAlone(folder)) };
        // A copy: the engine keeps the settings of its stack beside the program.
        cpSync(join(__dirname, "programs/judged"), join(folder, "program"), { recursive: true });
        mkdirSync(join(folder, "program", "rendered"));
        symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
        pulumi("stack", "init", "--no-select");
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const pulumi = (...words: readonly string[]) =>
        spawnSync("pulumi", [...words, "--stack", "judged", "--non-interactive"], {
            cwd: join(folder, "program"),
            env: environment,
            encoding: "utf8",
        });

    /** A preview judged by the pack of every area, each with its own settings. */
    function preview(settings: Settings = {}) {
        const packs = areas.flatMap((area) => {
            const file = join(folder, `${area}.json`);
            writeFileSync(file, JSON.stringify(settings[area] ?? {}));
            return ["--policy-pack", join(root, "policies", area), "--policy-pack-config", file];
        });
        const { status, stdout, stderr } = pulumi("preview", ...packs);
        return { status, output: stdout + stderr, said: findings(stdout) };
    }

    const of = (said: readonly Said[], rule: string) =>
        said.filter((each) => each.rule === rule).map(({ level, resource }) => `${level} ${resource}`);
    const permissive = "meshwright-security-disallow-permissive-mtls";
    const optOut = "meshwright-workload-disallow-injection-opt-out";

    describe("of every area", () => {
        let first: ReturnType<typeof preview>;
        before(() => {
            first = preview();
        });

        it("load, judge and refuse", () => {
            const refusing = areas.filter((area) =>
                first.said.some(
                    ({ level, rule }) => level === "mandatory" && rule.startsWith(`meshwright-${area}-`),
                ),
            );
            expect(refusing).to.deep.equal([...areas]);
            expect(first.status).not.to.equal(0);
        });

        it("judge every served version, and what only patches an object", () => {
            expect(of(first.said, permissive)).to.have.members([
                "mandatory beta",
                "mandatory patch",
                "mandatory plain",
            ]);
            expect(of(first.said, "meshwright-upgrade-disallow-conflicting-injection-labels")).to.deep.equal([
                "mandatory namespace",
            ]);
            expect(of(first.said, "meshwright-traffic-disallow-allow-any-egress")).to.include(
                "mandatory mesh",
            );
        });

        it("judge what charts, overlays and files are made into", () => {
            expect(of(first.said, optOut)).to.have.members([
                "mandatory out",
                "mandatory chart:users/from-chart",
                "mandatory overlay:users/from-overlay",
                "mandatory file:users/from-file",
                "mandatory group:users/from-group",
            ]);
        });

        it("judge a release by its values, from files too: the provider has read those before", () => {
            expect(of(first.said, "meshwright-traffic-require-auto-mtls")).to.include("mandatory release");
        });

        it("refuse a route of our components that does not wait for its subset, and no other", () => {
            expect(of(first.said, "meshwright-traffic-require-subsets-first")).to.deep.equal([
                "mandatory hasty",
            ]);
        });

        it("print nothing that the engine keeps secret", () => {
            // It is objected to, so that a message about it is there.
            expect(of(first.said, "meshwright-security-restrict-key-sources")).to.deep.equal([
                "mandatory keys",
            ]);
            expect(first.output).not.to.contain("hunter2");
        });
    });

    it("let an exempted resource pass and nothing else, and refuse it again when the exemption is over", () => {
        const exemption = (urn: string, until: string) => ({
            urn,
            until,
            reason: "moves to the mesh in spring",
            owner: "team-users",
        });
        const { status, said } = preview({
            security: {
                [permissive]: {
                    now: "2026-03-01",
                    exemptions: [
                        exemption("*PeerAuthentication::plain", "2026-05-01"),
                        exemption("*::beta", "2026-02-01"),
                    ],
                },
            },
            workload: {
                [optOut]: { now: "2026-03-01", exemptions: [exemption("*::chart:users/*", "2026-05-01")] },
            },
        });
        expect(of(said, permissive)).to.have.members(["mandatory beta", "mandatory patch"]);
        const ended = said.filter(({ text }) => text.includes("its exemption ended on"));
        expect(ended.map(({ resource }) => resource)).to.deep.equal(["beta"]);
        expect(of(said, optOut)).to.have.members([
            "mandatory out",
            "mandatory overlay:users/from-overlay",
            "mandatory file:users/from-file",
            "mandatory group:users/from-group",
        ]);
        expect(status).not.to.equal(0);
    });

    it("refuse nothing while the glass is broken, and say so on everything", () => {
        const glass = {
            "meshwright-break-glass": {
                now: "2026-03-01",
                until: "2026-03-03",
                reason: "nobody can log in",
                owner: "team-users",
            },
        };
        const { status, said } = preview(Object.fromEntries(areas.map((area) => [area, glass])));
        expect(said.filter(({ level }) => level !== "advisory")).to.deep.equal([]);
        expect(of(said, permissive)).to.have.length(3);
        const silent = said.filter(
            ({ rule, text }) =>
                rule === permissive && !text.includes("break glass through 2026-03-03 by team-users"),
        );
        expect(silent).to.deep.equal([]);
        expect(status).to.equal(0);
    });
});

/** What the engine prints of its policies, one heading and some lines of text for each finding. */
function findings(output: string): readonly Said[] {
    const [, block = ""] = output.split("\nPolicies:\n");
    return block.split(/\n +- (?=\[)/).flatMap((each) => {
        const [, level = "", rule = "", resource = ""] =
            /^\[(\w+)\] (?:\[severity: \w+\])? *(\S+) +\(\S+: (.+)\)/.exec(each) ?? [];
        return rule === "" ? [] : [{ level, rule, resource, text: each }];
    });
}
