/** Where Istio's charts come from: an OCI or HTTP repository (or a mirror of one), or a folder on disk. */
export type ChartPlace =
    | { readonly kind: "repository"; readonly url: string }
    | { readonly kind: "folder"; readonly path: string };

/** Where Istio's charts come from: an OCI or HTTP repository (or a mirror of one), or a folder on disk. */
export interface ChartSource {
    /** `repository` or `folder`. */
    kind: string;
    /** Address of the repository, `oci://…` or `https://…`. */
    url?: string;
    /** Path of the folder; `{version}` in it stands for the version of Istio. */
    path?: string;
}

/** Arguments of a Helm chart resource that decide where the chart is read from. */
export interface ChartLocation {
    readonly chart: string;
    readonly version?: string;
    readonly repositoryOpts?: { readonly repo: string };
}

/**
 * A folder holds the charts under their published names (`base`, `istiod`, …). Where its path has `{version}`, there is
 * one such folder for each version; else every chart is there in one version, which is then used for all.
 */
export function locateChart(args: ChartSource, chart: string, version: string): ChartLocation {
    const source = chartSource(args);
    if (source.kind === "folder") {
        const folder = source.path.replaceAll("{version}", version).replace(/\/+$/, "");
        return { chart: `${folder}/${chart}` };
    }
    const url = source.url.replace(/\/+$/, "");
    return url.startsWith("oci://")
        ? { chart: `${url}/${chart}`, version }
        : { chart, version, repositoryOpts: { repo: url } };
}

function chartSource({ kind, url, path }: ChartSource): ChartPlace {
    if (kind === "repository" && url !== undefined) {
        return { kind, url };
    }
    if (kind === "folder" && path !== undefined) {
        return { kind, path };
    }
    throw new Error(
        `charts: ${JSON.stringify({ kind, url, path })} names no place; write { kind: "repository", url: "oci://…" } or { kind: "folder", path: "…" }`,
    );
}
