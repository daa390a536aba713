import {
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sdk from "@pulumi/random/package.json";
import { expect } from "chai";
import fc from "fast-check";
import { newPassword, problemsWith, withDefaults } from "../../lab/standins/randomPlugin/password";
import { randomPlugin } from "../../lab/standins/randomPlugin/plugin";
import { placeRandomStandIn } from "../../lab/tools";

const token = "random:index/randomPassword:RandomPassword";
const urn = `urn:pulumi:dev::meshwright::meshwright:index:ObservabilityStack$${token}::grafana-admin`;

describe("the lab's stand-in for Pulumi's random plugin", () => {
    const warnings: string[] = [];
    const plugin = randomPlugin((text) => warnings.push(text));
    const messageOf = (outcome: Promise<unknown> | undefined) =>
        (outcome ?? Promise.reject(new Error("not there"))).then(
            () => "",
            (error: Error) => error.message,
        );

    it("makes another password each time, of the length and the characters asked for", async () => {
        const inputs = (await plugin.check?.(urn, {}, { length: 32, special: false }))?.inputs;
        const made = await Promise.all([1, 2].map(() => plugin.create?.(urn, inputs)));
        const passwords = made.map((each) => each?.outs.result);
        expect(passwords[0]).to.match(/^[A-Za-z0-9]{32}$/);
        expect(passwords[1])
            .to.match(/^[A-Za-z0-9]{32}$/)
            .and.not.equal(passwords[0]);
        expect(made[0]?.outs).to.deep.include({ length: 32, special: false, upper: true, minLower: 0 });
    });

    it("keeps the password out of its id and out of what it says", async () => {
        const made = await plugin.create?.(urn, { length: 16 });
        expect(made?.id).to.equal("none");
        expect(warnings.at(-1)).to.match(
            /^STAND-IN: this lab makes random:index\/randomPassword:RandomPassword/,
        );
        expect(warnings.join()).to.not.contain(made?.outs.result);
    });

    it("demands what the inputs demand of every kind of character", () => {
        const shapes = fc.record({
            minLower: fc.nat(5),
            minUpper: fc.nat(5),
            minNumeric: fc.nat(5),
            minSpecial: fc.nat(5),
            overrideSpecial: fc.constantFrom("_", "-+"),
            length: fc.integer({ min: 20, max: 40 }),
        });
        fc.assert(
            fc.property(shapes, (inputs) => {
                const shape = withDefaults(inputs);
                const password = newPassword(shape);
                const count = (pattern: RegExp) => password.match(pattern)?.length ?? 0;
                expect(problemsWith(shape)).to.deep.equal([]);
                expect(password).to.have.length(inputs.length);
                expect(count(/[a-z]/g)).to.be.at.least(inputs.minLower);
                expect(count(/[A-Z]/g)).to.be.at.least(inputs.minUpper);
                expect(count(/[0-9]/g)).to.be.at.least(inputs.minNumeric);
                expect(count(new RegExp(`[${inputs.overrideSpecial}]`, "g"))).to.be.at.least(
                    inputs.minSpecial,
                );
                expect(password).to.match(new RegExp(`^[A-Za-z0-9${inputs.overrideSpecial}]+$`));
            }),
        );
    });

    it("replaces the password when an input changes, says which, and otherwise leaves it", async () => {
        const state = (await plugin.create?.(urn, { length: 32, special: false }))?.outs;
        const diff = (news: object) => plugin.diff?.("none", urn, state, news);
        expect(await diff({ length: 32, special: false })).to.deep.equal({ changes: false, replaces: [] });
        expect(await diff({ length: 24, special: false })).to.deep.equal({
            changes: true,
            replaces: ["length"],
        });
        expect(await diff({ length: 32, keepers: { a: "1" } })).to.deep.equal({
            changes: true,
            replaces: ["special", "keepers"],
        });
        expect(await messageOf(plugin.update?.("none", urn, state, state))).to.equal(
            `every change of ${token} replaces it, so there is nothing to update`,
        );
    });

    it("gives back what is in the state, and forgets nothing by deleting", async () => {
        const state = { length: 8, result: "abcdefgh" };
        expect(await plugin.read?.("none", urn, state)).to.deep.equal({ id: "none", props: state });
        expect(await messageOf(plugin.delete?.("none", urn, state))).to.equal("");
    });

    it("refuses what no password can be made of, and inputs it would have to ignore", async () => {
        const failures = async (inputs: object) => (await plugin.check?.(urn, {}, inputs))?.failures;
        expect(await failures({ length: 2, minLower: 3 })).to.deep.equal([
            { property: "length", reason: "must be a whole number, at least 3" },
        ]);
        expect(
            await failures({ length: 2, lower: false, upper: false, numeric: false, special: false }),
        ).to.deep.equal([
            { property: "lower", reason: "at least one of lower, upper, numeric and special must be true" },
        ]);
        expect(await failures({ length: 2, number: true, upper: undefined })).to.deep.equal([
            { property: "number", reason: `the lab's stand-in for ${token} does not understand it` },
        ]);
    });

    it("refuses to be any other resource", async () => {
        const other = urn.replace("randomPassword:RandomPassword", "randomId:RandomId");
        const refusal = `the stand-in knows ${token} and not random:index/randomId:RandomId`;
        expect(await messageOf(plugin.create?.(other, { length: 1 }))).to.equal(refusal);
        expect(await messageOf(plugin.check?.(other, {}, { length: 1 }))).to.equal(refusal);
    });
});

describe("where the lab puts Pulumi's random plugin", () => {
    const folder = `resource-random-v${sdk.pulumi.version}`;
    const pluginIn = (home: string) => join(home, "plugins", folder, "pulumi-resource-random");
    let home: string;
    let users: string;

    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "meshwright-standin-"));
        users = mkdtempSync(join(tmpdir(), "meshwright-users-"));
    });
    afterEach(() => {
        for (const each of [home, users]) {
            rmSync(each, { recursive: true });
        }
    });

    function install(into: string): void {
        mkdirSync(dirname(pluginIn(into)), { recursive: true });
        writeFileSync(pluginIn(into), "the real one");
    }

    it("places the stand-in where the engine looks for it, in the SDK's version", async () => {
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        expect(readFileSync(pluginIn(home), "utf8")).to.contain("lab/standins/randomPlugin/main.ts");
        expect(lstatSync(pluginIn(home)).mode & 0o700).to.equal(0o700);
    });

    it("leaves a real plugin alone, and its own launcher it writes anew", async () => {
        install(home);
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        expect(readFileSync(pluginIn(home), "utf8")).to.equal("the real one");
        rmSync(pluginIn(home));
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        expect(readFileSync(pluginIn(home), "utf8")).to.contain("a stand-in");
    });

    it("links the user's own where that very version is installed whole", async () => {
        install(users);
        writeFileSync(`${dirname(pluginIn(users))}.partial`, "");
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        expect(readFileSync(pluginIn(home), "utf8")).to.contain("a stand-in");
        rmSync(`${dirname(pluginIn(users))}.partial`);
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        expect(realpathSync(pluginIn(home))).to.equal(realpathSync(pluginIn(users)));
        await placeRandomStandIn(home, { PULUMI_HOME: users });
        expect(realpathSync(pluginIn(home))).to.equal(realpathSync(pluginIn(users)));
    });

    it("does not link a home to itself", async () => {
        await placeRandomStandIn(home, { PULUMI_HOME: home });
        await placeRandomStandIn(home, { PULUMI_HOME: home });
        expect(existsSync(pluginIn(home))).to.equal(true);
        expect(lstatSync(pluginIn(home)).isSymbolicLink()).to.equal(false);
    });
});
