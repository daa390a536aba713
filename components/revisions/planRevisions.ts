import { type IstioMinor, istioMinors } from "../versions";
import { crdVersion } from "./crdVersion";
import type { DeclaredRevisions } from "./declared";
import { leaving } from "./leaving";
import { installs, moves } from "./moves";
import type { ObservedMesh } from "./observed";
import type { PlanStep, RevisionPlan } from "./plan";
import { refusals } from "./refusals";
import { skewRefusals } from "./skewRefusals";
import { compareVersions } from "./support";
import { moveWarnings } from "./warnings";

/**
 * What has to happen so that the cluster becomes what is declared, in an order in which a mesh works after every
 * step. Total: any two inputs give a plan, if only of refusals. Nothing used or unknown is ever retired, and the
 * default validator never points to a control plane that is not there. Where the control plane is another stack's,
 * only proxies that are left behind are this one's to move.
 *
 * @param today - ISO date by which exceptions and overrides are judged
 */
export function planRevisions(
    declared: DeclaredRevisions,
    observed: ObservedMesh,
    { today, minors = istioMinors }: { readonly today: string; readonly minors?: readonly IstioMinor[] },
): RevisionPlan {
    if (declared.ownsControlPlane === false) {
        const following = [...restarts(declared, observed, new Map()), ...drains(declared, observed)];
        return { steps: following, refusals: [], warnings: [] };
    }
    const going = leaving(declared, observed, today);
    const inputs = { declared, observed, minors, today };
    const refused = [...refusals(inputs), ...skewRefusals(inputs), ...going.refusals];
    if (refused.length > 0) {
        return { steps: [], refusals: refused, warnings: going.warnings };
    }
    const arriving = installs(declared, observed);
    const moving = moves(declared, observed);
    return {
        steps: [
            ...definitions(declared, observed, arriving.length > 0),
            ...arriving,
            ...moving,
            ...cni(declared, observed),
            // Before the control planes they point to: a webhook that calls nothing refuses everything.
            ...going.tags.map((tag) => ({ kind: "remove-tag" as const, tag })),
            ...going.revisions.map((revision) => ({ kind: "retire" as const, revision })),
            ...restarts(
                declared,
                observed,
                new Map(moving.map((move) => ["tag" in move ? move.tag : "default", move.to])),
            ),
            ...drains(declared, observed),
        ],
        refusals: [],
        warnings: [...going.warnings, ...moveWarnings(declared, observed, moving)],
    };
}

/** CRDs first: the newest control plane waits for kinds that only its own CRDs have. */
function definitions(
    declared: DeclaredRevisions,
    { crds }: ObservedMesh,
    arriving: boolean,
): readonly PlanStep[] {
    const to = crdVersion(declared);
    if (to === undefined) {
        return [];
    }
    if (typeof crds === "object") {
        return compareVersions(to, crds.version) > 0 ? [{ kind: "crds", from: crds.version, to }] : [];
    }
    return crds === "none" || arriving ? [{ kind: "crds", to }] : [];
}

/** Serves proxies of every revision, and no version has a canary of it: after the control planes, before what remains. */
function cni(declared: DeclaredRevisions, { cni: runs }: ObservedMesh): readonly PlanStep[] {
    const to = declared.cni?.version;
    if (to === undefined || (typeof runs === "object" && runs.version === to)) {
        return [];
    }
    return [{ kind: "cni", ...(typeof runs === "object" ? { from: runs.version } : {}), to }];
}

/** Proxies of a tag that moves have to follow where they do not run its target yet; of one that stands, those left behind. */
function restarts(
    declared: DeclaredRevisions,
    observed: ObservedMesh,
    moving: ReadonlyMap<string, string>,
): readonly PlanStep[] {
    return [...declared.tags.keys()].sort().flatMap((tag) => {
        const to = moving.get(tag);
        const behind =
            to === undefined
                ? observed.stale?.get(tag)
                : observed.followers?.get(tag)?.filter(({ revision }) => revision !== to);
        const pods = behind?.length ?? 0;
        return pods === 0 ? [] : [{ kind: "restart" as const, tag, pods }];
    });
}

/** A control plane that no tag points to any more and that somebody still needs. */
function drains(declared: DeclaredRevisions, observed: ObservedMesh): readonly PlanStep[] {
    const targets = new Set(declared.tags.values());
    return [...declared.revisions.keys()]
        .filter((revision) => !targets.has(revision) && observed.revisions?.has(revision))
        .sort()
        .flatMap((revision) => {
            const use = observed.revisionUse.get(revision);
            return use?.state === "used" ? [{ kind: "drain" as const, revision, users: use.by }] : [];
        });
}
