import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export interface Workflow {
    readonly file: string;
    readonly text: string;
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions?: Readonly<Record<string, string>>;
    readonly concurrency?: object;
    readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
    readonly needs?: string;
    readonly if?: string;
    readonly uses?: string;
    readonly permissions?: Readonly<Record<string, string>>;
    readonly "timeout-minutes"?: number;
    readonly environment?: string;
    readonly secrets?: unknown;
    readonly steps?: readonly Step[];
}

export interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly if?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, unknown>>;
}

export const workflowFolder = join(__dirname, "..", "..", ".github", "workflows");

export const workflows: readonly Workflow[] = readdirSync(workflowFolder)
    .sort()
    .map((file) => {
        const text = readFileSync(join(workflowFolder, file), "utf8");
        return { ...(parse(text) as Omit<Workflow, "file" | "text">), file, text };
    });

/** Every job of every workflow, as `file: job`. */
export const jobs = workflows.flatMap((workflow) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ at: `${workflow.file}: ${name}`, workflow, job })),
);
