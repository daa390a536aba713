import { runCommand } from "../tools";

/** What `istioctl analyze` has to say about the whole cluster, errors and warnings only. */
export async function analyze(
    istioctl: string,
    kubeconfig: string,
    signal?: AbortSignal,
): Promise<readonly string[]> {
    const result = await runCommand(
        istioctl,
        ["analyze", "--all-namespaces", "--kubeconfig", kubeconfig, "--output", "json"],
        { timeout: 120_000, ...(signal === undefined ? {} : { signal }) },
    );
    const messages: unknown = result.stdout.trim() === "" ? [] : JSON.parse(result.stdout);
    if (!Array.isArray(messages)) {
        throw new Error(`istioctl analyze answered something unexpected: ${result.stdout.slice(0, 500)}`);
    }
    return messages
        .filter((each) => each.level !== "Info")
        .map((each) => `${each.level} ${each.code} ${each.origin ?? ""}: ${each.message}`);
}
