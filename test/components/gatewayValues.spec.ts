import { expect } from "chai";
import type { Gateway } from "../../components/graph";
import { gatewayValues } from "../../components/istio/values";
import { egressGateway, ingressGateway } from "../support/gateways";

const valuesOf = (gateway: Gateway) => gatewayValues(gateway, "1-31-1");

describe("the values of a gateway's chart", () => {
    it("let the tag's webhook inject the proxy, so that the gateway follows the tag", () => {
        expect(valuesOf(ingressGateway({ tag: "canary" }))["revision"]).to.equal("canary");
    });

    it("restart its pods when the tag moves, between revisions of one version too", () => {
        const moved = gatewayValues(egressGateway(), "1-31-1-b");
        expect(moved).to.deep.equal({
            ...valuesOf(egressGateway()),
            podAnnotations: { "meshwright.io/revision": "1-31-1-b" },
        });
    });

    it("name the account and the labels that policies and Gateway objects go by", () => {
        const values = valuesOf(ingressGateway());
        expect(values["serviceAccount"]).to.deep.equal({ create: true, name: "istio-ingressgateway" });
        expect(values["labels"]).to.deep.equal({ istio: "ingressgateway" });
    });

    it("offer 80, 443, 8443 and 15443 on a way in, the health check first (GWY-01, GWY-02)", () => {
        expect(serviceOf(ingressGateway())["ports"]).to.deep.equal([
            { name: "status-port", port: 15021, targetPort: 15021, protocol: "TCP" },
            { name: "http2", port: 80, targetPort: 80, protocol: "TCP" },
            { name: "https", port: 443, targetPort: 443, protocol: "TCP" },
            { name: "grpc-tls", port: 8443, targetPort: 8443, protocol: "TCP" },
            { name: "tls", port: 15443, targetPort: 15443, protocol: "TCP" },
        ]);
    });

    it("keep a way out inside the cluster, on its one port", () => {
        const service = serviceOf(egressGateway(15999));
        expect(service["type"]).to.equal("ClusterIP");
        expect(service["ports"]).to.deep.equal([
            { name: "status-port", port: 15021, targetPort: 15021, protocol: "TCP" },
            { name: "tls-egress", port: 15999, targetPort: 15999, protocol: "TCP" },
        ]);
        expect(service).not.to.have.property("externalTrafficPolicy");
        expect(valuesOf(egressGateway())["podAnnotations"]).not.to.have.property("proxy.istio.io/config");
    });

    it("hand the load balancer what the stack says of it", () => {
        const service = serviceOf(
            ingressGateway(
                {},
                { serviceAnnotations: { "cloud/internal": "true" }, sourceRanges: ["10.0.0.0/8"] },
            ),
        );
        expect(service).to.deep.include({
            type: "LoadBalancer",
            annotations: { "cloud/internal": "true" },
            loadBalancerSourceRanges: ["10.0.0.0/8"],
        });
    });

    for (const serviceType of ["LoadBalancer", "NodePort"] as const) {
        it(`keep the client's address on a ${serviceType}, for rules that go by it`, () => {
            const service = serviceOf(ingressGateway({}, { serviceType }));
            expect(service["externalTrafficPolicy"]).to.equal("Local");
        });
    }

    it("say nothing of outside traffic on a Service without any, which Kubernetes would refuse", () => {
        const service = serviceOf(ingressGateway({}, { serviceType: "ClusterIP" }));
        expect(service).not.to.have.property("externalTrafficPolicy");
    });

    it("tell the proxy how many proxies in front of it are trusted", () => {
        const values = valuesOf(ingressGateway({}, { trustedProxies: 2 }));
        expect(values["podAnnotations"]).to.deep.equal({
            "meshwright.io/revision": "1-31-1",
            "proxy.istio.io/config": '{"gatewayTopology":{"numTrustedProxies":2}}',
        });
    });

    it("never let the most replicas fall below the fewest, and offer a disruption budget", () => {
        const values = valuesOf(ingressGateway({ replicas: 3, maxReplicas: 1 }));
        expect(values["autoscaling"]).to.deep.equal({ enabled: true, minReplicas: 3, maxReplicas: 3 });
        expect(values["podDisruptionBudget"]).to.deep.equal({ minAvailable: 1 });
    });

    it("listen below 1024 without root or capabilities, on a root that cannot be written", () => {
        const values = valuesOf(ingressGateway());
        expect(values["securityContext"]).to.deep.equal({
            runAsNonRoot: true,
            seccompProfile: { type: "RuntimeDefault" },
            sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
        });
        expect(values["containerSecurityContext"]).to.deep.equal({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            privileged: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
        });
    });

    it("leave network policy to the graph: the chart's lets everything out", () => {
        expect(valuesOf(ingressGateway())["global"]).to.deep.equal({
            networkPolicy: { enabled: false },
        });
    });
});

function serviceOf(gateway: Gateway) {
    return valuesOf(gateway)["service"] as Readonly<Record<string, unknown>>;
}
