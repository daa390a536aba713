import { expect } from "chai";
import {
    type DeclaredRevisions,
    nextStep,
    type ObservedMesh,
    planRevisions,
    type Refusal,
    type Use,
    unobserved,
} from "../../components/revisions";

const today = "2026-11-28";
const [old, new_] = ["1-30-5", "1-31-1"] as const;
const ready = { health: "ready", pods: { available: 1, wanted: 1 } } as const;
const pod = { kind: "Pod", namespace: "shop", name: "cart-1", because: "runs a proxy of it" } as const;
const usedBy = (...by: readonly (typeof pod)[]): Use => ({ state: "used", by });
const both = new Map([
    [old, { version: "1.30.5" }],
    [new_, { version: "1.31.1" }],
]);
const pointing = (revision: string) => ({ revision, webhook: true, service: true });

function declaring(changes: Partial<DeclaredRevisions> = {}): DeclaredRevisions {
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
function seeing(changes: Partial<ObservedMesh> = {}): ObservedMesh {
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
        stale: new Map(),
        cni: "none",
        crds: { version: "1.30.5" },
        kubernetes: "1.34",
        ...changes,
    };
}

const bothSeen = seeing({
    revisions: new Map([
        [old, { ...ready, version: "1.30.5" }],
        [new_, { ...ready, version: "1.31.1" }],
    ]),
    crds: { version: "1.31.1" },
    proxies: new Map([[new_, new Map([["1.31.1", 3]])]]),
});

function plan(declared: DeclaredRevisions, observed: ObservedMesh) {
    return planRevisions(declared, observed, { today });
}

