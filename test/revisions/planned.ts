import {
    type DeclaredRevisions,
    type ObservedMesh,
    planRevisions,
    type RevisionPlan,
    type Use,
} from "../../components/revisions";

export const today = "2026-11-28";
/** The revision that is there and the one that comes. */
export const [old, new_] = ["1-30-5", "1-31-1"] as const;
export const ready = { health: "ready", pods: { available: 1, wanted: 1 } } as const;
export const pod = { kind: "Pod", namespace: "shop", name: "cart-1", because: "runs a proxy of it" } as const;
export const usedBy = (...by: readonly (typeof pod)[]): Use => ({ state: "used", by });
export const both = new Map([
    [old, { version: "1.30.5" }],
    [new_, { version: "1.31.1" }],
]);
export const running = (name: string, revision: string) => ({ namespace: "shop", name, revision });
export const pointing = (revision: string) => ({ revision, webhook: true, service: true });

/** A stack file that has the old revision and two tags on it. */
export function declaring(changes: Partial<DeclaredRevisions> = {}): DeclaredRevisions {
    return {
        revisions: new Map([[old, { version: "1.30.5" }]]),
        tags: new Map([
            ["default", old],
            ["stable", old],
        ]),
        namespaces: new Map([
            ["web", { tag: "canary" }],
            ["shop", { tag: "stable" }],
            ["pay", { tag: "stable" }],
        ]),
        gateways: new Map(),
        retired: new Set(),
        removals: new Map(),
        exceptions: [],
        ...changes,
    };
}

/** A cluster on the old revision that is just what `declaring()` says. */
export function seeing(changes: Partial<ObservedMesh> = {}): ObservedMesh {
    return {
        revisions: new Map([[old, { ...ready, version: "1.30.5" }]]),
        tags: new Map([
            ["default", pointing(old)],
            ["stable", pointing(old)],
        ]),
        validator: { revision: old },
        revisionUse: new Map([[old, usedBy(pod)]]),
        tagUse: new Map([["stable", usedBy(pod)]]),
        proxies: new Map([[old, new Map([["1.30.5", 1]])]]),
        followers: new Map([["stable", [running("cart-1", old)]]]),
        stale: new Map(),
        cni: "none",
        crds: { version: "1.30.5" },
        kubernetes: "1.34",
        ...changes,
    };
}

export const bothSeen = seeing({
    revisions: new Map([
        [old, { ...ready, version: "1.30.5" }],
        [new_, { ...ready, version: "1.31.1" }],
    ]),
    crds: { version: "1.31.1" },
    proxies: new Map([[new_, new Map([["1.31.1", 3]])]]),
});

export function plan(declared: DeclaredRevisions, observed: ObservedMesh): RevisionPlan {
    return planRevisions(declared, observed, { today });
}
