import { expect } from "chai";
import { disallowRemovedRevisions as rule } from "../../policies/upgrade/disallowRemovedRevisions";
import {
    controlPlane,
    gatewayOf,
    injectorOf,
    istiodOf,
    revisionBased,
    sailOf,
    tagOf,
    tagServiceOf,
    validatorOf,
} from "./controlPlane";
import { type Props, stackReports, unknown } from "./crossguard";
import { deployment, namespace, podTemplate, release } from "./objects";

const plane = controlPlane(
    { "1-30-5": "1.30.5", "1-31-1": "1.31.1" },
    { stable: "1-30-5", default: "1-31-1" },
);
const alone = [istiodOf("1-31-1", "1.31.1")];
const run = (objects: readonly Props[], config: object = {}) => stackReports(rule, objects, config);
const move = "move it to a revision that stays, before the other goes";
const dangling = "and no control plane of the revision 1-30-5 is declared";
const byLabel = 'metadata.labels["istio.io/rev"] is "1-30-5"';
const byService = (index: number) => `webhooks[${index}].clientConfig.service.name is "istiod-1-30-5"`;
const sailTag = (kind: unknown, name: unknown) => sailOf("IstioRevisionTag", { targetRef: { kind, name } });
const sailDangling = (revision: string) =>
    `mandatory: IstioRevisionTag default: spec.targetRef.name is "${revision}", and no control plane of the revision ` +
    `${revision} is declared; ${move}`;
const revisionValidator = (revision: string): Props => {
    const validator = validatorOf(revision);
    return {
        ...validator,
        metadata: { ...(validator["metadata"] as Props), name: `istio-validator-${revision}-istio-system` },
    };
};