describe("a plan of revisions", () => {
    it("is empty when the cluster is what is declared", () => {
        expect(plan(declaring(), seeing())).to.deep.equal({ steps: [], refusals: [], warnings: [] });
    });

    it("installs a mesh from nothing: CRDs, the control plane, tags with default last", () => {
        const nothing = { ...unobserved, revisions: new Map(), tags: new Map(), crds: "none" as const };
        expect(plan(declaring(), { ...nothing, validator: "none" })).to.deep.equal({
            steps: [
                { kind: "crds", to: "1.30.5" },
                { kind: "install", revision: old, version: "1.30.5" },
                { kind: "move-tag", tag: "stable", to: old },
                { kind: "move-default", to: old },
            ],
            refusals: [],
            warnings: [],
        });
    });

    it("puts a second revision beside the first, with its CRDs before it and nothing moved", () => {
        expect(plan(declaring({ revisions: both }), seeing()).steps).to.deep.equal([
            { kind: "crds", from: "1.30.5", to: "1.31.1" },
            { kind: "install", revision: new_, version: "1.31.1" },
        ]);
    });

    it("moves a tag and then restarts the pods that follow it", () => {
        const tags = new Map([
            ["default", old],
            ["stable", new_],
        ]);
        expect(plan(declaring({ revisions: both, tags }), bothSeen)).to.deep.equal({
            steps: [
                { kind: "move-tag", tag: "stable", from: old, to: new_ },
                { kind: "restart", tag: "stable", pods: 1 },
            ],
            refusals: [],
            warnings: [],
        });
    });

    it("moves the default tag and the validator as one step, also when only one of them is elsewhere", () => {
        const tags = new Map([
            ["default", new_],
            ["stable", old],
        ]);
        const observed = {
            ...bothSeen,
            tags: new Map([
                ["default", pointing(new_)],
                ["stable", pointing(old)],
            ]),
        };
        expect(plan(declaring({ revisions: both, tags }), observed).steps).to.deep.equal([
            { kind: "move-default", from: old, to: new_ },
        ]);
    });

    it("makes a tag whole again of which the webhook or the Service is gone", () => {
        for (const half of [{ webhook: false }, { service: false }]) {
            const observed = seeing({
                tags: new Map([
                    ["default", pointing(old)],
                    ["stable", { ...pointing(old), ...half }],
                ]),
            });
            expect(plan(declaring(), observed).steps).to.deep.equal([
                { kind: "move-tag", tag: "stable", from: old, to: old },
                { kind: "restart", tag: "stable", pods: 1 },
            ]);
        }
    });

    it("moves istio-cni after the tags, and restarts what never followed a tag that stands", () => {
        const observed = seeing({
            cni: { version: "1.30.3" },
            stale: new Map([["stable", [{ namespace: "shop", name: "cart-1", revision: "1-29-9" }]]]),
        });
        expect(plan(declaring({ cni: { version: "1.30.5" } }), observed).steps).to.deep.equal([
            { kind: "cni", from: "1.30.3", to: "1.30.5" },
            { kind: "restart", tag: "stable", pods: 1 },
        ]);
    });

    it("names who is left on a declared control plane that no tag points to any more", () => {
        const tags = new Map([
            ["default", new_],
            ["stable", new_],
        ]);
        const observed = {
            ...bothSeen,
            validator: { revision: new_ },
            tags: new Map([
                ["default", pointing(new_)],
                ["stable", pointing(new_)],
            ]),
        };
        expect(plan(declaring({ revisions: both, tags }), observed).steps).to.deep.equal([
            { kind: "drain", revision: old, users: [pod] },
        ]);
    });

    it("takes tags away before the control planes they point to", () => {
        const declared = declaring({
            revisions: new Map([[new_, { version: "1.31.1" }]]),
            tags: new Map([["default", new_]]),
            retired: new Set([old]),
        });
        const observed = {
            ...bothSeen,
            validator: { revision: new_ },
            tags: new Map([
                ["default", pointing(new_)],
                ["stable", pointing(new_)],
            ]),
            revisionUse: new Map([[old, { state: "free" } as const]]),
            tagUse: new Map([["stable", { state: "free" } as const]]),
        };
        expect(plan(declared, observed).steps).to.deep.equal([
            { kind: "remove-tag", tag: "stable" },
            { kind: "retire", revision: old },
        ]);
    });

    it("leaves alone what others installed", () => {
        const observed = {
            ...bothSeen,
            revisions: new Map([
                ...(bothSeen.revisions ?? []),
                ["theirs", { ...ready, version: "1.30.1", foreign: true }],
            ]),
            tags: new Map([
                ...(bothSeen.tags ?? []),
                ["theirs", { revision: "theirs", webhook: true, service: false, foreign: true }],
            ]),
        };
        expect(plan(declaring({ revisions: both }), observed)).to.deep.equal({
            steps: [],
            refusals: [],
            warnings: [],
        });
    });

    it("warns of several tags that move at once, and of a tag of many that would be the first on a revision", () => {
        const tags = new Map([
            ["default", new_],
            ["stable", new_],
        ]);
        const { warnings } = plan(declaring({ revisions: both, tags }), {
            ...bothSeen,
            proxies: new Map(),
        });
        expect(warnings).to.deep.equal([
            "2 tags move in one update (stable, default); one at a time shows which of them went wrong",
            "the tag stable moves to 1-31-1, which no proxy runs yet; let a tag that few namespaces follow go first",
            "the tag default moves to 1-31-1, which no proxy runs yet; let a tag that few namespaces follow go first",
        ]);
    });

    it("lets a used revision go for a reason that holds, and says so", () => {
        const declared = declaring({
            revisions: new Map([[new_, { version: "1.31.1" }]]),
            tags: new Map([["default", new_]]),
            removals: new Map([
                [old, { reason: "its last pods are of a team that left", until: "2026-12-24" }],
                ["stable", { reason: "nobody follows it but a test", until: today }],
            ]),
        });
        const observed = { ...bothSeen, tagUse: new Map([["stable", usedBy(pod)]]) };
        const { refusals, steps, warnings } = plan(declared, observed);
        expect(refusals).to.deep.equal([]);
        expect(steps.map(({ kind }) => kind)).to.deep.equal(["move-default", "remove-tag", "retire"]);
        expect(warnings).to.include(
            "the revision 1-30-5 is still used by Pod shop/cart-1; it goes all the same: its last pods are of a team that left",
        );
    });
});

