import { expect } from "chai";
import { gatewayCanaryValues, gatewayValues } from "../../components/istio/values";
import { egressGateway, ingressGateway } from "../support/gateways";

const gateway = ingressGateway({ tag: "gateways", replicas: 3 }, { trustedProxies: 2 });
const values = gatewayCanaryValues(gateway, { tag: "canary", replicas: 2 }, "1-31-1");

describe("the values of a gateway's canary", () => {
    it("have the proxy of its own tag injected, and restart its pods when that moves", () => {
        expect(values["revision"]).to.equal("canary");
        expect(values["podAnnotations"]).to.deep.equal({
            "meshwright.io/revision": "1-31-1",
            "proxy.istio.io/config": '{"gatewayTopology":{"numTrustedProxies":2}}',
        });
    });

    it("put its pods behind the gateway's Service, budget and policies, under a label of their own", () => {
        expect(values["labels"]).to.deep.equal({
            app: "istio-ingressgateway",
            istio: "ingressgateway",
            "meshwright.io/track": "canary",
        });
    });

    it("bring no Service, account or rights of its own", () => {
        expect(values["service"]).to.deep.equal({ type: "None" });
        expect(values["serviceAccount"]).to.deep.equal({ create: false, name: "istio-ingressgateway" });
        expect(values["rbac"]).to.deep.equal({ enabled: false });
    });

    it("fix the number of its pods, without an autoscaler or a budget that would select the gateway's", () => {
        expect(values["autoscaling"]).to.deep.equal({ enabled: false });
        expect(values["replicaCount"]).to.equal(2);
        expect(values["podDisruptionBudget"]).to.deep.equal({});
    });

    it("are the gateway's own in everything else", () => {
        const own = gatewayValues({ ...gateway, tag: "canary" }, "1-31-1");
        const different = [
            ...["autoscaling", "labels", "podDisruptionBudget", "rbac", "replicaCount"],
            ...["service", "serviceAccount"],
        ];
        const rest = (all: Readonly<Record<string, unknown>>) =>
            Object.fromEntries(Object.entries(all).filter(([key]) => !different.includes(key)));
        expect(rest(values)).to.deep.equal(rest(own));
        expect(Object.keys(rest(values))).to.have.length.greaterThan(7);
    });

    it("tell a way out nothing about clients", () => {
        const out = gatewayCanaryValues(egressGateway(), { tag: "canary", replicas: 1 }, "1-31-1");
        expect(out["podAnnotations"]).to.deep.equal({ "meshwright.io/revision": "1-31-1" });
        expect(out["labels"]).to.deep.include({ app: "istio-egressgateway", istio: "egressgateway" });
    });
});
