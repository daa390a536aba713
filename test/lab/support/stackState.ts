import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labRevision } from "../../../lab/deploy/overrides";
import { type LabPulumi, runPulumi } from "../../../lab/deploy/pulumi";

export interface StackResource {
    readonly urn: string;
    readonly type: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the engine wrote down about the stack: `pulumi stack export`. */
export async function stackResources(pulumi: LabPulumi): Promise<readonly StackResource[]> {
    // Into a file, because whatever a command prints ends in the lab's log.
    const file = join(pulumi.home, "tmp", "export.json");
    const { code, lines } = await runPulumi(pulumi, ["stack", "export", "--file", file]);
    if (code !== 0) {
        throw new Error(`pulumi stack export ended with ${code}:\n${lines.join("\n")}`);
    }
    const state = JSON.parse(readFileSync(file, "utf8")) as {
        deployment: { resources: readonly StackResource[] };
    };
    return state.deployment.resources;
}

/** What the program exported. */
export async function stackOutputs(pulumi: LabPulumi): Promise<Readonly<Record<string, unknown>>> {
    const stack = (await stackResources(pulumi)).find(({ type }) => type === "pulumi:pulumi:Stack");
    return stack?.outputs ?? {};
}

/** The lab's Istio is the newest that can be built, so its revision is not part of what a golden list holds. */
export function withoutRevision(text: string): string {
    return text.replaceAll(labRevision, "{revision}");
}