describe("H-04 disallow pointing at a revision that goes", () => {
    it("accepts what points at revisions of the stack", () => {
        expect(run([...plane, revisionValidator("1-30-5")])).to.deep.equal([]);
        expect(run([...plane, namespace("core", { "istio.io/rev": "1-30-5" })])).to.deep.equal([]);
    });

    it("refuses a default validator whose istiod is gone: every Istio object would be refused", () => {
        expect(run([...alone, validatorOf("1-30-5")])).to.deep.equal([
            [
                "mandatory: ValidatingWebhookConfiguration istiod-default-validator:",
                `  - ${byLabel}, ${dangling}; ${move}`,
                `  - ${byService(0)}, ${dangling}; ${move}`,
            ].join("\n"),
        ]);
    });

    it("refuses tags, their Services, and a revision's own webhooks and validator without its istiod", () => {
        const found = run([
            ...alone,
            tagOf("stable", "1-30-5"),
            tagServiceOf("stable", "1-30-5"),
            injectorOf("1-30-5"),
            revisionValidator("1-30-5"),
        ]);
        expect(found).to.deep.equal([
            [
                "mandatory: MutatingWebhookConfiguration istio-revision-tag-stable:",
                `  - ${byLabel}, ${dangling}; ${move}`,
                `  - ${byService(0)}, ${dangling}; ${move}`,
                `  - ${byService(1)}, ${dangling}; ${move}`,
            ].join("\n"),
            [
                "mandatory: Service istio-system/istiod-revision-tag-stable:",
                `  - ${byLabel}, ${dangling}; ${move}`,
                `  - spec.selector["istio.io/rev"] is "1-30-5", ${dangling}; ${move}`,
            ].join("\n"),
            [
                "mandatory: MutatingWebhookConfiguration istio-sidecar-injector-1-30-5:",
                `  - ${byLabel}, ${dangling}; ${move}`,
                `  - ${byService(0)}, ${dangling}; ${move}`,
            ].join("\n"),
            [
                "mandatory: ValidatingWebhookConfiguration istio-validator-1-30-5-istio-system:",
                `  - ${byLabel}, ${dangling}; ${move}`,
                `  - ${byService(0)}, ${dangling}; ${move}`,
            ].join("\n"),
        ]);
    });

    it("refuses the base chart's validator of `istiod` where every control plane has a revision", () => {
        const base = {
            apiVersion: "helm.sh/v3",
            kind: "Release",
            ...release("oci://gcr.io/istio-release/charts/base", {}),
        };
        expect(run([...alone, base])).to.deep.equal([
            "mandatory: Release istio-system/istiod: values.defaultRevision is not set, and no control plane of the revision " +
                `default is declared; ${move}`,
        ]);
        expect(run([istiodOf("default", "1.31.1"), base])).to.deep.equal([]);
    });

    it("believes knownRevisions, a Service of that name, and stacks without a control plane", () => {
        expect(run([...alone, tagOf("stable", "1-30-5")], { knownRevisions: ["1-30-5"] })).to.deep.equal([]);
        expect(run([tagOf("stable", "1-30-5"), validatorOf("1-30-5")])).to.deep.equal([]);
        const service = {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: "istiod-1-30-5", namespace: "istio-system" },
            spec: { type: "ExternalName", externalName: "istiod.elsewhere" },
        };
        const called = { ...injectorOf("1-30-5"), metadata: { name: "istio-sidecar-injector-1-30-5" } };
        expect(run([...alone, called])).to.have.length(1);
        expect(run([...alone, called, service])).to.deep.equal([]);
    });

    it("follows a tag of Sail through an Istio object to the revision that this one has now", () => {
        const tag = sailTag("Istio", "default");
        for (const istio of [
            revisionBased("v1.31.1"),
            sailOf("Istio", { version: "v1.31.1" }),
            sailOf("Istio", { version: "v1.31.1", updateStrategy: { type: "InPlace" } }),
        ]) {
            expect(run([istio, tag]), JSON.stringify(istio)).to.deep.equal([]);
        }
        const config = { removedRevisions: ["default-v1-31-1"] };
        expect(run([revisionBased("v1.31.1"), tag], config)).to.deep.equal([
            'mandatory: IstioRevisionTag default: spec.targetRef.name is "default", and the revision default-v1-31-1 is ' +
                `removed; ${move}`,
        ]);
    });

    it("says nothing of a tag of Sail whose Istio object is elsewhere, or does not tell its revision", () => {
        const tag = sailTag("Istio", "default");
        expect(run([...alone, tag])).to.deep.equal([]);
        for (const version of ["v1.31-latest", undefined, unknown]) {
            expect(run([...alone, revisionBased(version), tag]), version).to.deep.equal([]);
        }
        const strategy = sailOf("Istio", { version: "v1.31.1", updateStrategy: { type: unknown } });
        expect(run([...alone, strategy, tag])).to.deep.equal([]);
    });

    it("refuses a tag of Sail at an IstioRevision that is not there, unless Sail keeps it for its users", () => {
        const older = sailTag("IstioRevision", "default-v1-30-3");
        const validator = { ...validatorOf("default-v1-30-3"), webhooks: [] };
        expect(run([sailOf("Istio", { version: "v1.31.1" }), older])).to.deep.equal([
            sailDangling("default-v1-30-3"),
        ]);
        expect(run([revisionBased("v1.31.1", "dev"), older])).to.deep.equal([
            sailDangling("default-v1-30-3"),
        ]);
        expect(run([revisionBased("v1.31.1"), older, validator])).to.deep.equal([]);
        expect(run([sailOf("IstioRevision", {}, "default-v1-30-3"), older])).to.deep.equal([]);
    });

    it("refuses a tag of Sail whose target it cannot read", () => {
        const hazy = (field: string) =>
            `mandatory: IstioRevisionTag default: spec.targetRef.${field} is not known at preview, so this rule cannot be ` +
            "proven; give it a value that does not depend on another resource's output";
        expect(run([...alone, sailTag(unknown, "default")])).to.deep.equal([hazy("kind")]);
        expect(run([...alone, sailTag("Istio", unknown)])).to.deep.equal([hazy("name")]);
    });

    it("refuses every use of a removed revision, though its istiod still stands", () => {
        const removed = "and the revision 1-30-5 is removed";
        const users = [
            namespace("core", { "istio.io/rev": "1-30-5" }),
            deployment(podTemplate({ labels: { app: "orders", "istio.io/rev": "1-30-5" } })),
            gatewayOf("1-30-5"),
        ];
        const template = 'spec.template.metadata.labels["istio.io/rev"] is "1-30-5"';
        const stack = controlPlane({ "1-30-5": "1.30.5", "1-31-1": "1.31.1" }, { stable: "1-31-1" });
        const config = { removedRevisions: ["1-30-5"] };
        expect(run([...stack, revisionValidator("1-30-5")], config)).to.deep.equal([]);
        expect(run([...stack, ...users], config)).to.deep.equal([
            `mandatory: Namespace core: ${byLabel}, ${removed}; ${move}`,
            `mandatory: Deployment core/orders: ${template}, ${removed}; ${move}`,
            `mandatory: Deployment istio-ingress/istio-ingressgateway: ${template}, ${removed}; ${move}`,
        ]);
        expect(run([...stack, tagServiceOf("old", "1-30-5"), ...users], config)[0]).to.equal(
            [
                "mandatory: Service istio-system/istiod-revision-tag-old:",
                `  - ${byLabel}, ${removed}; ${move}`,
                `  - spec.selector["istio.io/rev"] is "1-30-5", ${removed}; ${move}`,
            ].join("\n"),
        );
    });

    it("refuses what it cannot read", () => {
        const hazy = { ...tagOf("stable", "1-31-1"), webhooks: unknown };
        expect(run([...alone, hazy])).to.deep.equal([
            "mandatory: MutatingWebhookConfiguration istio-revision-tag-stable: webhooks is not known at preview, so this rule " +
                "cannot be proven; give it a value that does not depend on another resource's output",
        ]);
    });
});
