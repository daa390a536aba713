import { expect } from "chai";
import { disallowDoubleInjection as rule } from "../../policies/upgrade/disallowDoubleInjection";
import { controlPlane, injectorOf, istiodOf, tagOf, tagServiceOf } from "./controlPlane";
import { type Props, stackReports } from "./crossguard";
import { release } from "./objects";

const run = (...objects: readonly Props[]) => stackReports(rule, objects);
const tag = tagOf("default", "1-31-1");
const because =
    "while MutatingWebhookConfiguration istio-revision-tag-default makes the tag default, so two webhooks inject the same " +
    "pods; install it under a revision, or remove the tag";
const ofChart = (values: unknown, kind = "Release"): Props => ({
    apiVersion: "helm.sh/v3",
    kind,
    ...release("istiod", values),
});

describe("H-06 disallow two injectors for one label", () => {
    it("accepts an installation without revision, or the tag default, and its Service beside one", () => {
        expect(run(istiodOf("default", "1.31.1"), injectorOf("default"))).to.deep.equal([]);
        expect(run(...controlPlane({ "1-31-1": "1.31.1" }, { default: "1-31-1" }))).to.deep.equal([]);
        expect(run(injectorOf("default"), tagServiceOf("default", "1-31-1"))).to.deep.equal([]);
        expect(run(injectorOf("default"), tagOf("stable", "1-31-1"))).to.deep.equal([]);
    });

    it("refuses both together", () => {
        expect(run(tag, injectorOf("default"))).to.deep.equal([
            `mandatory: MutatingWebhookConfiguration istio-sidecar-injector: metadata.name is "istio-sidecar-injector", ${because}`,
        ]);
        const elsewhere = injectorOf("default");
        const metadata = { ...(elsewhere["metadata"] as Props), name: "istio-sidecar-injector-mesh" };
        expect(run(tag, { ...elsewhere, metadata })).to.deep.equal([
            "mandatory: MutatingWebhookConfiguration istio-sidecar-injector-mesh: metadata.name is " +
                `"istio-sidecar-injector-mesh", ${because}`,
        ]);
    });

    it("refuses a release without revision, and finds the tag in the values of one", () => {
        expect(run(tag, ofChart({}))).to.deep.equal([
            `mandatory: Release istio-system/istiod: values.revision is not set, ${because}`,
        ]);
        expect(run(tag, ofChart({ revision: "1-31-1" }))).to.deep.equal([]);
        expect(run(tag, ofChart({}, "Chart"))).to.deep.equal([]);
        const tagged = ofChart({ revision: "1-31-1", revisionTags: ["default"] });
        expect(run(tagged, injectorOf("default"))).to.deep.equal([
            'mandatory: MutatingWebhookConfiguration istio-sidecar-injector: metadata.name is "istio-sidecar-injector", while ' +
                "Release istiod makes the tag default, so two webhooks inject the same pods; install it under a revision, or " +
                "remove the tag",
        ]);
    });

    it("accepts webhooks that istioctl has deactivated, all of them", () => {
        const off = { namespaceSelector: { matchLabels: { "istio.io/deactivated": "never-match" } } };
        const injector = (webhooks: unknown) => ({ ...injectorOf("default"), webhooks });
        expect(run(tag, injector([off, off]))).to.deep.equal([]);
        expect(run(tag, injector([off, {}]))).to.have.length(1);
        expect(run(tag, injector([]))).to.have.length(1);
    });
});
