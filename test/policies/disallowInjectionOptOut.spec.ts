import { expect } from "chai";
import { stringify } from "yaml";
import { asPolicy } from "../../policies/crossguard/policy";
import { disallowInjectionOptOut as rule } from "../../policies/workload/disallowInjectionOptOut";
import { carriers } from "./carriers";
import { type Props, reports, runPolicies, unknown } from "./crossguard";
import {
    configMap,
    deployment,
    istiod,
    namespace,
    owned,
    podTemplate,
    release,
    renderedGateway,
} from "./objects";

const inject = "sidecar.istio.io/inject";
const refusal = (name: string, field: string, value = '"false"') =>
    `mandatory: ${name}: ${field} is ${value}, so the pod runs without a sidecar and outside every mesh policy; remove it`;
const optOut = podTemplate({ labels: { [inject]: "false" } });

function ofRelease(chart: string, values: unknown, more: Props = {}): string[] {
    const type = "kubernetes:helm.sh/v3:Release";
    const urn = `urn:pulumi:test::program::${type}::istiod`;
    const found = runPolicies(
        [asPolicy(rule)],
        [{ type, urn, name: "istiod", props: release(chart, values, more) }],
    );
    return found.map((each) => each.text);
}

describe("E-01 disallow opting out of injection", () => {
    for (const carrier of carriers) {
        const name = `${carrier.kind} core/orders`;
        const field = [...carrier.path, "metadata"].join(".");

        it(`refuses the label and the annotation on a ${carrier.kind}, and on its patch`, () => {
            expect(reports(rule, carrier.with(optOut))).to.deep.equal([
                refusal(name, `${field}.labels["${inject}"]`),
            ]);
            const annotated = carrier.with(podTemplate({ annotations: { [inject]: "false" } }));
            expect(reports(rule, annotated)).to.deep.equal([
                refusal(name, `${field}.annotations["${inject}"]`),
            ]);
            expect(reports(rule, annotated, {}, { patch: true })).to.have.length(1);
        });

        it(`accepts a ${carrier.kind} that says nothing, or asks for the sidecar`, () => {
            expect(reports(rule, carrier.with(podTemplate()))).to.deep.equal([]);
            expect(reports(rule, carrier.with(podTemplate({ labels: { [inject]: "true" } })))).to.deep.equal(
                [],
            );
        });
    }

    it("refuses the bare boolean and other spellings of false", () => {
        expect(reports(rule, deployment(podTemplate({ labels: { [inject]: false } })))).to.have.length(1);
        expect(reports(rule, deployment(podTemplate({ annotations: { [inject]: "False" } })))).to.have.length(
            1,
        );
    });

    it("looks at the pods, not at the labels of what makes them", () => {
        const manifest = deployment(podTemplate());
        const metadata = { name: "orders", namespace: "core", labels: { [inject]: "false" } };
        expect(reports(rule, { ...manifest, metadata })).to.deep.equal([]);
    });

    it("minds unknown marks, and no unknown beside them", () => {
        expect(reports(rule, deployment(podTemplate({ labels: { [inject]: unknown } })))[0]).to.contain(
            "is not known",
        );
        expect(reports(rule, deployment(podTemplate({ labels: unknown })))[0]).to.contain(
            "spec.template.metadata.labels is not known",
        );
        expect(reports(rule, deployment(unknown))).to.deep.equal([
            "advisory: Deployment core/orders: spec.template is not known at preview, so this rule cannot be proven; " +
                "it is judged again at update, before the object is created",
        ]);
        expect(
            reports(rule, deployment(podTemplate({ labels: { app: unknown } }, { containers: unknown }))),
        ).to.deep.equal([]);
    });

    describe("for Istio's own pods", () => {
        it("accepts istiod, which serves sidecars and has none", () => {
            expect(reports(rule, istiod())).to.deep.equal([]);
            expect(reports(rule, istiod("mesh"), { rootNamespaces: ["mesh"] })).to.deep.equal([]);
        });

        it("accepts the node agents", () => {
            const agent = (name: string, label: [string, string], container: string) => ({
                apiVersion: "apps/v1",
                kind: "DaemonSet",
                metadata: { name, namespace: "istio-system" },
                spec: {
                    template: podTemplate(
                        { labels: { [label[0]]: label[1], [inject]: "false" } },
                        { containers: [{ name: container }] },
                    ),
                },
            });
            const cni = agent("istio-cni-node", ["k8s-app", "istio-cni-node"], "install-cni");
            expect(reports(rule, cni)).to.deep.equal([]);
            expect(reports(rule, agent("ztunnel", ["app", "ztunnel"], "istio-proxy"))).to.deep.equal([]);
            expect(reports(rule, agent("agent", ["app", "ztunnel"], "istio-proxy"))).to.have.length(1);
        });

        it("accepts the gateways of istioctl, which are proxies themselves", () => {
            const gateway = (container: string) =>
                deployment(
                    podTemplate(
                        { labels: { app: "istio-ingressgateway", [inject]: "false" } },
                        { containers: [{ name: container }] },
                    ),
                    "istio-ingressgateway",
                    "istio-system",
                );
            expect(reports(rule, gateway("istio-proxy"))).to.deep.equal([]);
            expect(reports(rule, gateway("nginx"))).to.have.length(1);
        });

        it("is not fooled by one of the marks alone", () => {
            const marks = { labels: { app: "istiod", [inject]: "false" } };
            const discovery = { containers: [{ name: "discovery" }] };
            const impostors = [
                istiod("core"),
                deployment(podTemplate(marks, discovery), "orders", "istio-system"),
                deployment(podTemplate(marks), "istiod", "istio-system"),
                deployment(
                    podTemplate({ labels: { [inject]: "false" } }, discovery),
                    "istiod",
                    "istio-system",
                ),
                { ...istiod(), kind: "StatefulSet" },
            ];
            for (const impostor of impostors) {
                expect(reports(rule, impostor), JSON.stringify(impostor)).to.have.length(1);
            }
        });
    });

    it("refuses a namespace that is switched off, except the control plane's", () => {
        expect(reports(rule, namespace("core", { "istio-injection": "disabled" }))).to.deep.equal([
            'mandatory: Namespace core: metadata.labels.istio-injection is "disabled", so no pod of the namespace gets a ' +
                "sidecar, whatever its revision label says; remove it and label the namespace with istio.io/rev",
        ]);
        expect(
            reports(rule, namespace("core", { "istio-injection": "disabled" }), {}, { patch: true }),
        ).to.have.length(1);
        expect(reports(rule, namespace("core", { "istio-injection": "enabled" }))).to.deep.equal([]);
        expect(reports(rule, namespace("core", { "istio.io/rev": unknown }))).to.deep.equal([]);
        expect(reports(rule, namespace("istio-system", { "istio-injection": "disabled" }))).to.deep.equal([]);
        expect(reports(rule, namespace("core", { "istio-injection": unknown }))[0]).to.contain(
            "is not known",
        );
    });

    it("refuses an injector that is off, or skips pods by label", () => {
        const injector = (config: unknown) =>
            configMap("istio-sidecar-injector-1-31-0", { config: stringify(config) });
        expect(reports(rule, injector({ policy: "enabled", neverInjectSelector: [] }))).to.deep.equal([]);
        expect(reports(rule, injector({ policy: "disabled" }))).to.deep.equal([
            'mandatory: ConfigMap istio-system/istio-sidecar-injector-1-31-0: data.config.policy is "disabled", ' +
                "so no pod gets a sidecar unless it asks for one; set it to enabled",
        ]);
        expect(reports(rule, injector({ neverInjectSelector: [{ matchLabels: { a: "b" } }] }))).to.deep.equal(
            [
                "mandatory: ConfigMap istio-system/istio-sidecar-injector-1-31-0: data.config.neverInjectSelector is " +
                    '[{"matchLabels":{"a":"b"}}], so pods with these labels get no sidecar; remove the selectors',
            ],
        );
        expect(reports(rule, configMap("istio-sidecar-injector", { config: "a: [" }))[0]).to.contain(
            "is not YAML",
        );
        expect(reports(rule, configMap("istio-sidecar-injector", { config: unknown }))[0]).to.contain(
            "is not known",
        );
        expect(reports(rule, configMap("orders", { config: "policy: disabled" }))).to.deep.equal([]);
    });

    it("refuses the same in chart values", () => {
        expect(ofRelease("istiod", {})).to.deep.equal([]);
        expect(ofRelease("istiod", { global: { proxy: { autoInject: "disabled" } } })[0]).to.contain(
            'Release istio-system/istiod: values.global.proxy.autoInject is "disabled"',
        );
        const never = { sidecarInjectorWebhook: { neverInjectSelector: [{ matchLabels: {} }] } };
        expect(ofRelease("istiod", never)[0]).to.contain(
            "values.sidecarInjectorWebhook.neverInjectSelector is [",
        );
        expect(ofRelease("istio/gateway", { podAnnotations: { [inject]: "false" } })[0]).to.contain(
            `values.podAnnotations["${inject}"] is "false"`,
        );
        expect(ofRelease("istiod", {}, { valueYamlFiles: [{}] })[0]).to.contain("which no policy can read");
        expect(ofRelease("redis", { podAnnotations: { [inject]: "false" } })).to.deep.equal([]);
    });

    it("lets an exemption with a reason through, and no other", () => {
        const manifest = { ...deployment(optOut), kind: "DaemonSet" };
        const exempt = (object: string, reason: string) =>
            reports(rule, manifest, { exemptions: [{ object, reason, ...owned }] });
        expect(exempt("DaemonSet core/orders", "a node agent")).to.deep.equal([]);
        expect(exempt("DaemonSet core/*", "a node agent")).to.deep.equal([]);
        expect(exempt("DaemonSet core/orders", " ")).to.have.length(1);
        expect(exempt("DaemonSet core/order", "a node agent")).to.have.length(1);
        expect(exempt("DaemonSet core.orders", "a node agent")).to.have.length(1);
        expect(exempt("Deployment core/orders", "a node agent")).to.have.length(1);
    });

    it("accepts what istiod renders for a Gateway, and nothing that only looks like it", () => {
        expect(reports(rule, renderedGateway())).to.deep.equal([]);
        const refused = [refusal("Deployment core/edge-istio", `spec.template.metadata.labels["${inject}"]`)];
        expect(reports(rule, renderedGateway({ name: "other" }))).to.deep.equal(refused);
        expect(reports(rule, renderedGateway({ apiVersion: "networking.istio.io/v1" }))).to.deep.equal(
            refused,
        );
        expect(reports(rule, renderedGateway({}, {}, [{ name: "mine", image: "mine:1" }]))).to.deep.equal(
            refused,
        );
    });
});
