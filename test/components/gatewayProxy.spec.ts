import { expect } from "chai";
import { locateChart } from "../../components/chartSource";
import { gatewayOf, gatewayProxy } from "../../components/gatewayProxy";
import { egressGateway, ingressGateway } from "../support/gateways";

describe("the arguments of a gateway", () => {
    for (const gateway of [
        ingressGateway(),
        ingressGateway({ canary: { tag: "canary", replicas: 2 } }),
        egressGateway(),
    ]) {
        it(`are a gateway of the graph and back, nothing lost: ${gateway.name}${gateway.canary === undefined ? "" : " with a canary"}`, () => {
            expect(gatewayOf(gatewayProxy(gateway))).to.deep.equal(gateway);
        });
    }

    it("default to what the official chart gives its pods", () => {
        const {
            selector: _selector,
            serviceAccount: _account,
            maxReplicas: _most,
            ...rest
        } = gatewayProxy(egressGateway());
        expect(gatewayOf({ ...rest, replicas: 3 })).to.deep.include({
            selector: { istio: "egressgateway" },
            serviceAccount: "istio-egressgateway",
            maxReplicas: 3,
        });
    });

    it("are refused with what is allowed", () => {
        const args = gatewayProxy(ingressGateway());
        expect(() => gatewayOf({ ...args, kind: "inward" })).to.throw(
            'the kind of the gateway "istio-ingressgateway" is "inward"; write one of ingress, egress',
        );
        const ingress = { ...args.ingress, serviceType: "External" } as NonNullable<typeof args.ingress>;
        expect(() => gatewayOf({ ...args, ingress })).to.throw(
            'the ingress.serviceType of the gateway "istio-ingressgateway" is "External"; write one of LoadBalancer, NodePort, ClusterIP',
        );
    });
});

describe("the source of charts that a program names", () => {
    it("is refused where it names no place", () => {
        for (const args of [
            { kind: "folder", url: "oci://registry.example" },
            { kind: "git", path: "charts" },
        ]) {
            expect(() => locateChart(args, "base", "1.31.1")).to.throw(
                'names no place; write { kind: "repository", url: "oci://…" } or { kind: "folder", path: "…" }',
            );
        }
    });
});
