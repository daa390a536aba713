import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { startLab } from "../../../lab/cluster";
import { placeCharts } from "../../../lab/deploy/placeCharts";
import { ensureStack, labPulumi } from "../../../lab/deploy/pulumi";
import { labStackFile } from "../../../lab/deploy/stackFile";
import { toolsOfReleases } from "../../../lab/deploy/stackTools";
import { silentReporter } from "../../../lab/reporter";
import { kwokStages, newestRelease, pulumiHome } from "../../../lab/tools";
import { program } from "../support/command";
import { TestLab } from "../support/testLab";
import { versionException } from "../support/versionException";
import type { Config } from "../upgrade/config";
import { changesOf } from "../upgrade/previewChanges";
import { UpgradeStack } from "../upgrade/upgradeStack";

const stackName = "rollback";
const stackFile = join(__dirname, "Pulumi.rollback.yaml");

/** A lab and the stack in it that is taken back, in the hands of the real engine. */
export class RollbackLab {
    private constructor(
        readonly lab: TestLab,
        readonly stack: UpgradeStack,
    ) {}

    static async start(): Promise<RollbackLab> {
        const lab = new TestLab(stackName);
        lab.prepare();
        const { tools, charts } = await toolsOfReleases([newestRelease], silentReporter);
        const stages = await kwokStages(silentReporter);
        await startLab({ home: lab.home, tools, stages, reporter: silentReporter });
        const home = await pulumiHome(join(lab.home, "pulumi-home"), tools, silentReporter);
        const where = { home: lab.home, kubeconfig: lab.kubeconfig };
        const pulumi = labPulumi(program, where, stackName, labStackFile(stackName, lab.home), home);
        await ensureStack(pulumi);
        const stack = new UpgradeStack(pulumi, {
            "meshwright:cluster": { kubeconfig: lab.kubeconfig, client: { qps: 2000, burst: 4000 } },
            "meshwright:charts": { folder: placeCharts(lab.home, charts) },
            "meshwright:exceptions": versionException(lab.home),
        });
        return new RollbackLab(lab, stack);
    }

    /** `pulumi up` of the stack file with this rollback in it, or with none; what the engine printed. */
    async update(to?: string): Promise<string> {
        this.#write(to);
        const { code, output } = await (await this.stack.update()).ended();
        if (code !== 0) {
            throw new Error(`pulumi up ended with ${code}:\n${output.slice(-6000)}`);
        }
        return output;
    }

    /** What another `pulumi up` of the same file would change. */
    async pending(): Promise<readonly string[]> {
        return changesOf(await this.stack.preview());
    }

    #write(to: string | undefined): void {
        const { config } = parse(readFileSync(stackFile, "utf8")) as { readonly config: Config };
        const rollback = { reason: "the spec takes the mesh back", until: inAMonth() };
        this.stack.write(
            to === undefined ? config : { ...config, "meshwright:rollback": { to, ...rollback } },
        );
    }
}

function inAMonth(): string {
    return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}
