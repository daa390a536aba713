import { inStack, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import type { StackContent } from "./stackSchema";

/** Settings that only make sense together. */
export function checkPlatform({
    cluster,
    charts,
    controlPlane,
    catalog,
    scope,
    revisions,
}: StackContent): readonly Problem[] {
    const problems: Problem[] = [];
    const error = (code: string, steps: readonly string[], message: string) =>
        problems.push(problem(code, inStack(steps), message));
    const { qps = 50, burst = Math.max(100, qps) } = cluster?.client ?? {};
    if (burst < qps) {
        error(
            "burst-below-qps",
            ["cluster", "client", "burst"],
            `${burst} is below qps (${qps}), which then is never reached; raise it`,
        );
    }
    const { replicas = 1, maxReplicas = Math.max(5, replicas) } = controlPlane ?? {};
    if (maxReplicas < replicas) {
        error(
            "replicas-above-maximum",
            ["controlPlane", "maxReplicas"],
            `${maxReplicas} is below replicas (${replicas}); raise it`,
        );
    }
    if (charts?.repository !== undefined && charts.folder !== undefined) {
        error("charts-twice", ["charts"], "charts come from one place; write repository or folder, not both");
    }
    if (charts?.repository !== undefined && !/^(oci|https):\/\/[^\s]+$/.test(charts.repository)) {
        const message = `${shown(charts.repository)} is not a chart repository; write an address that starts with oci:// or https://`;
        error("bad-repository", ["charts", "repository"], message);
    }
    const versions = new Set(Object.values(revisions ?? {}).map(({ version }) => version));
    if (charts?.folder !== undefined && !charts.folder.includes("{version}") && versions.size > 1) {
        const message = `${shown(charts.folder)} holds one version of the charts, and revisions of ${versions.size} are declared (${[...versions].sort().join(", ")}); put each into a folder of its own and write {version} for it, as in "charts/{version}"`;
        error("charts-of-one-version", ["charts", "folder"], message);
    }
    for (const [path, value] of [
        [["catalog"], catalog],
        [["charts", "folder"], charts?.folder],
        [["cluster", "kubeconfig"], cluster?.kubeconfig],
        [["cluster", "context"], cluster?.context],
    ] as const) {
        if (value?.trim() === "") {
            error("empty", path, "is empty; write it, or remove the key");
        }
    }
    const names = Array.isArray(scope) ? scope : [];
    for (const [index, name] of names.entries()) {
        if (names.indexOf(name) < index && index < 200) {
            const message = `${shown(name)} is there twice; remove one`;
            problems.push(problem("duplicate-item", inStack(["scope", index]), message));
        }
    }
    return problems;
}
