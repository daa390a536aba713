import type {
    DeclaredRevisions,
    NextStep,
    ObservedMesh,
    RevisionPlan,
    Use,
    User,
} from "../components/revisions";

/** How a mesh stands, as data. The shape is a contract: fields are added, never renamed. */
export interface StatusReport {
    readonly stack: string;
    readonly cluster: ReportedCluster;
    /** Whether this stack installs, moves and retires; else another one does. */
    readonly ownsControlPlane: boolean;
    /** Declared and seen, sorted by name. */
    readonly revisions: readonly ReportedRevision[];
    readonly tags: readonly ReportedTag[];
    /** Revision that judges objects without a revision label; `none`; or `unknown`. */
    readonly validator: string;
    /** Versions; `none` where it is not there, `unknown` where that could not be told, `null` where none is declared. */
    readonly cni: { readonly declared: string | null; readonly version: string };
    readonly crds: string;
    readonly kubernetes: string;
    readonly refusals: RevisionPlan["refusals"];
    readonly warnings: readonly string[];
    readonly next: NextStep;
}

export interface ReportedCluster {
    /** In words. */
    readonly name: string;
    readonly read: boolean;
    /** What could not be read, and why. */
    readonly unread: readonly string[];
}

export interface ReportedRevision {
    readonly name: string;
    /** Version in the stack file; `null` when it does not declare the revision. */
    readonly declared: string | null;
    /** Version that runs; `unknown`; `null` when there is no control plane of it. */
    readonly version: string | null;
    readonly health: "ready" | "unready" | "absent" | "unknown";
    readonly pods: { readonly available: number; readonly wanted: number } | null;
    /** Made by somebody else: another stack, or no stack. */
    readonly foreign: boolean;
    /** Tags that point to it in the cluster, or are declared to where the cluster could not be read. */
    readonly tags: readonly string[];
    /** Namespaces that follow one of these tags. */
    readonly namespaces: readonly string[];
    /** Version to number of pods; `null` when pods could not be read. */
    readonly proxies: Readonly<Record<string, number>> | null;
    readonly canBeRetired: "yes" | "no" | "unknown";
    readonly use: ReportedUse;
}

export interface ReportedTag {
    readonly name: string;
    /** Revision in the stack file; `null` when it does not declare the tag. */
    readonly declared: string | null;
    /** Revision in the cluster; `null` when it is not there or not known. */
    readonly revision: string | null;
    readonly webhook: boolean | null;
    readonly service: boolean | null;
    readonly foreign: boolean;
    /** Pods that have not followed it yet; `null` when not known. */
    readonly stale: number | null;
    readonly use: ReportedUse;
}

export interface ReportedUse {
    readonly state: Use["state"];
    readonly by: readonly User[];
    readonly because: readonly string[];
}

/** Everything about one moment, joined by revision and tag. */
export function statusReport({
    stack,
    cluster,
    declared,
    observed,
    plan,
    next,
}: {
    readonly stack: string;
    readonly cluster: ReportedCluster;
    readonly declared: DeclaredRevisions;
    readonly observed: ObservedMesh;
    readonly plan: RevisionPlan;
    readonly next: NextStep;
}): StatusReport {
    return {
        stack,
        cluster,
        ownsControlPlane: declared.ownsControlPlane !== false,
        revisions: namesOf(declared.revisions, observed.revisions, observed.proxies).map((name) =>
            revisionOf(name, declared, observed),
        ),
        tags: namesOf(declared.tags, observed.tags).map((name) => tagOf(name, declared, observed)),
        validator: typeof observed.validator === "string" ? observed.validator : observed.validator.revision,
        cni: { declared: declared.cni?.version ?? null, version: versionIn(observed.cni) },
        crds: versionIn(observed.crds),
        kubernetes: observed.kubernetes ?? "unknown",
        refusals: plan.refusals,
        warnings: plan.warnings,
        next,
    };
}

/** `unknown` is no revision but pods whose proxy does not say; they are told with the use of every revision. */
function namesOf(...maps: readonly (ReadonlyMap<string, unknown> | undefined)[]): readonly string[] {
    const names = new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]));
    names.delete("unknown");
    return [...names].sort();
}

function revisionOf(name: string, declared: DeclaredRevisions, observed: ObservedMesh): ReportedRevision {
    const seen = observed.revisions?.get(name);
    const pointing =
        observed.tags === undefined
            ? [...declared.tags].filter(([, to]) => to === name)
            : [...observed.tags].filter(([, { revision }]) => revision === name);
    const tags = pointing.map(([tag]) => tag).sort();
    const use = useOf(observed.revisionUse.get(name));
    return {
        name,
        declared: declared.revisions.get(name)?.version ?? null,
        version: seen === undefined ? null : (seen.version ?? "unknown"),
        health: observed.revisions === undefined ? "unknown" : (seen?.health ?? "absent"),
        pods: seen?.pods ?? null,
        foreign: isOfOthers(seen, declared),
        tags,
        namespaces: namespacesOf(tags, use, declared, observed),
        proxies: observed.proxies === undefined ? null : Object.fromEntries(observed.proxies.get(name) ?? []),
        canBeRetired: use.state === "free" ? "yes" : use.state === "used" ? "no" : "unknown",
        use,
    };
}

function isOfOthers(
    seen: { readonly foreign?: boolean } | undefined,
    { ownsControlPlane }: DeclaredRevisions,
): boolean {
    return seen !== undefined && (seen.foreign === true || ownsControlPlane === false);
}

/** As the cluster has them; as declared where nobody could look. */
function namespacesOf(
    tags: readonly string[],
    { by }: ReportedUse,
    { namespaces }: DeclaredRevisions,
    { tags: seen }: ObservedMesh,
): readonly string[] {
    const found =
        seen === undefined
            ? [...namespaces].filter(([, { tag }]) => tags.includes(tag)).map(([name]) => name)
            : by.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
    return [...new Set(found)].sort();
}

function tagOf(name: string, declared: DeclaredRevisions, observed: ObservedMesh): ReportedTag {
    const seen = observed.tags?.get(name);
    return {
        name,
        declared: declared.tags.get(name) ?? null,
        revision: seen?.revision ?? null,
        webhook: observed.tags === undefined ? null : seen?.webhook === true,
        service: observed.tags === undefined ? null : seen?.service === true,
        foreign: isOfOthers(seen, declared),
        stale: observed.stale === undefined ? null : (observed.stale.get(name)?.length ?? 0),
        use: useOf(observed.tagUse.get(name)),
    };
}

/** What was not looked for may be used all the same. */
function useOf(use: Use | undefined): ReportedUse {
    const { state, by, because }: ReportedUse = {
        state: "unknown",
        by: [],
        because: use === undefined ? ["it was not looked for"] : [],
        ...use,
    };
    return { state, by, because };
}

function versionIn(seen: ObservedMesh["cni"] | ObservedMesh["crds"]): string {
    return typeof seen === "string" ? seen : seen.version;
}
