import { type AllowedExternal, externalInventory, type ServiceGraph } from "../../components/graph";

const encrypted: Readonly<Record<AllowedExternal["tls"], string>> = {
    caller: "TLS by the caller",
    mesh: "TLS by the mesh",
    none: "plain text",
};

/** The part of the summary that says which hosts outside may be reached, by whom and how. */
export function externals(graph: ServiceGraph): string[] {
    const lines = externalInventory(graph).map(({ host, port, owner, callers, way, tls }) => {
        const out = way === "direct" ? "from each sidecar, which nothing holds to it" : `through ${way}`;
        return `  ${host}:${port} (${owner}) by ${callers.join(", ")}, ${out}, ${encrypted[tls]}`;
    });
    return lines.length === 0
        ? []
        : [["Hosts outside that may be reached; from an enforced namespace no other", ...lines].join("\n")];
}
