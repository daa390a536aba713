import { expect } from "chai";
import { derive } from "../../../components/derive";
import type { NetworkPolicySpec } from "../../../components/istio/types";
import { ingressGateway, publicHostOf, routeOf } from "../../support/arbitraryRoutes";
import { graphOf, portOf, serviceOf } from "../../support/graphs";
import { platformWith } from "../../support/platforms";
import { testTarget } from "../../support/target";
import { FrontObjects } from "./ingress";

const pods = (namespace: string, app: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    podSelector: { matchLabels: { app } },
});
const gatewayPods = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-ingress" } },
    podSelector: { matchLabels: { istio: "ingressgateway" } },
};
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));

const front = {
    hosts: [publicHostOf("api", { servers: ["grpc", "https"] })],
    routes: [routeOf("api", "/*", "core/shop"), routeOf("api", "/news/*", "press/news")],
} as const;

describe("the network of an ingress gateway", () => {
    it("is open from anywhere to the ports with a server and the health check, and out to routed pods alone", () => {
        const policy = new FrontObjects(front).network("istio-ingressgateway");
        expect(policy.podSelector).to.deep.equal({ matchLabels: { istio: "ingressgateway" } });
        expect(policy.policyTypes).to.deep.equal(["Ingress", "Egress"]);
        expect(policy.ingress).to.deep.equal([{ ports: tcp(80, 443, 8443, 15021) }]);
        expect(policy.egress?.slice(-2)).to.deep.equal([
            { to: [pods("core", "shop")], ports: tcp(8080) },
            { to: [pods("press", "news")], ports: tcp(80) },
        ]);
    });

    it("leads otherwise only to names and to every istiod", () => {
        const policy = new FrontObjects({}).network("istio-ingressgateway");
        expect(policy.ingress).to.deep.equal([{ ports: tcp(15021) }]);
        expect(policy.egress).to.deep.equal([
            {
                to: [
                    { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
                ],
                ports: [
                    { protocol: "UDP", port: 53 },
                    { protocol: "TCP", port: 53 },
                ],
            },
            { to: [pods("istio-system", "istiod")], ports: tcp(15012) },
        ]);
    });

    it("lets those scrape its metrics who scrape in this stack", () => {
        const target = { ...testTarget, scraperNamespaces: ["monitoring"] };
        const { ingress } = new FrontObjects({}, target).network("istio-ingressgateway");
        expect(ingress?.[1]).to.deep.equal({
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
            ports: tcp(15020),
        });
    });

    it("is let in at the pods it routes to, on their own ports, and nowhere else", () => {
        const objects = new FrontObjects({ ...front, routes: [routeOf("api", "/*", "core/shop")] });
        const ingress = (namespace: string, name: string) =>
            (objects.inNamespace(namespace, "NetworkPolicy", name).spec as NetworkPolicySpec).ingress ?? [];
        expect(ingress("core", "shop")).to.deep.include({ from: [gatewayPods], ports: tcp(8080) });
        expect(JSON.stringify(ingress("press", "news"))).to.not.include("istio-ingress");
    });

    it("leads a passed-through connection to its end, and is let in there", () => {
        const { certificate: _none, ...rest } = publicHostOf("db", { servers: ["passthrough"] });
        const objects = new FrontObjects({
            hosts: [{ ...rest, passthrough: { service: "core/shop", port: 5433 } }],
            services: [serviceOf("core/shop", { ports: [portOf("db", 5433, 6433, "tls")] })],
        });
        const { ingress, egress } = objects.network("istio-ingressgateway");
        expect(ingress).to.deep.equal([{ ports: tcp(15021, 15443) }]);
        expect(egress?.at(-1)).to.deep.equal({ to: [pods("core", "shop")], ports: tcp(6433) });
        const callee = objects.inNamespace("core", "NetworkPolicy", "shop").spec as NetworkPolicySpec;
        expect(callee.ingress).to.deep.include({ from: [gatewayPods], ports: tcp(6433) });
    });
});

describe("the namespace of a gateway", () => {
    it("follows the gateway's tag, is seen by the control plane, and enforces restricted pods", () => {
        const { metadata } = new FrontObjects({}).one("Namespace", "istio-ingress");
        expect(metadata.labels).to.deep.equal({
            "app.kubernetes.io/managed-by": "meshwright",
            "istio.io/rev": "stable",
            "meshwright.io/mesh": "enabled",
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
        });
    });

    it("names no tag while the gateway has a canary, because its label would beat that of the canary's pods", () => {
        const canaried = { ...ingressGateway, canary: { tag: "canary", replicas: 1 } };
        const graph = graphOf({ namespaces: [], platform: platformWith(canaried) });
        const labels = [...derive(graph, testTarget).gateways.values()]
            .flat()
            .filter(({ kind }) => kind === "Namespace")
            .map(({ metadata }) => metadata.labels?.["istio.io/rev"]);
        expect(labels).to.deep.equal([undefined]);
    });

    it("is closed in every respect before anything in it is opened by name", () => {
        const objects = new FrontObjects({});
        expect(objects.one("AuthorizationPolicy", "default-deny").spec).to.deep.equal({});
        expect(objects.network("default-deny")).to.deep.equal({
            podSelector: {},
            policyTypes: ["Ingress", "Egress"],
        });
    });

    it("is made once, even where a graph puts two gateways into one", () => {
        const second = { ...ingressGateway, name: "gate", selector: { istio: "gate" } };
        const graph = graphOf({ namespaces: [], platform: platformWith(ingressGateway, second) });
        const all = [...derive(graph, testTarget).gateways.values()].flat();
        const names = all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
        expect(names.filter((name) => /^(Namespace|.* default-deny)/.test(name))).to.have.members([
            "Namespace istio-ingress",
            "AuthorizationPolicy default-deny",
            "NetworkPolicy default-deny",
        ]);
    });
});
