import { existsSync } from "node:fs";
import { startLab, stopLab } from "../cluster";
import { kwokStages, ToolProblem } from "../tools";
import { configArgs } from "./deployStack";
import { keptCustomResourceDefinitions } from "./keptObjects";
import { resourceCounts, showProgress } from "./progress";
import { ensureStack, runPulumi } from "./pulumi";
import { stackTools } from "./stackTools";
import { bindPulumi, type UpOptions } from "./up";

/**
 * Destroys the stack, stops every process and removes the lab's home. A lab that is stale is repaired first,
 * because only a running API server can forget its objects in order.
 *
 * @returns what to tell the user, the objects Kubernetes keeps among it
 */
export async function down(options: UpOptions): Promise<string> {
    const { reporter, signal, home } = options;
    if (!existsSync(home)) {
        return `Nothing to do: there is no lab in ${home}.\n`;
    }
    reporter.phase("Tools");
    const needed = await stackTools(options, signal);
    const stages = await kwokStages(reporter, signal);
    reporter.phase("Control plane");
    const lab = await startLab({ home, tools: needed.tools, stages, reporter, signal });
    reporter.phase(`Stack ${options.stack}`);
    const pulumi = await bindPulumi(options, lab, needed);
    await ensureStack(pulumi, signal);
    reporter.step("pulumi destroy");
    // With the program, because what guards revisions and tags is part of it; without it the engine refuses.
    const words = ["destroy", "--run-program", "--yes", "--skip-preview", ...configArgs(pulumi)];
    const result = await runPulumi(pulumi, words, { signal, onLine: showProgress(reporter) });
    if (result.code !== 0) {
        throw new ToolProblem(
            `pulumi destroy failed (exit ${result.code}):\n${result.lines.slice(-40).join("\n")}\n` +
                "The lab stays up for you to look at; `npm run lab -- down` stops it without destroying.",
        );
    }
    const deleted = resourceCounts(result.lines).get("deleted") ?? 0;
    reporter.done(`pulumi destroy: ${deleted} deleted`);
    const kept = await keptCustomResourceDefinitions(lab.kubeconfig);
    reporter.phase("Stop");
    await stopLab(home, reporter);
    return [
        "",
        `Destroyed ${deleted} resources and stopped the lab; no process is left.`,
        `On a real cluster Kubernetes would keep Istio's ${kept.istio} CRDs: the charts mark them so, because deleting a CRD`,
        "deletes every object of its kind, whoever made it. `kubectl delete crd -l chart=istio` removes them.",
        ...(kept.certManager === 0
            ? []
            : [
                  `So with cert-manager's ${kept.certManager}: \`kubectl delete crd -l app.kubernetes.io/name=cert-manager\`.`,
              ]),
        "",
    ].join("\n");
}
