import type { DeclaredRevisions, ObservedMesh, Refusal } from "../../components/revisions";
import { both, bothSeen, declaring, new_, old, pod, pointing, ready, seeing } from "./planned";

export interface RefusedPlan {
    readonly title: string;
    readonly declared: DeclaredRevisions;
    readonly observed?: ObservedMesh;
    readonly refusals: readonly Refusal[];
}

const onNew = {
    revisions: new Map([[new_, { version: "1.31.1" }]]),
    tags: new Map([
        ["default", new_],
        ["stable", new_],
    ]),
};

/** What is refused, each by itself. */
export const refusedPlans: readonly RefusedPlan[] = [
    {
        title: "a used revision that leaves in the update that moves its tags",
        declared: declaring(onNew),
        observed: {
            ...bothSeen,
            revisionUse: new Map([
                [
                    old,
                    {
                        state: "used",
                        by: [
                            pod,
                            { ...pod, name: "cart-2" },
                            { kind: "Tag", name: "stable", because: "points to it" },
                        ],
                    },
                ],
            ]),
        },
        refusals: [
            {
                code: "revision-in-use",
                subject: old,
                message:
                    "the revision 1-30-5 cannot go: it is still used by 2 Pods and Tag stable; move them away first, declare it again, or write a reason in meshwright:removals",
                users: [
                    pod,
                    { ...pod, name: "cart-2" },
                    { kind: "Tag", name: "stable", because: "points to it" },
                ],
            },
        ],
    },
    {
        title: "a revision of which nobody knows whether it is used, under an override that has ended",
        declared: declaring({
            ...onNew,
            removals: new Map([[old, { reason: "nobody is left", until: "2026-11-27" }]]),
        }),
        observed: {
            ...bothSeen,
            revisionUse: new Map([[old, { state: "unknown", because: ["pods: forbidden"], by: [] }]]),
        },
        refusals: [
            {
                code: "revision-use-unknown",
                subject: old,
                message:
                    "the revision 1-30-5 cannot go: it may still be used: pods: forbidden; let whoever runs this read what is missing, so that it can be told, declare it again, or write a reason in meshwright:removals (the one there ended on 2026-11-27)",
                users: [],
            },
        ],
    },
    {
        title: "a tag that namespaces still follow",
        declared: declaring({ tags: new Map([["default", old]]) }),
        refusals: [
            {
                code: "tag-in-use",
                subject: "stable",
                message:
                    "the tag stable cannot go: it is still used by Pod shop/cart-1; move them away first, declare it again, or write a reason in meshwright:removals",
                users: [pod],
            },
        ],
    },
    {
        title: "a tag nobody asked about",
        declared: declaring({ tags: new Map([["default", old]]) }),
        observed: seeing({ tagUse: new Map() }),
        refusals: [
            {
                code: "tag-use-unknown",
                subject: "stable",
                message:
                    "the tag stable cannot go: it may still be used: the cluster was not read; let whoever runs this read what is missing, so that it can be told, declare it again, or write a reason in meshwright:removals",
                users: [],
            },
        ],
    },
    {
        title: "another version under a name that runs",
        declared: declaring(),
        observed: seeing({ revisions: new Map([[old, { ...ready, version: "1.30.4" }]]) }),
        refusals: [
            {
                code: "revision-changed",
                subject: old,
                message:
                    "the revision 1-30-5 runs 1.30.4 and is declared as 1.30.5; give 1.30.5 a revision of its own beside it",
                users: [],
            },
        ],
    },
    {
        title: "a retired name that comes back",
        declared: declaring({ retired: new Set([old]) }),
        refusals: [
            {
                code: "revision-retired",
                subject: old,
                message:
                    "the revision 1-30-5 was retired, and pods of its first life could still name it; choose a new name, such as 1-30-5-b",
                users: [],
            },
        ],
    },
    {
        title: "a tag to nowhere, and no default",
        declared: declaring({ tags: new Map([["stable", "1-30-6"]]) }),
        observed: seeing({ tags: new Map([["stable", pointing(old)]]) }),
        refusals: [
            {
                code: "unknown-revision",
                subject: "stable",
                message:
                    "the tag stable points to 1-30-6, which is not declared; declare it or point the tag to one that is",
                users: [],
            },
            {
                code: "default-tag-missing",
                subject: "default",
                message:
                    "no tag default is declared, so nothing would judge configuration; point it to a revision",
                users: [],
            },
        ],
    },
    {
        title: "a tag that moves to a control plane that stands there and does not answer",
        declared: declaring({
            revisions: both,
            tags: new Map([
                ["default", old],
                ["stable", new_],
            ]),
        }),
        observed: {
            ...bothSeen,
            revisions: new Map([
                [old, { ...ready, version: "1.30.5" }],
                [new_, { health: "unready", version: "1.31.1", pods: { available: 0, wanted: 2 } }],
            ]),
        },
        refusals: [
            {
                code: "target-not-ready",
                subject: "stable",
                message:
                    "the tag stable cannot move to 1-31-1: its control plane does not answer (0 of 2 pods); mend it first",
                users: [],
            },
        ],
    },
    {
        title: "a control plane on a Kubernetes it does not support",
        declared: declaring({ revisions: both }),
        observed: seeing({ kubernetes: "1.31" }),
        refusals: [
            {
                code: "kubernetes-unsupported",
                subject: new_,
                message:
                    "Istio 1.31.1 runs on Kubernetes 1.32 to 1.36, and this cluster is 1.31; choose another Istio or move the cluster first",
                users: [],
            },
        ],
    },
    {
        title: "CRDs that would go back",
        declared: declaring({ retired: new Set(["1-28-4"]) }),
        observed: seeing({ crds: { version: "1.31.1" } }),
        refusals: [
            {
                code: "crds-would-go-back",
                subject: "1.31.1",
                message:
                    "Istio's CRDs are those of 1.31.1 and would go back to 1.30.5; write meshwright:retired: [1-28-4, 1-31-1]",
                users: [],
            },
        ],
    },
    {
        title: "a jump of three minors from what runs, also from what is not declared any more",
        declared: declaring({
            revisions: new Map([[new_, { version: "1.31.1" }]]),
            tags: new Map([["default", new_]]),
        }),
        observed: seeing({
            revisions: new Map([["1-28-9", { ...ready, version: "1.28.9", foreign: true }]]),
            tags: new Map(),
        }),
        refusals: [
            {
                code: "skew",
                subject: new_,
                message:
                    "1-31-1 is 3 minors ahead of 1-28-9, and live revisions may be two minors apart; move by way of a minor between them",
                users: [],
            },
        ],
    },
    {
        title: "a jump of two minors with istio-cni, and an istio-cni too far from one of them",
        declared: declaring({
            revisions: new Map([
                ["1-29-9", { version: "1.29.9" }],
                [new_, { version: "1.31.1" }],
            ]),
            tags: new Map([["default", "1-29-9"]]),
            cni: { version: "1.31.1" },
        }),
        observed: seeing({ revisions: new Map(), tags: new Map() }),
        refusals: [
            {
                code: "skew",
                subject: new_,
                message:
                    "1-31-1 is 2 minors ahead of 1-29-9, and with istio-cni, which has no canary, live revisions may be one minor apart; move by way of a minor between them",
                users: [],
            },
            {
                code: "cni-skew",
                subject: "1-29-9",
                message:
                    "istio-cni 1.31.1 is 2 minors from the revision 1-29-9, and it works with one minor at most; move it to a version between them",
                users: [],
            },
        ],
    },
    {
        title: "a third control plane",
        declared: declaring({ revisions: new Map([...both, ["1-31-1-b", { version: "1.31.1" }]]) }),
        refusals: [
            {
                code: "too-many-revisions",
                subject: "",
                message:
                    "3 revisions are live (1-30-5, 1-31-1, 1-31-1-b), and 2 are enough: the one proxies run and the one they move to (INS-26); retire one first",
                users: [],
            },
        ],
    },
];
