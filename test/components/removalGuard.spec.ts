import { expect } from "chai";
import { crdVersionProblem, keptCrdsProblem } from "../../components/removalGuardCrds";
import {
    decideRemoval,
    type RemovalSurroundings,
    warnOfRemoval,
} from "../../components/removalGuardDecision";
import type { ClusterView } from "../../components/revisions/clusterView";
import { type Holds, installed, namespace, pod, tagged, together, viewOf } from "../revisions/usedView";

const revision = { kind: "revision", name: "1-30-5" } as const;
const tag = { kind: "tag", name: "canary" } as const;
const override = { reason: " the last pods are of a team that left ", until: "2026-12-24" };

const mesh = together(installed("1-30-5"), installed("1-31-1"));
const onePod: Holds = { pods: [pod({ annotations: { "istio.io/rev": "1-30-5" } })] };
const oneNamespace: Holds = { namespaces: [namespace("shop", { "istio.io/rev": "canary" })] };

/** What a removal ends in: the words of the error, or nothing; and what was logged. */
class Attempt {
    readonly logged: string[] = [];
    reads = 0;

    constructor(
        readonly views: readonly ClusterView[],
        readonly its: Partial<RemovalSurroundings> = {},
    ) {}

    async run(what: "decide" | "warn", removal: typeof revision | typeof tag): Promise<string | undefined> {
        const surroundings: RemovalSurroundings = {
            read: async () => {
                this.reads += 1;
                return this.views[Math.min(this.reads, this.views.length) - 1] ?? viewOf({});
            },
            override: undefined,
            warn: async (text) => {
                this.logged.push(text);
            },
            pollSeconds: 0.01,
            patienceSeconds: 0.1,
            ...this.its,
        };
        try {
            await (what === "decide" ? decideRemoval : warnOfRemoval)(removal, surroundings);
            return undefined;
        } catch (error) {
            return error instanceof Error ? error.message : String(error);
        }
    }
}