interface Case {
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

const cases: readonly Case[] = [
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
        declared: declaring(),
        observed: seeing({ crds: { version: "1.31.1" } }),
        refusals: [
            {
                code: "crds-would-go-back",
                subject: "1.31.1",
                message:
                    "Istio's CRDs are those of 1.31.1 and would go back to 1.30.5; write meshwright:retired: [1-31-1]",
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

describe("a plan of revisions refuses as a whole, and says what to do about", () => {
    for (const { title, declared, observed = seeing(), refusals } of cases) {
        it(title, () => {
            const found = plan(declared, observed);
            expect(found.refusals).to.deep.equal(refusals);
            expect(found.steps).to.deep.equal([]);
        });
    }

    it("nothing twice: every code has a case here", () => {
        const codes = new Set(cases.flatMap((each) => each.refusals.map(({ code }) => code)));
        expect([...codes].sort()).to.deep.equal([
            "cni-skew",
            "crds-would-go-back",
            "default-tag-missing",
            "kubernetes-unsupported",
            "revision-changed",
            "revision-in-use",
            "revision-retired",
            "revision-use-unknown",
            "skew",
            "tag-in-use",
            "tag-use-unknown",
            "target-not-ready",
            "too-many-revisions",
            "unknown-revision",
        ]);
    });

    it("and is silenced by a dated exception where the rule has one", () => {
        const exceptions = (["revision-count", "istio-kubernetes"] as const).map((rule) => ({
            rule,
            reason: "the last move of the old cluster",
            until: "2026-12-24",
        }));
        const declared = declaring({
            revisions: new Map([...both, ["1-31-1-b", { version: "1.31.1" }]]),
            exceptions,
        });
        expect(plan(declared, seeing({ kubernetes: "1.31" })).refusals).to.deep.equal([]);
        const ended = {
            ...declared,
            exceptions: exceptions.map((each) => ({ ...each, until: "2026-11-27" })),
        };
        expect(plan(ended, seeing({ kubernetes: "1.31" })).refusals.map(({ code }) => code)).to.deep.equal([
            "kubernetes-unsupported",
            "kubernetes-unsupported",
            "too-many-revisions",
        ]);
    });
});

describe("the next step", () => {
    const advise = (declared: DeclaredRevisions, observed: ObservedMesh) =>
        nextStep(declared, observed, plan(declared, observed));

    it("is to let the cluster be read when it could not be", () => {
        expect(advise(declaring(), unobserved)).to.deep.equal({
            sentence: "The cluster could not be read, so nobody knows what is safe; let it be read first.",
        });
    });

    it("is to look at a control plane that does not answer before anything moves", () => {
        const observed = seeing({
            revisions: new Map([
                [old, { health: "unready", version: "1.30.5", pods: { available: 0, wanted: 1 } }],
            ]),
        });
        expect(advise(declaring(), observed)).to.deep.equal({
            sentence: "The control plane 1-30-5 does not answer; see why before anything moves.",
            command: "kubectl -n istio-system get pods -l app=istiod,istio.io/rev=1-30-5",
        });
    });

    it("is istio-cni when every tag is on the newest", () => {
        const tags = new Map([["default", new_]]);
        const observed = {
            ...bothSeen,
            validator: { revision: new_ },
            tags: new Map([["default", pointing(new_)]]),
            cni: { version: "1.30.5" },
        };
        const declared = declaring({ revisions: both, tags, cni: { version: "1.30.5" } });
        expect(advise(declared, observed)).to.deep.equal({
            sentence: "Every tag is on the newest control plane; istio-cni follows, for all nodes at once.",
            change: "meshwright:cni: { version: 1.31.1 }",
        });
    });

    const leaving = (use: Use) => {
        const tags = new Map([["default", new_]]);
        return advise(declaring({ revisions: both, tags }), {
            ...bothSeen,
            validator: { revision: new_ },
            tags: new Map([["default", pointing(new_)]]),
            revisionUse: new Map([[old, use]]),
        });
    };

    it("is to retire what nobody uses, and to move or find out about anything else first", () => {
        expect(leaving({ state: "free" })).to.deep.equal({
            sentence: "Nothing uses 1-30-5 any more; retire it, as an update of its own.",
            change: "remove 1-30-5 from meshwright:revisions and write meshwright:retired: [1-30-5]",
        });
        expect(leaving(usedBy(pod))).to.deep.equal({
            sentence:
                "1-30-5 has no tag and is still used by Pod shop/cart-1; move them, then it can be retired.",
        });
        expect(leaving({ state: "unknown", because: ["pods: forbidden"], by: [] })).to.deep.equal({
            sentence: "1-30-5 has no tag, but whether anything uses it is not known: pods: forbidden.",
        });
    });
});
