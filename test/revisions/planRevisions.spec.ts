import { expect } from "chai";
import { type ObservedMesh, unobserved } from "../../components/revisions";
import {
    both,
    bothSeen,
    declaring,
    new_,
    old,
    plan,
    pod,
    pointing,
    ready,
    running,
    seeing,
    today,
    usedBy,
} from "./planned";

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

    it("restarts of a tag that moves only who does not run its target yet, whoever is known to use the tag", () => {
        const tags = new Map([
            ["default", old],
            ["stable", new_],
        ]);
        const declared = declaring({ revisions: both, tags });
        const followers = new Map([
            ["stable", [running("cart-1", old), running("cart-2", new_), running("cart-3", "1-29-9")]],
            ["canary", [running("web-1", old)]],
        ]);
        const restarts = (observed: ObservedMesh) =>
            plan(declared, observed).steps.filter(({ kind }) => kind === "restart");
        const namespace = { kind: "Namespace", name: "shop", because: "is labelled" } as const;
        expect(
            restarts({
                ...bothSeen,
                followers,
                tagUse: new Map([["stable", { state: "used", by: [namespace] }]]),
            }),
        ).to.deep.equal([{ kind: "restart", tag: "stable", pods: 2 }]);
        expect(restarts({ ...bothSeen, followers: new Map() })).to.deep.equal([]);
        expect(restarts({ ...bothSeen, followers: undefined })).to.deep.equal([]);
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

    it("makes a tag whole again of which a part is gone, which is no move and no reason for a warning", () => {
        const whole = { default: pointing(old), stable: pointing(old) };
        const repair = (changes: Partial<Record<keyof typeof whole, object>>, validator: string = old) => {
            const tags = new Map(
                Object.entries(whole).map(([tag, all]) => [
                    tag,
                    { ...all, ...changes[tag as keyof typeof whole] },
                ]),
            );
            return plan(
                declaring(),
                seeing({ tags, validator: validator === "" ? "none" : { revision: validator } }),
            );
        };
        expect(repair({ stable: { webhook: false } }).steps).to.deep.equal([
            { kind: "move-tag", tag: "stable", from: old, to: old, broken: ["webhook"] },
        ]);
        expect(repair({ stable: { service: false }, default: { service: false } }, "")).to.deep.equal({
            steps: [
                { kind: "move-tag", tag: "stable", from: old, to: old, broken: ["service"] },
                { kind: "move-default", from: old, to: old, broken: ["service", "validator"] },
            ],
            refusals: [],
            warnings: [],
        });
        expect(repair({ default: { revision: "1-29-9" } }).steps).to.deep.equal([
            { kind: "move-default", from: "1-29-9", to: old },
        ]);
        expect(repair({}, "1-29-9").steps).to.deep.equal([{ kind: "move-default", from: "1-29-9", to: old }]);
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

    it("leaves everything but followers to the stack that owns the control plane", () => {
        const declared = declaring({
            ownsControlPlane: false,
            revisions: new Map([
                [new_, { version: "1.31.0" }],
                ["1-30-5-b", { version: "1.30.5" }],
            ]),
            tags: new Map([["stable", new_]]),
            retired: new Set([new_]),
            cni: { version: "1.31.1" },
        });
        const observed = seeing({
            stale: new Map([["stable", [running("cart-1", "1-29-9")]]]),
            revisions: new Map([
                [old, { ...ready, version: "1.30.5" }],
                ["1-30-5-b", { ...ready, version: "1.30.5" }],
            ]),
            revisionUse: new Map([["1-30-5-b", usedBy(pod)]]),
            kubernetes: "1.20",
        });
        expect(plan(declared, observed)).to.deep.equal({
            steps: [
                { kind: "restart", tag: "stable", pods: 1 },
                { kind: "drain", revision: "1-30-5-b", users: [pod] },
            ],
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

    it("takes everything away for one reason, also what the stack file no longer names", () => {
        const declared = declaring({
            revisions: new Map(),
            tags: new Map(),
            everything: { reason: "the control plane does not come back", until: today },
        });
        const { refusals, steps } = plan(declared, seeing({ tagUse: new Map() }));
        expect(refusals).to.deep.equal([]);
        expect(steps).to.deep.equal([
            { kind: "remove-tag", tag: "default" },
            { kind: "remove-tag", tag: "stable" },
            { kind: "retire", revision: old },
        ]);
    });
});
