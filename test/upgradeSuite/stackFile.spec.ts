import { expect } from "chai";
import { changed } from "../lab/upgrade/config";
import { expectationsBetween } from "../lab/upgrade/expectations";
import { changesOf, writesIn } from "../lab/upgrade/previewChanges";

const config = {
    "meshwright:revisions": { old: { version: "1.30.3" } },
    "meshwright:tags": { stable: "old", canary: "old" },
    "meshwright:namespaces": { web: { stage: "enforced", tag: "canary" }, shop: { stage: "enforced" } },
};

describe("a step of an upgrade", () => {
    it("changes the keys it names, takes away what it calls null, and leaves the rest", () => {
        const change = {
            "meshwright:tags": { canary: "new" },
            "meshwright:namespaces": { web: { tag: null } },
            "meshwright:retired": ["older"],
        };
        expect(changed(config, change)).to.deep.equal({
            "meshwright:revisions": { old: { version: "1.30.3" } },
            "meshwright:tags": { stable: "old", canary: "new" },
            "meshwright:namespaces": { web: { stage: "enforced" }, shop: { stage: "enforced" } },
            "meshwright:retired": ["older"],
        });
    });

    it("expects of every pod a proxy of what its tag pointed to before or points to after", () => {
        const after = changed(config, {
            "meshwright:revisions": { new: { version: "1.31.0" } },
            "meshwright:tags": { canary: "new" },
        });
        const { revisions, tags, injection } = expectationsBetween(config, after);
        expect([...revisions]).to.deep.equal(["old"]);
        expect([...tags].map(([tag, to]) => [tag, ...to])).to.deep.equal([
            ["stable", "old"],
            ["canary", "old", "new"],
        ]);
        expect(injection.map((each) => [each.namespace, ...each.revisions])).to.deep.equal([
            ["web", "old", "new"],
            ["shop", "old"],
        ]);
    });

    it("is read from a preview as what is done to which object, with the fields of an update", () => {
        const urn = (type: string, name: string) =>
            `urn:pulumi:upgrade::meshwright::meshwright:index:ControlPlane$${type}::${name}`;
        const changes = changesOf({
            steps: [
                { op: "same", urn: urn("kubernetes:core/v1:Service", "istio-system/istiod") },
                { op: "update", urn: urn("meshwright:index:RevisionTag", "canary") },
                {
                    op: "update",
                    urn: urn("kubernetes:core/v1:Service", "istio-system/tag"),
                    detailedDiff: { "spec.selector": {}, "metadata.labels": {} },
                },
                {
                    op: "update",
                    urn: urn("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", "sidecars"),
                    detailedDiff: { spec: {} },
                },
                { op: "create", urn: urn("kubernetes:helm.sh/v4:Chart", "istiod-new") },
            ],
        });
        expect(changes).to.deep.equal([
            "update meshwright:index:RevisionTag canary",
            "update kubernetes:core/v1:Service istio-system/tag: metadata.labels, spec.selector",
            "update kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition sidecars",
            "create kubernetes:helm.sh/v4:Chart istiod-new",
        ]);
        expect(writesIn(changes)).to.equal(2);
    });
});
