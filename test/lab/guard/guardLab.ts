import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { startLab } from "../../../lab/cluster";
import { placeCharts } from "../../../lab/deploy/placeCharts";
import { type LabPulumi, labPulumi, runPulumi } from "../../../lab/deploy/pulumi";
import { toolsOfReleases } from "../../../lab/deploy/stackTools";
import { silentReporter } from "../../../lab/reporter";
import { istioVersion, kwokStages, newestRelease, pulumiHome } from "../../../lab/tools";
import { program } from "../support/command";
import type { TestLab } from "../support/testLab";

const programFolder = join("test", "lab", "programs", "guarded");

/** What the program of this lab declares. */
export interface Declared {
    readonly revisions: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
    readonly removals?: Readonly<Record<string, { readonly reason: string; readonly until: string }>>;
    /** Version of every revision; that of the lab's Istio when absent. */
    readonly version?: string;
}

/** A lab and a control plane in it that a guard stands before, in the hands of the real engine. */
export class GuardLab {
    private constructor(
        readonly lab: TestLab,
        readonly pulumi: LabPulumi,
        readonly charts: string,
    ) {}

    static async start(lab: TestLab): Promise<GuardLab> {
        lab.prepare();
        const { tools, charts } = await toolsOfReleases([newestRelease], silentReporter);
        const stages = await kwokStages(silentReporter);
        await startLab({ home: lab.home, tools, stages, reporter: silentReporter });
        // As deep as in this repository, so that the program finds the components by the same path.
        const folder = join(lab.folder, programFolder);
        cpSync(join(program, programFolder), folder, { recursive: true });
        for (const each of ["node_modules", "components"]) {
            symlinkSync(join(program, each), join(lab.folder, each));
        }
        const home = await pulumiHome(join(lab.home, "pulumi-home"), tools, silentReporter);
        const where = { home: lab.home, kubeconfig: lab.kubeconfig };
        const stackFile = join(folder, "Pulumi.guarded.yaml");
        const pulumi = labPulumi(folder, where, "guarded", stackFile, home);
        const { code, lines } = await runPulumi(pulumi, ["stack", "init", "--no-select"]);
        if (code !== 0) {
            throw new Error(lines.join("\n"));
        }
        return new GuardLab(lab, pulumi, placeCharts(lab.home, charts));
    }

    preview(declared: Declared) {
        return this.#run(declared, "preview");
    }

    up(declared: Declared, ...words: readonly string[]) {
        return this.#run(declared, "up", "--yes", "--skip-preview", ...words);
    }

    destroy(declared: Declared, ...words: readonly string[]) {
        return this.#run(declared, "destroy", "--yes", "--skip-preview", ...words);
    }

    async #run(
        { revisions, tags, removals = {}, version = istioVersion }: Declared,
        ...words: readonly string[]
    ) {
        const guarded = {
            charts: this.charts,
            revisions: Object.fromEntries(revisions.map((revision) => [revision, { version }])),
            tags,
            removals,
        };
        const environment = { ...this.pulumi.environment, GUARDED: JSON.stringify(guarded) };
        const { code, lines } = await runPulumi({ ...this.pulumi, environment }, words);
        return { code, text: lines.join("\n") };
    }
}
