import { expect } from "chai";
import { guardedName, guardIdentity, tagTarget } from "../../components/removalGuardInputs";
import { tagMoveDoubt, tagMoveProblem } from "../../components/tagTargetGuard";
import { istiodView, unreadable, viewOf } from "../revisions/views";

const cluster = viewOf({
    workloads: [
        istiodView("1-30-5", "1.30.5", { wanted: 2, available: 1 }),
        istiodView("1-31-1", "1.31.1", { wanted: 2, available: 0 }),
    ],
});

describe("a tag that is to move", () => {
    it("may, where one pod of the control plane answers", () => {
        expect(tagMoveProblem({ tag: "canary", to: "1-30-5" }, cluster)).to.equal(undefined);
        expect(tagMoveDoubt({ tag: "canary", to: "1-30-5" }, cluster)).to.equal(undefined);
    });

    it("may not, where none does, and is told what would be refused", () => {
        expect(tagMoveProblem({ tag: "canary", to: "1-31-1" }, cluster)).to.equal(
            "tag canary was not moved to 1-31-1: its control plane does not answer (0 of 2 pods are available), and every pod that follows it would be refused; mend it, or leave the tag where it is",
        );
        expect(tagMoveProblem({ tag: "default", to: "1-31-1" }, cluster)).to.contain(
            "every write of Istio's configuration would be refused",
        );
    });

    it("may not, where there is no control plane, or nobody can tell", () => {
        expect(tagMoveProblem({ tag: "canary", to: "1-32-0" }, cluster)).to.contain(
            "its control plane is not there",
        );
        expect(tagMoveProblem({ tag: "canary", to: "1-30-5" }, unreadable(cluster, "workloads"))).to.equal(
            "tag canary was not moved to 1-30-5, because nobody can tell whether its control plane answers: workloads: forbidden",
        );
    });

    it("is doubted at preview only where the control plane stands there: one that is missing may be on its way", () => {
        expect(tagMoveDoubt({ tag: "canary", to: "1-31-1" }, cluster)).to.contain(
            "tag canary would not be moved to 1-31-1: its control plane does not answer",
        );
        expect(tagMoveDoubt({ tag: "canary", to: "1-32-0" }, cluster)).to.equal(undefined);
        expect(tagMoveDoubt({ tag: "canary", to: "1-30-5" }, unreadable(cluster, "workloads"))).to.equal(
            undefined,
        );
    });
});

describe("what a hook is given", () => {
    const labels = { "istio.io/tag": "canary", "istio.io/rev": "1-31-1" };

    it("tells a tag and its target, and the default validator's by its revision alone", () => {
        expect(tagTarget({ metadata: { labels } })).to.deep.equal({ tag: "canary", revision: "1-31-1" });
        expect(tagTarget({ metadata: { labels: { "istio.io/rev": "1-31-1" } } })).to.deep.equal({
            tag: "default",
            revision: "1-31-1",
        });
    });

    it("names what is guarded by the guard's own word, else by the labels of the object itself", () => {
        expect(guardedName("tag", { data: { guards: "stable" } })).to.equal("stable");
        expect(guardedName("tag", { metadata: { labels } })).to.equal("canary");
        expect(guardedName("revision", { metadata: { labels } })).to.equal("1-31-1");
    });

    it("knows a guard's ConfigMap again, and nothing by another object", () => {
        const metadata = { namespace: "istio-system", name: "meshwright-tag-canary", uid: "1" };
        expect(guardIdentity("kubernetes:core/v1:ConfigMap", { metadata })).to.deep.equal({
            path: "/api/v1/namespaces/istio-system/configmaps/meshwright-tag-canary",
            uid: "1",
        });
        expect(guardIdentity("kubernetes:core/v1:Service", { metadata })).to.equal(undefined);
        expect(guardIdentity("kubernetes:core/v1:ConfigMap", {})).to.equal(undefined);
    });
});
