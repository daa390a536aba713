import { compareVersions, type ObservedMesh } from "./revisions";

/** What is wrong when CRDs are to be made that are there already, of a newer version: charts keep them. */
export function keptCrdsProblem({ crds }: Pick<ObservedMesh, "crds">, to: string): string | undefined {
    return typeof crds === "object" ? crdVersionProblem(crds.version, to) : undefined;
}

/**
 * What is wrong when Istio's CRDs are to become those of another version. Newer ones serve older control planes;
 * older ones drop the fields they do not know from objects that have them, without a word.
 */
export function crdVersionProblem(from: string, to: string): string | undefined {
    if (compareVersions(to, from) >= 0) {
        return undefined;
    }
    const name = from.replaceAll(".", "-");
    return (
        `Istio's CRDs would go back from ${from} to ${to}, and objects would lose the fields that only ${from} knows; ` +
        `add ${name} to meshwright:retired, which keeps the CRDs of that revision`
    );
}