describe("the removal guard", () => {
    it("lets go what nothing uses, and says nothing", async () => {
        const attempt = new Attempt([viewOf(mesh)]);
        expect(await attempt.run("decide", revision)).to.equal(undefined);
        expect(attempt.logged).to.deep.equal([]);
    });

    it("refuses a revision that is used, names its users and says what to do", async () => {
        const holds = together(mesh, tagged("canary", "1-30-5"), oneNamespace, onePod);
        expect(await new Attempt([viewOf(holds)]).run("decide", revision)).to.equal(
            [
                "revision 1-30-5 was not deleted, because 3 objects use it:",
                "  - Tag canary points to it",
                "  - Namespace shop is labelled istio.io/rev=canary, a tag of it",
                "  - Pod shop/web-1 runs a proxy of it",
                "Let them follow another revision and restart their pods; `npm run revisions -- plan` says in which order. Until then, keep 1-30-5 under meshwright:revisions.",
                "If it may go all the same, say why and until when in the stack file:",
                '  meshwright:removals: { 1-30-5: { reason: "…", until: "YYYY-MM-DD" } }',
            ].join("\n"),
        );
    });

    it("refuses a tag that somebody follows", async () => {
        const holds = together(mesh, tagged("canary", "1-31-1"), oneNamespace);
        expect(await new Attempt([viewOf(holds)]).run("decide", tag)).to.equal(
            [
                "tag canary was not deleted, because one object uses it:",
                "  - Namespace shop is labelled istio.io/rev=canary",
                "Let them follow another tag; `npm run revisions -- plan` says in which order. Until then, keep canary under meshwright:tags.",
                "If it may go all the same, say why and until when in the stack file:",
                '  meshwright:removals: { canary: { reason: "…", until: "YYYY-MM-DD" } }',
            ].join("\n"),
        );
    });

    it("refuses what nobody can tell, with what could not be read and who was seen", async () => {
        const because = "connect ECONNREFUSED 127.0.0.1:6443";
        const view = { ...viewOf(together(mesh, onePod)), namespaces: { read: false, because } as const };
        const attempt = new Attempt([view]);
        expect(await attempt.run("decide", revision)).to.equal(
            [
                "revision 1-30-5 was not deleted, because nobody can tell whether it is used:",
                "  - namespaces could not be read: connect ECONNREFUSED 127.0.0.1:6443",
                "  - Pod shop/web-1 runs a proxy of it",
                "Let this user read what is missing, or bring the cluster back, and run the update again. Until then, keep 1-30-5 under meshwright:revisions.",
                "If it may go all the same, say why and until when in the stack file:",
                '  meshwright:removals: { 1-30-5: { reason: "…", until: "YYYY-MM-DD" } }',
            ].join("\n"),
        );
        expect(attempt.reads).to.equal(1);
    });

    it("names twenty users and counts the others", async () => {
        const pods = Array.from({ length: 23 }, (_, index) =>
            pod({ name: `web-${index}`, annotations: { "istio.io/rev": "1-30-5" } }),
        );
        const text = await new Attempt([viewOf(together(mesh, { pods }))]).run("decide", revision);
        const lines = (text ?? "").split("\n").filter((line) => line.startsWith("  - "));
        expect(lines.length).to.equal(21);
        expect(lines.at(19)).to.equal("  - Pod shop/web-19 runs a proxy of it");
        expect(lines.at(20)).to.equal("  - and 3 more");
    });

    it("waits for pods that are ending, as long as they are the only users", async () => {
        const ending = viewOf(
            together(mesh, { pods: [pod({ annotations: { "istio.io/rev": "1-30-5" }, ending: true })] }),
        );
        const attempt = new Attempt([ending, ending, viewOf(mesh)]);
        expect(await attempt.run("decide", revision)).to.equal(undefined);
        expect(attempt.reads).to.equal(3);
    });

    it("waits for pods whose Deployment is gone, which Kubernetes ends a moment later", async () => {
        const owner = { kind: "Deployment", name: "web" };
        const orphan = pod({ annotations: { "istio.io/rev": "1-30-5" }, owner });
        const attempt = new Attempt([viewOf(together(mesh, { pods: [orphan] })), viewOf(mesh)]);
        expect(await attempt.run("decide", revision)).to.equal(undefined);
        expect(attempt.reads).to.equal(2);
    });

    it("does not wait for ever: pods that do not end are users", async () => {
        const ending = pod({ annotations: { "istio.io/rev": "1-30-5" }, ending: true });
        const attempt = new Attempt([viewOf(together(mesh, { pods: [ending] }))]);
        expect(await attempt.run("decide", revision)).to.match(
            /^revision 1-30-5 was not deleted, because one object uses it:\n {2}- Pod shop\/web-1 runs a proxy of it, and is ending\n/,
        );
        expect(attempt.reads).to.be.greaterThan(2);
    });

    it("does not wait for pods that are ending while something else uses it too", async () => {
        const ending = pod({ annotations: { "istio.io/rev": "1-30-5" }, ending: true });
        const other = pod({ name: "web-2", annotations: { "istio.io/rev": "1-30-5" } });
        const attempt = new Attempt([viewOf(together(mesh, { pods: [ending, other] }))]);
        expect(await attempt.run("decide", revision)).to.match(/because 2 objects use it/);
        expect(attempt.reads).to.equal(1);
    });

    it("lets go what the stack file says may go, and logs the reason and who loses it", async () => {
        const attempt = new Attempt([viewOf(together(mesh, onePod))], { override });
        expect(await attempt.run("decide", revision)).to.equal(undefined);
        expect(attempt.logged).to.deep.equal([
            "revision 1-30-5 goes although it is used; meshwright:removals allows it until 2026-12-24: the last pods are of a team that left\n" +
                "  - Pod shop/web-1 runs a proxy of it",
        ]);
    });

    it("lets go by the same word when nobody can tell", async () => {
        const unread = { read: false, because: "forbidden" } as const;
        const attempt = new Attempt([{ ...viewOf(mesh), pods: unread }], { override });
        expect(await attempt.run("decide", revision)).to.equal(undefined);
        expect(attempt.logged).to.deep.equal([
            "revision 1-30-5 goes although nobody can tell whether it is used; meshwright:removals allows it until 2026-12-24: the last pods are of a team that left\n" +
                "  - pods could not be read: forbidden",
        ]);
    });

    it("only warns at preview, because the update may free it first", async () => {
        const attempt = new Attempt([viewOf(together(mesh, onePod))]);
        expect(await attempt.run("warn", revision)).to.equal(undefined);
        expect(attempt.logged).to.deep.equal([
            "revision 1-30-5 is to be deleted, and one object uses it at the moment. The update refuses that unless what it does before frees it:\n" +
                "  - Pod shop/web-1 runs a proxy of it",
        ]);
    });

    it("says at preview that nobody can tell, and nothing of what is free", async () => {
        const unread = { read: false, because: "forbidden" } as const;
        const unknown = new Attempt([{ ...viewOf(mesh), pods: unread }]);
        await unknown.run("warn", tag);
        expect(unknown.logged).to.deep.equal([
            "tag canary is to be deleted, and nobody can tell whether it is used at the moment. The update refuses that unless what it does before frees it:\n" +
                "  - pods could not be read: forbidden",
        ]);
        const free = new Attempt([viewOf(mesh)]);
        await free.run("warn", tag);
        expect(free.logged).to.deep.equal([]);
    });

    it("says at preview what the stack file lets go", async () => {
        const attempt = new Attempt([viewOf(together(mesh, oneNamespace))], { override });
        await attempt.run("warn", tag);
        expect(attempt.logged).to.deep.equal([
            "tag canary goes although it is used; meshwright:removals allows it until 2026-12-24: the last pods are of a team that left\n" +
                "  - Namespace shop is labelled istio.io/rev=canary",
        ]);
    });
});

describe("the guard of Istio's CRDs", () => {
    it("lets them become newer, and stay", () => {
        for (const to of ["1.31.1", "1.31.2", "1.32.0"]) {
            expect(crdVersionProblem("1.31.1", to)).to.equal(undefined);
        }
    });

    it("refuses to let them go back, and says what keeps them", () => {
        expect(crdVersionProblem("1.31.1", "1.30.5")).to.equal(
            "Istio's CRDs would go back from 1.31.1 to 1.30.5, and objects would lose the fields that only 1.31.1 knows; " +
                "add 1-31-1 to meshwright:retired, which keeps the CRDs of that revision",
        );
    });

    it("refuses to make them anew over newer ones that a chart kept, and knows nothing of none", () => {
        expect(keptCrdsProblem({ crds: { version: "1.31.1" } }, "1.30.5")).to.contain(
            "Istio's CRDs would go back from 1.31.1 to 1.30.5",
        );
        for (const crds of [{ version: "1.30.5" }, "none", "unknown"] as const) {
            expect(keptCrdsProblem({ crds }, "1.30.5")).to.equal(undefined);
        }
    });
});
