import { expect } from "chai";
import { asPolicy } from "../../policies/crossguard/policy";
import { requireDeclaredRevision as rule } from "../../policies/upgrade/requireDeclaredRevision";
import { carriers } from "./carriers";
import {
    controlPlane,
    injectorOf,
    istiodOf,
    revisionBased,
    sailOf,
    tagOf,
    tagServiceOf,
} from "./controlPlane";
import { type Props, registered, runPolicies, stackReports, unknown } from "./crossguard";
import { deployment, namespace, owned, podTemplate, release } from "./objects";

const plane = controlPlane({ "1-30-5": "1.30.5", "1-31-1": "1.31.1" }, { stable: "1-30-5" });
const run = (objects: readonly Props[], config: object = {}) => stackReports(rule, objects, config);
const labelled = (revision: unknown) => namespace("core", { "istio.io/rev": revision });
const names = "1-30-5, 1-31-1, stable";
const refused = (where: string, name = "stabel") =>
    `mandatory: ${where} is "${name}", a revision or tag that nothing declares, so no webhook injects its pods; name one of ${names}`;
const gatewayApi = (metadata: Props, spec: Props = {}, kind = "Gateway"): Props => ({
    apiVersion: "gateway.networking.k8s.io/v1beta1",
    kind,
    metadata: { name: "edge", namespace: "core", ...metadata },
    spec: { gatewayClassName: "istio", ...spec },
});

