import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { startLab } from "../../../lab/cluster";
import { placeCharts } from "../../../lab/deploy/placeCharts";
import { type LabPulumi, labPulumi, runPulumi } from "../../../lab/deploy/pulumi";
import { toolsOfReleases } from "../../../lab/deploy/stackTools";
import { silentReporter } from "../../../lab/reporter";
import { istioVersion, kwokStages, newestRelease, type PulumiHome, pulumiHome } from "../../../lab/tools";
import { readersEnvironment } from "../documents/checkout";
import { labBlocks } from "../documents/labBlocks";
import { runBlock } from "../documents/runBlock";
import { program } from "../support/command";
import type { TestLab } from "../support/testLab";

/** A lab without a mesh, and the real engine to run the examples in it one after the other. */
export class ExampleLab {
    private constructor(
        readonly lab: TestLab,
        readonly home: PulumiHome,
        readonly charts: string,
    ) {}

    static async start(lab: TestLab): Promise<ExampleLab> {
        lab.prepare();
        const { tools, charts } = await toolsOfReleases([newestRelease], silentReporter);
        const stages = await kwokStages(silentReporter);
        await startLab({ home: lab.home, tools, stages, reporter: silentReporter });
        // Copies, because the engine writes the stack's settings beside the program.
        cpSync(join(program, "examples"), join(lab.folder, "examples"), { recursive: true });
        symlinkSync(join(program, "node_modules"), join(lab.folder, "node_modules"));
        const home = await pulumiHome(join(lab.home, "pulumi-home"), tools, silentReporter);
        return new ExampleLab(lab, home, placeCharts(lab.home, charts));
    }

    /** The example brought up by the block of its own page, where its stack file names the lab's Istio. */
    async asItsPageSays(name: string): Promise<Example> {
        const folder = join(this.lab.folder, "examples", name);
        const where = { home: this.lab.home, kubeconfig: this.lab.kubeconfig };
        const pulumi = labPulumi(folder, where, "dev", join(folder, "Pulumi.dev.yaml"), this.home);
        const { name: project } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as {
            name: string;
        };
        const config = { [`${project}:istio`]: istioVersion, [`${project}:charts`]: this.charts };
        writeFileSync(pulumi.stackFile, stringify({ config }));
        const environment = readersEnvironment(pulumi.environment, this.lab.folder);
        const blocks = labBlocks("examples").filter(
            ({ document }) => document === `examples/${name}/README.md`,
        );
        for (const block of blocks) {
            await runBlock(block, { folder: this.lab.folder, environment });
        }
        return new Example(pulumi);
    }
}

export class Example {
    constructor(readonly pulumi: LabPulumi) {}

    /** A command that must succeed; resolves with what it printed. */
    async run(...words: readonly string[]): Promise<string> {
        const { code, text } = await this.attempt(...words);
        if (code !== 0) {
            throw new Error(`pulumi ${words.join(" ")} ended with ${code}:\n${text}`);
        }
        return text;
    }

    async attempt(
        ...words: readonly string[]
    ): Promise<{ readonly code: number | null; readonly text: string }> {
        const { code, lines } = await runPulumi(this.pulumi, words);
        return { code, text: lines.join("\n") };
    }

    /** A file of the program, or one the engine wrote beside it. */
    read(file: string): string {
        return readFileSync(join(this.pulumi.program, file), "utf8");
    }

    /** Changes the program, which is a copy. */
    edit(file: string, before: string, after: string): void {
        writeFileSync(join(this.pulumi.program, file), this.read(file).replace(before, after));
    }
}
