import { expect } from "chai";
import type { ControlPlaneArgs } from "../../components/index";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";

const args = {
    charts: { kind: "repository", url: "oci://registry.example/charts/" },
    revisions: { "1-31-1": { version: "1.31.1" }, "1-30-5": { version: "1.30.5" } },
    tags: { default: "1-30-5", canary: "1-31-1" },
    hub: "docker.io/istio",
    trustDomain: "cluster.local",
    size: { replicas: 2, maxReplicas: 5, cpu: "500m", memory: "2Gi" },
    rootNamespace: "istio-system",
} as const;

describe("ControlPlane", () => {
    let registered: Registered[];
    const inputsOf = (name: string) => registered.find((each) => each.name === name)?.inputs ?? {};

    before(async () => {
        registered = recordRegistrations("dev");
        const { ControlPlane } = await import("../../components/index.js");
        new ControlPlane("control-plane", args);
        await settled();
    });

    it("creates its namespace, the CRDs, one istiod a revision and two objects a tag, and nothing else", () => {
        expect(typesAndNames(registered)).to.deep.equal(
            [
                "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration istio-revision-tag-canary",
                "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration istio-revision-tag-default",
                "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration istiod-default-validator",
                "kubernetes:core/v1:Namespace istio-system",
                "kubernetes:core/v1:Service istio-system/istiod-revision-tag-canary",
                "kubernetes:core/v1:Service istio-system/istiod-revision-tag-default",
                "kubernetes:helm.sh/v4:Chart istio-base",
                "kubernetes:helm.sh/v4:Chart istiod-1-30-5",
                "kubernetes:helm.sh/v4:Chart istiod-1-31-1",
                "meshwright:index:ControlPlane control-plane",
                "meshwright:index:MeshRevision 1-30-5",
                "meshwright:index:MeshRevision 1-31-1",
                "meshwright:index:RevisionTag canary",
                "meshwright:index:RevisionTag default",
            ].sort(),
        );
    });

    it("leaves redirection to the pods themselves", () => {
        for (const revision of ["1-30-5", "1-31-1"]) {
            expect(inputsOf(`istiod-${revision}`)["values"]).not.to.have.property("cni");
        }
    });

    it("takes the CRDs of the newest declared version, which serve older control planes too", () => {
        expect(inputsOf("istio-base")).to.include({
            chart: "oci://registry.example/charts/base",
            version: "1.31.1",
        });
        expect(inputsOf("istiod-1-30-5")).to.include({
            chart: "oci://registry.example/charts/istiod",
            version: "1.30.5",
        });
    });

    it("switches the base chart's own validator off, because ours moves with the default tag", () => {
        expect(inputsOf("istio-base")["values"]).to.deep.include({ defaultRevision: "" });
    });

    it("points the default validator and the default tag at the same revision, failing closed", () => {
        const validator = inputsOf("istiod-default-validator") as unknown as Webhooks;
        const tag = inputsOf("istio-revision-tag-default") as unknown as Webhooks;
        expect(validator.metadata.labels["istio.io/rev"]).to.equal("1-30-5");
        for (const webhook of [...validator.webhooks, ...tag.webhooks]) {
            expect(webhook.clientConfig.service.name).to.equal("istiod-1-30-5");
            expect(webhook.failurePolicy).to.equal("Fail");
        }
    });

    it("serves istio-injection=enabled by the default tag only", () => {
        const names = (tag: string) =>
            (inputsOf(`istio-revision-tag-${tag}`) as unknown as Webhooks).webhooks.map(({ name }) => name);
        expect(names("default")).to.deep.equal([
            "rev.namespace.sidecar-injector.istio.io",
            "rev.object.sidecar-injector.istio.io",
            "namespace.sidecar-injector.istio.io",
            "object.sidecar-injector.istio.io",
        ]);
        expect(names("canary")).to.deep.equal([
            "rev.namespace.sidecar-injector.istio.io",
            "rev.object.sidecar-injector.istio.io",
        ]);
    });

    it("is Istio's own, small and called as usual where nothing else is said, also by a language that says undefined", async () => {
        const { revisions, tags } = args;
        const left = { charts: undefined, hub: undefined, trustDomain: undefined, size: undefined };
        const said = {
            revisions,
            tags,
            charts: { kind: "repository", url: "oci://ghcr.io/istio/release/charts" },
            hub: "docker.io/istio",
            trustDomain: "cluster.local",
            size: { replicas: 1, maxReplicas: 5, cpu: "500m", memory: "2Gi" },
            rootNamespace: "istio-system",
        };
        const { ControlPlane } = await import("../../components/index.js");
        const registrationsOf = async (given: object) => {
            const made = recordRegistrations("dev");
            new ControlPlane("control-plane", given as ControlPlaneArgs);
            await settled();
            return made;
        };
        const whole = await registrationsOf(said);
        expect(whole.length).to.be.greaterThan(5);
        expect(await registrationsOf({ revisions, tags })).to.deep.equal(whole);
        expect(await registrationsOf({ revisions, tags, ...left })).to.deep.equal(whole);
    });
});

