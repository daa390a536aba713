import type { V1Container, V1Pod } from "@kubernetes/client-node";

/** Every container of a pod by name; native sidecars are init containers that keep running. */
export function containerOf(pod: V1Pod, name: string): V1Container | undefined {
    return [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].find(
        (each) => each.name === name,
    );
}

/** The variables of the injected container, as a kubelet would resolve them, and what has no cloud to ask. */
export function proxyEnvironment(container: V1Container, pod: V1Pod): Record<string, string> {
    const resolved: Record<string, string> = {};
    for (const { name, value, valueFrom } of container.env ?? []) {
        const field = valueFrom?.fieldRef?.fieldPath;
        const found =
            valueFrom === undefined ? (value ?? "") : field === undefined ? undefined : read(pod, field);
        if (found !== undefined) {
            resolved[name] = found;
        }
    }
    // Else the agent asks the metadata servers of three clouds first, for two seconds.
    return { ...resolved, PATH: process.env["PATH"] ?? "", CLOUD_PLATFORM: "none", GOMAXPROCS: "2" };
}

/** Arguments with `$(NAME)` expanded. */
export function expand(
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
): readonly string[] {
    return args.map((each) =>
        each.replace(/\$\((\w+)\)/g, (whole, name: string) => variables[name] ?? whole),
    );
}

function read(pod: V1Pod, path: string): string | undefined {
    const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
    if (keyed) {
        const [, kind, key = ""] = keyed;
        return (kind === "labels" ? pod.metadata?.labels : pod.metadata?.annotations)?.[key] ?? "";
    }
    const value = path
        .split(".")
        .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], pod);
    return typeof value === "string" ? value : undefined;
}
