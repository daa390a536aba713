import { expect } from "chai";
import type { Observability } from "../../../components/graph";
import type { AuthorizationPolicySpec, NetworkPolicySpec } from "../../../components/istio/types";
import { watchedTown } from "./watchedTown";

const legacy: Partial<Observability> = {
    collector: {
        mode: "install",
        replicas: 1,
        resources: { cpu: "1", memory: "1Gi", cpuLimit: "1", memoryLimit: "1Gi" },
        memoryLimitMib: 512,
        serviceGraph: false,
        buckets: [100],
        legacyReceivers: true,
    },
};
/** Every namespace with proxies: audited, observed and enforced ones and the gateways'. */
const senders = ["field", "istio-egress", "istio-ingress", "lab", "shop"];

type Rules = NonNullable<NetworkPolicySpec["ingress"]> | NonNullable<NetworkPolicySpec["egress"]>;

/** The rules of a policy as `peers: ports`, without what every proxy needs. */
function told(rules: Rules = []): string[] {
    return rules
        .map((rule) => {
            const peers = "from" in rule ? rule.from : "to" in rule ? rule.to : undefined;
            const ports = (rule.ports ?? []).map(({ port }) => port).join(",");
            return `${(peers ?? []).map(peer).join(" ")}: ${ports}`;
        })
        .filter((each) => !/^kube-system|istiod: 15012$/.test(each));
}

function peer(each: object): string {
    const { ipBlock, namespaceSelector, podSelector } = each as {
        ipBlock?: { cidr: string };
        namespaceSelector?: { matchLabels: Record<string, string> };
        podSelector?: { matchLabels: Record<string, string> };
    };
    return [
        ipBlock?.cidr,
        ...Object.values(namespaceSelector?.matchLabels ?? {}),
        ...Object.values(podSelector?.matchLabels ?? {}),
    ]
        .filter((part) => part !== undefined)
        .join("/");
}

function network(id: string, more: Partial<Observability> = {}) {
    const { ingress, egress } = watchedTown(more).spec<NetworkPolicySpec>("NetworkPolicy", id);
    return { ingress: told(ingress), egress: told(egress) };
}

describe("spans", () => {
    it("may come from every namespace with proxies, gateways' too, at the receivers' ports alone", () => {
        const ports = (more: Partial<Observability>) => {
            const { rules } = watchedTown(more).spec<AuthorizationPolicySpec>(
                "AuthorizationPolicy",
                "observability/otel-collector-spans",
            );
            expect(rules).to.have.length(1);
            expect(rules?.[0]?.from).to.deep.equal([{ source: { namespaces: senders } }]);
            return rules?.[0]?.to;
        };
        expect(ports({})).to.deep.equal([{ operation: { ports: ["4317", "4318"] } }]);
        expect(ports(legacy)).to.deep.equal([
            { operation: { ports: ["4317", "4318", "9411", "14250", "14268"] } },
        ]);
    });

    it("may be sampled as Jaeger says, by whoever asks it", () => {
        expect(watchedTown().spec("AuthorizationPolicy", "observability/jaeger-sampling")).to.deep.equal({
            selector: { matchLabels: { app: "jaeger" } },
            action: "ALLOW",
            rules: [
                { from: [{ source: { namespaces: senders } }], to: [{ operation: { ports: ["5778"] } }] },
            ],
        });
    });

    it("go to Jaeger at its own receivers where there is no collector", () => {
        const town = watchedTown({ collector: { mode: "off" } });
        expect(town.ids("AuthorizationPolicy")).to.include.members([
            "observability/jaeger-sampling",
            "observability/jaeger-spans",
        ]);
        expect(network("shop/cart", { collector: { mode: "off" } }).egress).to.deep.equal([
            "observability/jaeger: 4317,4318,5778",
        ]);
    });

    it("leave every pod below the mesh too, for the collector's pods and its ports and nothing more of its namespace", () => {
        expect(network("shop/cart").egress).to.deep.equal([
            "observability/otel-collector: 4317,4318",
            "observability/jaeger: 5778",
        ]);
        expect(network("istio-ingress/istio-ingressgateway").egress).to.deep.equal([
            "observability/otel-collector: 4317,4318",
            "observability/jaeger: 5778",
        ]);
        expect(network("observability/otel-collector", legacy).ingress).to.deep.equal([
            `${senders.join(" ")}: 4317,4318,9411,14250,14268`,
            "observability/prometheus: 8888,8889",
            "observability: 15020",
        ]);
    });
});

describe("metrics", () => {
    it("are read by Prometheus at every pod of the mesh, and at the stack's own ports", () => {
        expect(network("shop/cart").ingress).to.include("observability: 15020");
        expect(network("istio-egress/istio-egressgateway").ingress).to.include("observability: 15020");
        const { egress } = network("observability/prometheus");
        expect(egress).to.include("0.0.0.0/0: 443,6443");
        expect(egress).to.include("enabled: 15020");
        expect(egress).to.include("istio-system/istiod: 15014");
        expect(egress).to.include("observability: 8888,8889,9090");
        // The kubelets' measures of containers.
        expect(egress).to.include("0.0.0.0/0: 10250");
    });

    it("are read by a Prometheus that exists, from its namespace and no other", () => {
        const existing = {
            prometheus: {
                mode: "existing",
                host: "prometheus.monitoring.svc.cluster.local",
                port: 9090,
                tls: false,
                namespace: "monitoring",
            },
        } as const;
        expect(network("shop/cart", existing).ingress).to.include("monitoring: 15020");
        expect(network("observability/jaeger", existing).ingress).to.include("monitoring: 8888");
    });

    it("are nobody's to read where there is no Prometheus", () => {
        const { ingress } = network("observability/jaeger", { prometheus: { mode: "off" } });
        expect(ingress.join()).not.to.match(/8888|15020/);
    });
});

describe("what the stack may reach outside", () => {
    it("is the API server for those who ask it, and nothing for the others", () => {
        for (const name of ["prometheus", "kiali", "otel-collector", "otel-logs"]) {
            expect(network(`observability/${name}`).egress, name).to.include("0.0.0.0/0: 443,6443");
        }
        for (const name of ["jaeger", "grafana", "loki", "alertmanager"]) {
            expect(network(`observability/${name}`).egress.join(), name).not.to.include("0.0.0.0/0");
        }
    });

    it("is whoever is told of alerts, once there is someone", () => {
        const receivers = new Map([["pager", { kind: "pagerduty", secret: "pagerduty" } as const]]);
        const resources = { cpu: "1", memory: "1Gi", cpuLimit: "1", memoryLimit: "1Gi" };
        const told = {
            alertmanager: { mode: "install", resources, size: "1Gi", receivers, routes: {} },
        } as const;
        expect(network("observability/alertmanager", told).egress).to.include("0.0.0.0/0: 443");
    });

    it("is istiod's own page for Kiali", () => {
        expect(network("observability/kiali").egress).to.include("istio-system/istiod: 15014");
    });
});
