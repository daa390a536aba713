import { expect } from "chai";
import { expectGolden } from "../support/golden";
import { seed } from "../support/seed";
import { lastLines } from "./support/command";
import { type Config, changed, section } from "./upgrade/config";
import { deployLedger } from "./upgrade/ledger";
import { changesOf, writesIn } from "./upgrade/previewChanges";
import { Random } from "./upgrade/random";
import { outgoing, withPlaceholders } from "./upgrade/revisions";
import { refusalsOfSecondApply } from "./upgrade/secondApply";
import { retirement, type Step, steps } from "./upgrade/steps";
import { endStraggler, leaveStraggler } from "./upgrade/straggler";
import { startUpgradeLab, type UpgradeLab } from "./upgrade/upgradeLab";
import { baseConfig } from "./upgrade/upgradeStack";
import { type Roughness, refused, type Walked, walk } from "./upgrade/walk";

const thorough = process.env["TEST_DEPTH"] === "full";
/** Every step is killed at least once; a gate that closes for good costs another whole run, so every other one has it. */
const roughnessOf = (step: number): Roughness =>
    thorough ? { kills: 3, closings: "after every write" } : { kills: 1, closings: step % 2 };

/** Steps need what the ones before them left, so the first failure is the last. */
describe("an upgrade in reviewable steps", function () {
    this.bail(true);
    const random = new Random(seed);
    const walked = new Map<string, Walked>();
    let upgrade: UpgradeLab;
    let config: Config = baseConfig();

    before(async () => {
        upgrade = await startUpgradeLab();
        upgrade.stack.write(config);
    });

    after(async function () {
        console.log(`\n${report(seed, walked)}`);
        if (this.test?.parent?.tests.some((each) => each.isFailed())) {
            console.log(`\n── the last words of the engine\n${lastLines(upgrade.lab.engineLog(), 40)}`);
        }
        await upgrade?.dispose();
    });

    it("starts on the outgoing revision", async () => {
        const { code, output } = await (await upgrade.stack.update()).ended();
        expect(code, output).to.equal(0);
        await deployLedger(upgrade.api);
        expect(await upgrade.findings([outgoing.name])).to.deep.equal([]);
    });

    it("consists of objects that can be created again by an update that does not know of them", () =>
        expectRepeatable());

    for (const step of steps) {
        it(`${step.title}: exactly what its preview shows, and nobody notices`, () => take(step));
    }

    it("refuses to retire the old revision while one pod has its proxy, and leaves everything as it was", async () => {
        await leaveStraggler(upgrade.api, outgoing.name);
        upgrade.stack.write(changed(config, retirement.change));
        const result = await refused(upgrade, config);
        expect(result.output).to.contain(
            `revision ${outgoing.name} was not deleted, because one object uses it:`,
        );
        expect(result.output).to.contain("  - Pod stray/probe ");
        expect(result.failures).to.deep.equal([]);
        await endStraggler(upgrade.api);
    });

    it(`${retirement.title} once nothing uses it: exactly what its preview shows, and nobody notices`, () =>
        take(retirement));

    it("leaves nothing to do, and objects that can be created again, those of the new revision too", async () => {
        expect(changesOf(await upgrade.stack.preview())).to.deep.equal([]);
        await expectRepeatable();
    });

    it("was killed at ten random moments at least, and each write of it was held until everything was probed", () => {
        const all = [...walked.values()];
        expect(all.flatMap(({ kills }) => kills).length).to.be.at.least(10);
        expect(all.flatMap(({ cuts }) => cuts).length).to.be.at.least(60);
    });

    async function expectRepeatable(): Promise<void> {
        const { tried, refusals } = await refusalsOfSecondApply(upgrade.stack.pulumi, upgrade.lab.kubeconfig);
        expect(tried).to.be.at.least(80);
        expect(refusals).to.deep.equal([]);
    }

    async function take(step: Step): Promise<void> {
        const before = config;
        config = changed(config, step.change);
        upgrade.stack.write(config);
        const changes = changesOf(await upgrade.stack.preview());
        expectGolden(`upgrade/${step.name}.txt`, changes.map(withPlaceholders));

        const writes = writesIn(changes);
        const result = await walk(
            upgrade,
            { before, after: config, writes },
            step,
            roughnessOf(walked.size),
            random,
        );
        walked.set(step.name, result);
        expectUnnoticed(result);
        const revisions = Object.keys(section(config, "meshwright:revisions"));
        expect(await upgrade.findings(revisions)).to.deep.equal([]);
    }
});

function expectUnnoticed({ watched, cuts }: Walked): void {
    expect([...watched.failures, ...cuts.flatMap(({ failures }) => failures)]).to.deep.equal([]);
    expect(watched.planted).to.be.at.least(2);
    // How many a second is the machine's affair, and printed; that no state went by between two looks is not.
    expect(watched.written, "valid objects written").to.be.at.least(5 * watched.planted);
}

function report(seed: number, walked: ReadonlyMap<string, Walked>): string {
    const lines = [...walked].map(([name, { watched, cuts, kills, closings }]) =>
        [
            `  ${name}: ${watched.seconds.toFixed(0)} s`,
            `${(watched.written / watched.seconds).toFixed(0)} valid objects a second`,
            `${watched.injections} pods`,
            `${watched.planted} planted`,
            `${cuts.length} cuts`,
            `closed ${closings} times`,
            ...kills.map((each) => `killed at ${each}`),
        ].join(", "),
    );
    const cuts = [...walked.values()].flatMap((each) => each.cuts).length;
    return [`TEST_SEED=${seed}: ${cuts} cuts were probed`, ...lines].join("\n");
}
