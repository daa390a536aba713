import { runCommand } from "../tools";
import { type AnalysisMessage, findingsOf } from "./findings";

/**
 * What `istioctl analyze` has to say about the whole cluster, errors and warnings only. Once for each revision: without
 * one istioctl looks at none of the objects that are labelled with a revision, the injection webhooks among them, and
 * would call every gateway's `image: auto` a mistake (IST0146).
 */
export async function analyze(
    istioctl: string,
    kubeconfig: string,
    revisions: readonly string[],
    signal?: AbortSignal,
): Promise<readonly string[]> {
    const analyses: AnalysisMessage[][] = [];
    for (const revision of revisions) {
        const words = ["--all-namespaces", "--revision", revision, "--kubeconfig", kubeconfig];
        const result = await runCommand(istioctl, ["analyze", ...words, "--output", "json"], {
            timeout: 120_000,
            ...(signal === undefined ? {} : { signal }),
        });
        const messages: unknown = result.stdout.trim() === "" ? [] : JSON.parse(result.stdout);
        if (!Array.isArray(messages)) {
            throw new Error(`istioctl analyze answered something unexpected: ${result.stdout.slice(0, 500)}`);
        }
        analyses.push(messages);
    }
    return findingsOf(analyses);
}
