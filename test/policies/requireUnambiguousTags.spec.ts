import { expect } from "chai";
import { requireUnambiguousTags as rule } from "../../policies/upgrade/requireUnambiguousTags";
import {
    controlPlane,
    istiodOf,
    revisionBased,
    sailOf,
    tagOf,
    tagServiceOf,
    validatorOf,
} from "./controlPlane";
import { type Props, stackReports, unknown } from "./crossguard";
import { chart } from "./objects";

const two = { "1-30-5": "1.30.5", "1-31-1": "1.31.1" };
const run = (objects: readonly Props[], config: object = {}) => stackReports(rule, objects, config);

describe("H-03 require tags that mean one thing", () => {
    it("accepts one revision with or without tags, and two with a default that its validator shares", () => {
        expect(run([istiodOf("1-31-1", "1.31.1")])).to.deep.equal([]);
        expect(
            run(controlPlane(two, { stable: "1-30-5", canary: "1-31-1", default: "1-30-5" })),
        ).to.deep.equal([]);
    });

    it("refuses two revisions without a default", () => {
        const refused =
            'mandatory: Deployment istio-system/istiod-1-30-5: revisions is "1-30-5, 1-31-1", more than one, and without a ' +
            "tag default which of them leads is left to chance; declare the tag default, pointing at one of them";
        const stack = controlPlane(two, { stable: "1-30-5" });
        expect(run(stack)).to.deep.equal([refused]);
        expect(run([...stack, tagServiceOf("default", "1-30-5")])).to.deep.equal([refused]);
        expect(run(stack, { knownRevisions: ["default"] })).to.deep.equal([]);
        expect(run([istiodOf("default", "1.30.5"), istiodOf("1-31-1", "1.31.1")])).to.deep.equal([]);
    });

    it("refuses a default validator of another revision than the tag's, by its label and by what it calls", () => {
        const plane = controlPlane(two, { stable: "1-30-5" });
        const split = run([...plane, tagOf("default", "1-31-1"), validatorOf("1-30-5")]);
        const because =
            "while the tag default points at 1-31-1, so one revision leads and another judges; move both together";
        expect(split).to.deep.equal([
            [
                "mandatory: ValidatingWebhookConfiguration istiod-default-validator:",
                `  - metadata.labels["istio.io/rev"] is "1-30-5", ${because}`,
                `  - webhooks[0].clientConfig.service.name is "istiod-1-30-5", ${because}`,
            ].join("\n"),
        ]);
    });

    it("reads the validator of the base chart from its values", () => {
        const plane = [...controlPlane(two, {}), tagOf("default", "1-31-1")];
        const base = (values: unknown) => chart("base", values, { name: "istio-base" });
        expect(run([...plane, base({ defaultRevision: "1-31-1" })])).to.deep.equal([]);
        expect(run([...plane, base({ defaultRevision: "" })])).to.deep.equal([]);
        expect(run([...plane, base({})])).to.deep.equal([
            "mandatory: Release istio-system/istio-base: values.defaultRevision is not set, while the tag default points at " +
                "1-31-1, so one revision leads and another judges; move both together",
        ]);
        expect(run([...plane, chart("base", {}, { name: "shop" })])).to.deep.equal([]);
    });

    it("compares the validator with the revision that a tag of Sail has through its Istio object", () => {
        const tag = sailOf("IstioRevisionTag", { targetRef: { kind: "Istio", name: "default" } });
        const validator = { ...validatorOf("default-v1-31-1"), webhooks: [] };
        expect(run([revisionBased("v1.31.1"), tag, validator])).to.deep.equal([]);
        expect(run([revisionBased("v1.31-latest"), tag, validator])).to.deep.equal([]);
        expect(run([revisionBased("v1.31.2"), tag, validator])).to.deep.equal([
            'mandatory: ValidatingWebhookConfiguration istiod-default-validator: metadata.labels["istio.io/rev"] is ' +
                '"default-v1-31-1", while the tag default points at default-v1-31-2, so one revision leads and another ' +
                "judges; move both together",
        ]);
    });

    it("refuses a tag that is called like a revision", () => {
        const stack = [...controlPlane(two, { default: "1-30-5" }), tagOf("1-31-1", "1-30-5")];
        expect(run(stack)).to.deep.equal([
            'mandatory: MutatingWebhookConfiguration istio-revision-tag-1-31-1: metadata.labels["istio.io/tag"] is "1-31-1", ' +
                "which is a revision's name too, so two webhooks answer for one label and pods get either; give the tag a " +
                "name of its own",
        ]);
    });

    it("refuses a tag of two owners, webhook configurations or charts", () => {
        const plane = controlPlane(two, { stable: "1-30-5", default: "1-30-5" });
        const second = tagOf("stable", "1-31-1");
        const renamed = { ...second, metadata: { ...(second["metadata"] as Props), name: "mine" } };
        const owned =
            "a tag that MutatingWebhookConfiguration istio-revision-tag-stable owns already, so whichever goes takes it away; " +
            "keep one of the two";
        expect(run([...plane, renamed])).to.deep.equal([
            `mandatory: MutatingWebhookConfiguration mine: metadata.labels["istio.io/tag"] is "stable", ${owned}`,
        ]);
        const installed = chart("istiod", { revision: "1-31-1", revisionTags: ["stable"] });
        expect(run([...plane, installed])).to.deep.equal([
            `mandatory: Release istio-system/istiod: values.revisionTags[0] is "stable", ${owned}`,
        ]);
        expect(run([...plane, { ...installed, kind: "Chart" }])).to.deep.equal([]);
    });

    it("refuses a validator it cannot read", () => {
        const plane = [...controlPlane(two, {}), tagOf("default", "1-31-1")];
        const hazy = {
            ...validatorOf("1-31-1"),
            metadata: { name: "istiod-default-validator", labels: unknown },
        };
        expect(run([...plane, hazy])).to.deep.equal([
            "mandatory: ValidatingWebhookConfiguration istiod-default-validator: metadata.labels is not known at preview, so " +
                "this rule cannot be proven; give it a value that does not depend on another resource's output",
        ]);
    });
});
