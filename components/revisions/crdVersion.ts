import type { DeclaredRevisions } from "./declared";
import { versionOfRevision } from "./revisionName";
import { compareVersions } from "./support";

/**
 * The version Istio's CRDs come from: the newest of every revision that is declared or was once. They are shared by
 * all revisions, newer ones serve older control planes, and older ones would drop fields that objects already have;
 * so they never go back, not even when the newest revision is taken away again. `undefined` where there never was one.
 */
export function crdVersion({
    revisions,
    retired,
}: Pick<DeclaredRevisions, "revisions" | "retired">): string | undefined {
    const live = [...revisions.values()].map(({ version }) => version);
    const gone = [...retired].map(versionOfRevision).filter((version) => version !== undefined);
    return [...live, ...gone].sort(compareVersions).at(-1);
}
