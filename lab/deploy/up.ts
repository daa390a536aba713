import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Lab, startLab, stopLab } from "../cluster";
import type { Reporter } from "../reporter";
import {
    certManagerChart,
    kwokStages,
    placeCertManagerStandIn,
    placeRandomStandIn,
    pulumiHome,
    type Tool,
    ToolProblem,
} from "../tools";
import { analyze } from "./analyze";
import { runCronJobsOnce } from "./cronJobRuns";
import { deploy } from "./deployStack";
import { exceptionsUntil } from "./exceptionDate";
import { waitUntilHealthy } from "./health";
import { placeCharts } from "./placeCharts";
import { writeLabPolicyConfig } from "./policyConfig";
import { ensureStack, type LabPulumi, labPulumi } from "./pulumi";
import { writeLabStackFile } from "./stackFile";
import { loadStackMesh } from "./stackMesh";
import { type StackTools, stackTools } from "./stackTools";
import { summary } from "./summary";

export interface UpOptions {
    readonly program: string;
    readonly stack: string;
    readonly home: string;
    readonly reporter: Reporter;
    readonly signal: AbortSignal;
}

/**
 * From nothing to a healthy mesh, and back to nothing when interrupted: a lab this call started is stopped
 * again, one that was already there stays.
 *
 * @returns the summary to print
 */
export async function up(options: UpOptions): Promise<string> {
    const { reporter, signal } = options;
    const homeWasThere = existsSync(options.home);
    const today = new Date().toISOString().slice(0, 10);
    // A mistake in the catalogue is told at once, not after a control plane has been started for it.
    const stackFile = join(options.program, `Pulumi.${options.stack}.yaml`);
    for (const { path, message } of loadStackMesh(options.program, stackFile, today).warnings) {
        reporter.warn(`${path}: ${message}`);
    }
    reporter.phase("Tools");
    const needed = await stackTools(options, signal);
    const { tools } = needed;
    const stages = await kwokStages(reporter, signal);
    reporter.done(describeTools(tools));

    reporter.phase("Control plane");
    const lab = await startLab({ home: options.home, tools, stages, reporter, signal });
    reporter.done(lab.startedByUs ? `running at ${lab.server}` : `already runs at ${lab.server}`);
    try {
        return await deployAndLook({ ...options, today }, lab, needed);
    } catch (error) {
        if (signal.aborted && lab.startedByUs) {
            // The data of a lab that was there before, stopped or broken, is not this command's to remove.
            await stopLab(options.home, reporter, { keep: homeWasThere });
        }
        throw error;
    }
}

async function deployAndLook(
    options: UpOptions & { readonly today: string },
    lab: Lab,
    needed: StackTools,
): Promise<string> {
    const { reporter, signal } = options;
    reporter.phase(`Stack ${options.stack}`);
    const pulumi = await bindPulumi(options, lab, needed);
    await ensureStack(pulumi, signal);
    const outcome = await deploy(pulumi, reporter, signal);

    reporter.phase("Health");
    await runCronJobsOnce(lab.kubeconfig);
    reporter.step("waiting for webhooks, deployments and proxies");
    const unhealthy = await waitUntilHealthy(lab.kubeconfig, {
        milliseconds: 120_000,
        signal,
        onWait: (what) => reporter.progress?.(what),
    });
    if (unhealthy.length > 0) {
        throw new ToolProblem(
            `the mesh did not become healthy:\n${unhealthy.map((each) => `  - ${each}`).join("\n")}\n` +
                "See `npm run lab -- logs`; the lab stays up for you to look at.",
        );
    }
    reporter.done("every webhook answers, every deployment is available, every meshed pod has its proxy");
    const { settings, target, graph, derived } = loadStackMesh(
        options.program,
        pulumi.stackFile,
        options.today,
    );
    reporter.step("istioctl analyze");
    const findings = await analyze(
        needed.tools.get("istioctl")?.path ?? "istioctl",
        lab.kubeconfig,
        target.revisions,
        signal,
    );
    reporter.done(
        `istioctl analyze: ${findings.length === 0 ? "nothing to report" : `${findings.length} finding(s)`}`,
    );
    return summary({
        stack: options.stack,
        settings,
        graph,
        objects: [
            ...derived.platform,
            ...[...derived.gateways.values()].flat(),
            ...[...derived.namespaces.values()].flat(),
        ],
        mesh: target,
        outcome,
        findings,
    });
}

/** Everything that ties the engine to this lab; also what the tests of the lab start from. */
export async function bindPulumi(
    options: Pick<UpOptions, "program" | "stack" | "home" | "reporter">,
    lab: Pick<Lab, "home" | "kubeconfig">,
    { tools, charts }: StackTools,
): Promise<LabPulumi> {
    const { program, stack } = options;
    const until = exceptionsUntil(options.home);
    const stackFile = writeLabStackFile(program, stack, options.home, {
        kubeconfig: lab.kubeconfig,
        charts: placeCharts(options.home, charts),
        until,
    });
    const policyConfig = writeLabPolicyConfig(program, stack, options.home, until);
    const home = await pulumiHome(join(options.home, "pulumi-home"), tools, options.reporter);
    await placeCertManagerStandIn(home.home, await certManagerChart(options.reporter));
    await placeRandomStandIn(home.home);
    return { ...labPulumi(program, lab, stack, stackFile, home), policyConfig };
}

function describeTools(tools: ReadonlyMap<string, Tool>): string {
    const counts = new Map<string, number>();
    for (const { origin } of tools.values()) {
        counts.set(origin, (counts.get(origin) ?? 0) + 1);
    }
    const words: Record<string, string> = {
        path: "your own",
        cache: "from the cache",
        built: "built",
        fetched: "fetched",
    };
    return [...counts].map(([origin, count]) => `${count} ${words[origin] ?? origin}`).join(", ");
}