describe("H-01 require revisions and tags that exist", () => {
    it("accepts revisions and tags of the stack, and namespaces outside the mesh", () => {
        for (const revision of ["1-30-5", "1-31-1", "stable", "", undefined]) {
            expect(run([...plane, labelled(revision)]), String(revision)).to.deep.equal([]);
        }
    });

    it("refuses a namespace of any other name, whole or patched", () => {
        const where = 'Namespace core: metadata.labels["istio.io/rev"]';
        expect(run([...plane, labelled("stabel")])).to.deep.equal([refused(where)]);
        const resources = [
            ...plane.map((each) => registered(each)),
            registered(labelled("stabel"), { patch: true }),
        ];
        const found = runPolicies([asPolicy(rule)], resources).map((each) => each.text);
        expect(found).to.deep.equal([refused(where.replace("Namespace", "NamespacePatch"))]);
    });

    it("finds the label wherever pods come from", () => {
        for (const carrier of carriers) {
            const pod = (revision: string) =>
                carrier.with(podTemplate({ labels: { app: "orders", "istio.io/rev": revision } }));
            const path = [...carrier.path, "metadata", "labels"].join(".");
            expect(run([...plane, pod("stable")]), carrier.kind).to.deep.equal([]);
            expect(run([...plane, pod("stabel")]), carrier.kind).to.deep.equal([
                refused(`${carrier.kind} core/orders: ${path}["istio.io/rev"]`),
            ]);
        }
    });

    it("finds it on Gateways, their pods, GatewayClasses, groups of machines and releases of gateways", () => {
        const rev = (revision: string) => ({ "istio.io/rev": revision });
        const group = {
            apiVersion: "networking.istio.io/v1",
            kind: "WorkloadGroup",
            metadata: { name: "vms", namespace: "core" },
        };
        const ofRelease = (revision: string) => ({
            apiVersion: "helm.sh/v3",
            kind: "Release",
            ...release("gateway", { revision }, { name: "edge", namespace: "core" }),
        });
        for (const [object, where] of [
            [gatewayApi({ labels: rev("stabel") }), 'Gateway core/edge: metadata.labels["istio.io/rev"]'],
            [
                gatewayApi({}, { infrastructure: { labels: rev("stabel") } }),
                'Gateway core/edge: spec.infrastructure.labels["istio.io/rev"]',
            ],
            [
                gatewayApi({ labels: rev("stabel") }, {}, "GatewayClass"),
                'GatewayClass core/edge: metadata.labels["istio.io/rev"]',
            ],
            [
                { ...group, spec: { metadata: { labels: rev("stabel") } } },
                'WorkloadGroup core/vms: spec.metadata.labels["istio.io/rev"]',
            ],
            [ofRelease("stabel"), "Release core/edge: values.revision"],
        ] as const) {
            expect(run([...plane, object]), where).to.deep.equal([refused(where)]);
            const right = JSON.parse(JSON.stringify(object).replaceAll("stabel", "stable"));
            expect(run([...plane, right]), where).to.deep.equal([]);
        }
    });

    it("refuses istio-injection=enabled where neither the tag default nor an installation without revision is", () => {
        const enabled = namespace("core", { "istio-injection": "enabled", "istio.io/rev": "stabel" });
        expect(run([...plane, enabled])).to.deep.equal([
            'mandatory: Namespace core: metadata.labels.istio-injection is "enabled", which only the tag or revision default ' +
                `serves, and nothing declares it, so its pods are not injected; name one of ${names}`,
        ]);
        expect(run([...plane, tagOf("default", "1-30-5"), enabled])).to.deep.equal([]);
        expect(run([istiodOf("default", "1.31.1"), enabled])).to.deep.equal([]);
    });

    it("counts as declared what an istiod, a webhook or the values of a chart make", () => {
        const ofChart = (values: unknown, kind = "Release") => ({
            apiVersion: "helm.sh/v3",
            kind,
            ...release("istiod", values),
        });
        for (const [object, revision] of [
            [istiodOf("1-31-1", "1.31.1"), "1-31-1"],
            [deployment(podTemplate({ labels: { app: "istiod" } }), "istiod-old", "mesh"), "old"],
            [injectorOf("1-31-1"), "1-31-1"],
            [tagOf("stable", "1-31-1"), "stable"],
            [ofChart({ revision: "1-31-1" }), "1-31-1"],
            [ofChart({ revision: "1-31-1" }, "Chart"), "1-31-1"],
            [ofChart({ revision: "1-31-1", revisionTags: ["stable"] }), "stable"],
            [sailOf("IstioRevision", {}, "prod"), "prod"],
            [sailOf("Istio", { version: "v1.31.1" }, "prod"), "prod"],
            [revisionBased("v1.31.1", "prod"), "prod-v1-31-1"],
            [sailOf("IstioRevisionTag", { targetRef: { kind: "Istio", name: "prod" } }, "stable"), "stable"],
            [
                {
                    apiVersion: "install.istio.io/v1alpha1",
                    kind: "IstioOperator",
                    metadata: { name: "mesh" },
                    spec: { revision: "1-31-1" },
                },
                "1-31-1",
            ],
        ] as const) {
            expect(run([object, labelled(revision)]), JSON.stringify(object)).to.deep.equal([]);
            expect(run([object, labelled("other")]), JSON.stringify(object)).to.have.length(1);
        }
    });

    it("lets namespaces stay on a revision that Sail keeps while it moves to another version", () => {
        const older = labelled("prod-v1-30-3");
        for (const version of ["v1.31.1", "v1.31-latest", unknown]) {
            expect(run([revisionBased(version, "prod"), older]), version).to.deep.equal([]);
        }
        const message =
            'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "prod-v1-30-3", a revision or tag that nothing ' +
            "declares, so no webhook injects its pods; name one of";
        expect(run([sailOf("Istio", { version: "v1.31.1" }, "prod"), older])).to.deep.equal([
            `${message} prod`,
        ]);
        expect(run([revisionBased("v1.31.1", "dev"), older])).to.deep.equal([`${message} dev-v1-31-1`]);
        expect(run([revisionBased("v1.31.1", "prod"), labelled("prod")])).to.have.length(1);
    });

    it("takes no Service of a tag for a tag: it injects nothing", () => {
        expect(run([...plane, tagServiceOf("canary", "1-31-1"), labelled("canary")])).to.have.length(1);
    });

    it("believes knownRevisions about what another stack declares", () => {
        expect(run([...plane, labelled("prod")], { knownRevisions: ["prod"] })).to.deep.equal([]);
        expect(run([labelled("prod")], { knownRevisions: ["prod"] })).to.deep.equal([]);
        expect(run([labelled("pord")], { knownRevisions: ["prod"] })).to.deep.equal([
            'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "pord", a revision or tag that nothing declares, so ' +
                "no webhook injects its pods; name one of prod",
        ]);
    });

    it("says nothing in a stack without any control plane: another one declares it", () => {
        const stack = [labelled("stable"), namespace("edge", { "istio.io/rev": "stable" })];
        expect(run(stack)).to.deep.equal([]);
        expect(run([labelled(unknown)])).to.deep.equal([]);
    });

    it("refuses a name it cannot read beside a control plane", () => {
        expect(run([...plane, labelled(unknown)])).to.deep.equal([
            'mandatory: Namespace core: metadata.labels["istio.io/rev"] is not known at preview, so this rule cannot be proven; ' +
                "give it a value that does not depend on another resource's output",
        ]);
    });

    it("lets an exemption with a reason through", () => {
        const exemptions = [{ object: "Namespace core", reason: "served by an istiod outside", ...owned }];
        expect(run([...plane, labelled("stabel")], { exemptions })).to.deep.equal([]);
    });
});
