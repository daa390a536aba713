import type { PodView } from "../revisions/clusterView";
import type { RawContainer, RawSpec } from "./rawObject";

/** What pilot-agent takes its control plane and its certificate authority from. */
const telling: ReadonlySet<string> = new Set(["PROXY_CONFIG", "CA_ADDR"]);

/** The proxy of a pod, native sidecar or not. */
export function proxyIn({ containers = [], initContainers = [] }: RawSpec = {}): RawContainer | undefined {
    return [...containers, ...initContainers].find(({ name }) => name === "istio-proxy");
}

export function proxyEnv(spec: RawSpec | undefined): Pick<PodView, "proxyEnv"> {
    const found = (proxyIn(spec)?.env ?? []).flatMap(({ name, value }) =>
        value !== undefined && telling.has(name) ? [[name, value] as const] : [],
    );
    return found.length === 0 ? {} : { proxyEnv: Object.fromEntries(found) };
}
