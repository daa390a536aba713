import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { startLab } from "../../../lab/cluster";
import { placeCharts } from "../../../lab/deploy/placeCharts";
import { type LabPulumi, labPulumi, runPulumi } from "../../../lab/deploy/pulumi";
import { toolsOfReleases } from "../../../lab/deploy/stackTools";
import { silentReporter } from "../../../lab/reporter";
import { istioVersion, kwokStages, newestRelease, type PulumiHome, pulumiHome } from "../../../lab/tools";
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

    /** The example with a stack of its own in which the lab's Istio and these settings are set. */
    async stack(name: string, settings: Readonly<Record<string, string>> = {}): Promise<Example> {
        const folder = join(this.lab.folder, "examples", name);
        const where = { home: this.lab.home, kubeconfig: this.lab.kubeconfig };
        const pulumi = labPulumi(folder, where, "lab", join(folder, "Pulumi.lab.yaml"), this.home);
        const example = new Example(pulumi);
        await example.run("stack", "init", "--no-select");
        const all = { istio: istioVersion, charts: this.charts, ...settings };
        for (const [key, value] of Object.entries(all)) {
            await example.run("config", "set", key, value);
        }
        return example;
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

    /** A file the engine wrote, relative to the program. */
    read(file: string): string {
        return readFileSync(join(this.pulumi.program, file), "utf8");
    }
}