describe("ControlPlane after its newest revision was taken back, beside istio-cni", () => {
    let registered: Registered[];
    const inputsOf = (name: string) => registered.find((each) => each.name === name)?.inputs ?? {};

    before(async () => {
        registered = recordRegistrations("dev");
        const { ControlPlane } = await import("../../components/index.js");
        const revisions = { "1-30-5": { version: "1.30.5" } };
        const retired = ["1-31-1-b", "1-29-9"];
        new ControlPlane("control-plane", {
            ...args,
            revisions,
            tags: { default: "1-30-5" },
            retired,
            cni: true,
        });
        await settled();
    });

    it("keeps the CRDs of the newest version there was", () => {
        expect(inputsOf("istio-base")["version"]).to.equal("1.31.1");
        expect(inputsOf("istiod-1-30-5")["version"]).to.equal("1.30.5");
    });

    it("installs nothing of what was there once", () => {
        const charts = registered.filter(({ type }) => type === "kubernetes:helm.sh/v4:Chart");
        expect(charts.map(({ name }) => name)).to.deep.equal(["istio-base", "istiod-1-30-5"]);
    });

    it("tells every injector that pods are redirected for", () => {
        expect(inputsOf("istiod-1-30-5")["values"]).to.deep.include({
            cni: { enabled: true, provider: "default" },
        });
    });
});

describe("ControlPlane that would not work", () => {
    const refused: Readonly<Record<string, readonly [object, readonly string[]]>> = {
        "a tag to nowhere, whose webhooks would call nothing": [
            { tags: { default: "1-30-9" } },
            ['tags.default: unknown revision "1-30-9" (did you mean "1-30-5"?); known: 1-30-5, 1-31-1'],
        ],
        "no revision": [
            { revisions: {}, tags: { default: "1-31-1" } },
            ['revisions: no control plane is named; write a map such as { "1-31-1": { version: "1.31.1" } }'],
        ],
        "nothing at all": [
            { revisions: undefined, tags: undefined },
            [
                'revisions: missing; write a map such as { "1-31-1": { version: "1.31.1" } }',
                "tags: missing; write a map such as { stable: 1-31-1 }",
            ],
        ],
        "no tag default, without which nothing validates": [
            { tags: { canary: "1-31-1" } },
            ["tags: the tag default is missing, and nothing would validate configuration; add it"],
        ],
        "a version that is none, a trust domain that is none, and a size without replicas, all at once": [
            {
                revisions: { "1-31-1": { version: "latest" }, "1-30-5": { version: "1.30.5" } },
                trustDomain: "a b",
                size: { cpu: "much" },
            },
            ["revisions.1-31-1.version:", "trustDomain:", "size.replicas:", "size.cpu:"],
        ],
    };

    for (const [title, [wrong, told]] of Object.entries(refused)) {
        it(`is refused before anything of it is registered: ${title}`, async () => {
            const made = recordRegistrations("dev");
            const { ControlPlane } = await import("../../components/index.js");
            let message = "";
            try {
                new ControlPlane("control-plane", { ...args, ...wrong } as ControlPlaneArgs);
            } catch (error) {
                message = (error as Error).message;
            }
            await settled();
            expect(message).to.match(/^the control plane cannot be made:\n/);
            for (const each of told) {
                expect(message).to.include(each);
            }
            expect(made).to.deep.equal([]);
        });
    }
});

interface Webhooks {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly webhooks: readonly {
        readonly name: string;
        readonly failurePolicy: string;
        readonly clientConfig: { readonly service: { readonly name: string } };
    }[];
}
