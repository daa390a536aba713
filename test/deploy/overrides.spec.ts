import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { overrideForLab } from "../../lab/deploy/overrides";
import { releasesOf } from "../../lab/deploy/revisionOverrides";
import { parseSettings } from "../../settings";

const root = join(__dirname, "..", "..");
const facts = { kubeconfig: "/lab/kubeconfig", charts: "/lab/charts", until: "2027-02-01" };

describe("what the lab changes of a stack file", () => {
    for (const stack of ["dev", "prod"]) {
        const document = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
            config: Record<string, unknown>;
        };
        const changed = overrideForLab(document.config, facts);

        it(`is where things are and which Istio runs, and nothing else of ${stack}`, () => {
            const different = Object.keys(changed).filter(
                (key) => JSON.stringify(changed[key]) !== JSON.stringify(document.config[key]),
            );
            expect(different.sort()).to.deep.equal([
                "meshwright:charts",
                "meshwright:cluster",
                "meshwright:exceptions",
                "meshwright:revisions",
                "meshwright:tags",
            ]);
        });

        it(`keeps every tag of ${stack}, on the one revision the lab can run`, () => {
            expect(changed["meshwright:revisions"]).to.deep.equal({ "1-31-0": { version: "1.31.0" } });
            const tags = document.config["meshwright:tags"] as Record<string, string>;
            expect(changed["meshwright:tags"]).to.deep.equal(
                Object.fromEntries(Object.keys(tags).map((tag) => [tag, "1-31-0"])),
            );
        });

        it(`is accepted for ${stack} with its reasoned exception, and refused without it`, () => {
            const settings = (config: Record<string, unknown>) =>
                parseSettings(
                    Object.fromEntries(
                        Object.entries(config).map(([key, value]) => [key.replace("meshwright:", ""), value]),
                    ),
                    { today: "2026-11-21" },
                );
            expect(settings(changed).ok).to.equal(true);
            const without = settings({ ...changed, "meshwright:exceptions": [] });
            expect(without.ok ? [] : without.problems.map(({ path }) => path)).to.deep.equal([
                "meshwright:revisions.1-31-0.version",
            ]);
        });
    }

    describe("with several revisions", () => {
        const upgrade = {
            "meshwright:revisions": { "1-30-5": { version: "1.30.5" }, "1-31-1": { version: "1.31.1" } },
            "meshwright:tags": { default: "1-30-5", stable: "1-30-5", canary: "1-31-1" },
        };

        it("keeps both, each as the release of its minor, and every tag follows its own", () => {
            const changed = overrideForLab(upgrade, facts);
            expect(changed["meshwright:revisions"]).to.deep.equal({
                "1-30-3": { version: "1.30.3" },
                "1-31-0": { version: "1.31.0" },
            });
            expect(changed["meshwright:tags"]).to.deep.equal({
                default: "1-30-3",
                stable: "1-30-3",
                canary: "1-31-0",
            });
        });

        it("maps whatever else names a revision or a version of Istio, and leaves tags and reasons alone", () => {
            const why = { reason: "its pods are of a team that left", until: "2026-12-24" };
            const changed = overrideForLab(
                {
                    ...upgrade,
                    "meshwright:retired": ["1-29-9", "1-30-4"],
                    "meshwright:removals": { "1-30-5": why, canary: why },
                    "meshwright:cni": { version: "1.30.5", extra: true },
                },
                facts,
            );
            expect(changed["meshwright:retired"]).to.deep.equal(["1-29-9", "1-30-3"]);
            expect(changed["meshwright:removals"]).to.deep.equal({ "1-30-3-b": why, canary: why });
            expect(changed["meshwright:cni"]).to.deep.equal({ version: "1.30.3", extra: true });
            expect(changed["meshwright:revisions"]).to.deep.equal({
                "1-30-3-b": { version: "1.30.3" },
                "1-31-0": { version: "1.31.0" },
            });
        });

        it("adds none of these keys to a stack file without them", () => {
            expect(Object.keys(overrideForLab(upgrade, facts)).sort()).to.deep.equal([
                "meshwright:charts",
                "meshwright:cluster",
                "meshwright:exceptions",
                "meshwright:revisions",
                "meshwright:tags",
            ]);
        });

        it("excuses every version it runs in one exception, and nothing where nothing runs", () => {
            expect(overrideForLab(upgrade, facts)["meshwright:exceptions"]).to.deep.equal([
                {
                    rule: "istio-security-floor",
                    reason: "Istio 1.30.3 and 1.31.0 are the newest of their minors that can be built from Go modules; the lab serves this machine only",
                    until: "2027-02-01",
                },
            ]);
            const older = { "meshwright:revisions": { "1-30-5": { version: "1.30.5" } } };
            expect(overrideForLab(older, facts)["meshwright:exceptions"]).to.deep.equal([
                {
                    rule: "istio-security-floor",
                    reason: "Istio 1.30.3 is the newest of its minor that can be built from Go modules; the lab serves this machine only",
                    until: "2027-02-01",
                },
            ]);
            const none = overrideForLab({ "meshwright:revisions": {} }, facts);
            expect(none["meshwright:exceptions"]).to.deep.equal([]);
            expect(none["meshwright:revisions"]).to.deep.equal({});
        });

        it("needs the releases of what it declares and of what is retired, whose CRDs stay", () => {
            const minors = (config: Record<string, unknown>) => releasesOf(config).map(({ minor }) => minor);
            expect(minors(upgrade)).to.deep.equal(["1.30", "1.31"]);
            const rolledBack = {
                "meshwright:revisions": { "1-30-5": { version: "1.30.5" } },
                "meshwright:retired": ["1-31-1"],
            };
            expect(minors(rolledBack)).to.deep.equal(["1.30", "1.31"]);
            expect(minors({ ...rolledBack, "meshwright:retired": ["1-29-9"] })).to.deep.equal(["1.30"]);
            expect(minors({ "meshwright:revisions": { "1-31-1": { version: "1.31.1" } } })).to.deep.equal([
                "1.31",
            ]);
        });
    });
});
