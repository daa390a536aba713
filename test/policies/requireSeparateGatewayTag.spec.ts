import { expect } from "chai";
import { requireSeparateGatewayTag as rule } from "../../policies/upgrade/requireSeparateGatewayTag";
import { controlPlane, gatewayOf, istiodOf, nodeAgent } from "./controlPlane";
import { type Props, stackReports } from "./crossguard";
import { deployment, namespace, podTemplate, release } from "./objects";

const plane = controlPlane(
    { "1-31-1": "1.31.1" },
    { stable: "1-31-1", canary: "1-31-1", gateways: "1-31-1", default: "1-31-1" },
);
const core = namespace("core", { "istio.io/rev": "stable" });
const users = namespace("users", { "istio.io/rev": "canary" });
const run = (...objects: readonly Props[]) => stackReports(rule, [...plane, core, users, ...objects]);
const where = 'Deployment istio-ingress/istio-ingressgateway: spec.template.metadata.labels["istio.io/rev"]';
const shared =
    'is "stable", a tag that Namespace core follows too, so both move at once; give gateways a tag of their own';
const unrevisioned =
    "is not set, so it follows whatever is the default, together with everything else that does; give gateways a tag of " +
    "their own";

describe("H-08 require a tag of their own for gateways", () => {
    it("accepts a tag for gateways alone, and a revision by its own name", () => {
        expect(run(gatewayOf("gateways"))).to.deep.equal([]);
        expect(run(gatewayOf("1-31-1"), namespace("ml", { "istio.io/rev": "1-31-1" }))).to.deep.equal([]);
    });

    it("tells of a gateway that follows the tag of workloads, in their namespaces or on their pods", () => {
        expect(run(gatewayOf("stable"))).to.deep.equal([`advisory: ${where} ${shared}`]);
        const pod = deployment(podTemplate({ labels: { "istio.io/rev": "gateways" } }));
        expect(run(gatewayOf("gateways"), pod)).to.deep.equal([
            `advisory: ${where} is "gateways", a tag that Deployment orders follows too, so both move at once; give gateways a ` +
                "tag of their own",
        ]);
    });

    it("takes the tag of its namespace where its pods name none, and counts that for no workload's", () => {
        const home = (tag: string) => namespace("istio-ingress", { "istio.io/rev": tag });
        expect(run(gatewayOf("gateways"), home("gateways"))).to.deep.equal([]);
        expect(run(gatewayOf(undefined), home("gateways"))).to.deep.equal([]);
        expect(run(gatewayOf(undefined), home("stable"))).to.deep.equal([
            `advisory: Deployment istio-ingress/istio-ingressgateway: metadata.labels["istio.io/rev"] ${shared}`,
        ]);
        expect(run(gatewayOf(undefined))).to.deep.equal([`advisory: ${where} ${unrevisioned}`]);
    });

    it("lets the canary of a gateway follow workloads, as long as the rest of it does not", () => {
        const canary = gatewayOf("canary");
        const second = {
            ...canary,
            metadata: { name: "istio-ingressgateway-canary", namespace: "istio-ingress" },
        };
        expect(run(gatewayOf("gateways"), second)).to.deep.equal([]);
        expect(run(gatewayOf("stable"), second)).to.have.length(2);
    });

    it("judges Gateways that Istio deploys and releases, and neither waypoints nor ztunnel", () => {
        const gateway = (className: string, labels: object, spec: object = {}) => ({
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "Gateway",
            metadata: { name: "edge", namespace: "core", labels },
            spec: { gatewayClassName: className, ...spec },
        });
        const pods = { infrastructure: { labels: { "istio.io/rev": "gateways" } } };
        expect(run(gateway("istio", {}, pods))).to.deep.equal([]);
        expect(run(gateway("istio", { "istio.io/rev": "canary" }))).to.deep.equal([
            'advisory: Gateway core/edge: metadata.labels["istio.io/rev"] is "canary", a tag that Namespace users follows too, so ' +
                "both move at once; give gateways a tag of their own",
        ]);
        expect(run(gateway("istio-waypoint", { "istio.io/rev": "canary" }))).to.deep.equal([]);
        expect(run(nodeAgent("ztunnel", "1.31.1"))).to.deep.equal([]);
        const ofChart = (values: unknown) => ({
            apiVersion: "helm.sh/v3",
            kind: "Release",
            ...release("gateway", values, { name: "edge", namespace: "istio-ingress" }),
        });
        expect(run(ofChart({ revision: "gateways" }))).to.deep.equal([]);
        expect(run(ofChart({ revision: "stable" }))).to.deep.equal([
            `advisory: Release istio-ingress/edge: values.revision ${shared}`,
        ]);
        expect(run(ofChart({}))).to.deep.equal([
            `advisory: Release istio-ingress/edge: values.revision ${unrevisioned}`,
        ]);
    });

    it("says nothing where there are no revisions to follow", () => {
        const stack = [istiodOf("default", "1.31.1"), gatewayOf(undefined)];
        expect(stackReports(rule, stack)).to.deep.equal([]);
        expect(stackReports(rule, [gatewayOf(undefined)])).to.deep.equal([]);
    });
});
