import { expect } from "chai";
import { derive } from "../../components/derive";
import type { Manifest } from "../../components/istio/types";
import { externalOf, type GraphParts, graphOf, namespaceOf, workloadOf } from "../support/graphs";
import { gatewayOf, platformWith } from "../support/platforms";
import { testTarget } from "../support/target";

const egress = gatewayOf("istio-egressgateway", "egress");
const gatewayService = "istio-egressgateway.istio-egress.svc.cluster.local";

/** Two shops call out: `shop/web` to every host, `bank/teller` to one; `loose/cron` is only observed. */
const town: GraphParts = {
    namespaces: [
        namespaceOf("shop"),
        namespaceOf("bank"),
        namespaceOf("loose", "observed"),
        namespaceOf("yard", "off"),
    ],
    workloads: ["shop/web", "shop/idle", "bank/teller", "loose/cron", "yard/old"].map((id) => workloadOf(id)),
    externals: [
        externalOf("auth.example.com", "yard"),
        externalOf("pay-ments.example.com", "shop", { port: 8443 }),
        externalOf("plain.example.com", "bank", { port: 80, protocol: "http", timeout: "15s" }),
        externalOf("old.example.com", "bank", {
            port: 80,
            protocol: "http",
            originate: { port: 443, subjectAltNames: ["old.example.com"], caSecret: "partner-ca" },
        }),
        externalOf("unused.example.com", "bank"),
    ],
    externalCalls: [
        { from: "shop/web", external: "auth.example.com" },
        { from: "shop/web", external: "old.example.com" },
        { from: "shop/web", external: "pay-ments.example.com" },
        { from: "shop/web", external: "plain.example.com" },
        { from: "bank/teller", external: "auth.example.com" },
        { from: "loose/cron", external: "plain.example.com" },
        { from: "yard/old", external: "unused.example.com" },
    ],
};

/** What is derived with the gateway, and without. */
const through = derive(graphOf({ ...town, platform: platformWith(egress) }), testTarget);
const direct = derive(graphOf(town), testTarget);
const atGateway = through.gateways.get(egress.name) ?? [];

function named(manifests: readonly Manifest[] | undefined, kind: string, name: string): unknown {
    return manifests?.find((each) => each.kind === kind && each.metadata.name === name)?.spec;
}

function namesOf(manifests: readonly Manifest[] | undefined, kind: string): string[] {
    return (manifests ?? []).filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
}

describe("an egress gateway", () => {
    it("has one server for each called host on its one port, ending the mesh's own TLS", () => {
        expect(named(atGateway, "Gateway", "istio-egressgateway")).to.deep.equal({
            selector: { istio: "egressgateway" },
            servers: [
                ["external-auth-example-com", "TLS", "yard/auth.example.com"],
                ["external-old-example-com", "HTTPS", "bank/old.example.com"],
                ["external-pay--ments-example-com", "TLS", "shop/pay-ments.example.com"],
                ["external-plain-example-com", "HTTPS", "bank/plain.example.com"],
            ].map(([name, protocol, host]) => ({
                name,
                port: { number: 15444, name, protocol },
                hosts: [host],
                tls: { mode: "ISTIO_MUTUAL" },
            })),
        });
    });

    it("is reached by a subset for each host, whose handshake says the host's name", () => {
        expect(named(atGateway, "DestinationRule", "istio-egressgateway")).to.deep.equal({
            host: gatewayService,
            exportTo: ["bank", "loose", "shop"],
            subsets: [
                ["external-auth-example-com", "auth.example.com"],
                ["external-old-example-com", "old.example.com"],
                ["external-pay--ments-example-com", "pay-ments.example.com"],
                ["external-plain-example-com", "plain.example.com"],
            ].map(([name, sni]) => ({ name, trafficPolicy: { tls: { mode: "ISTIO_MUTUAL", sni } } })),
        });
    });

    it("lets exactly the declared callers of a host ask for it, by identity and name in the handshake", () => {
        expect(
            namesOf(atGateway, "AuthorizationPolicy").filter((name) => name.startsWith("external-")),
        ).to.deep.equal([
            "external-auth-example-com",
            "external-old-example-com",
            "external-pay--ments-example-com",
            "external-plain-example-com",
        ]);
        expect(named(atGateway, "AuthorizationPolicy", "external-auth-example-com")).to.deep.equal({
            selector: { matchLabels: { istio: "egressgateway" } },
            action: "ALLOW",
            rules: [
                {
                    from: [
                        {
                            source: {
                                principals: [
                                    "cluster.local/ns/bank/sa/teller",
                                    "cluster.local/ns/shop/sa/web",
                                ],
                            },
                        },
                    ],
                    to: [{ operation: { ports: ["15444"] } }],
                    when: [{ key: "connection.sni", values: ["auth.example.com"] }],
                },
            ],
        });
    });

    it("refuses whatever no host allows", () => {
        expect(named(atGateway, "AuthorizationPolicy", "default-deny")).to.deep.equal({});
    });

    it("adds TLS for hosts that want it, checked against their name and authority, for itself alone", () => {
        expect(namesOf(atGateway, "DestinationRule")).to.deep.equal([
            "external-old-example-com",
            "istio-egressgateway",
        ]);
        expect(named(atGateway, "DestinationRule", "external-old-example-com")).to.deep.equal({
            host: "old.example.com",
            exportTo: ["."],
            trafficPolicy: {
                tls: {
                    mode: "SIMPLE",
                    sni: "old.example.com",
                    subjectAltNames: ["old.example.com"],
                    credentialName: "partner-ca",
                },
            },
        });
    });

    it("may be reached from callers' pods alone and reaches the world on the hosts' own ports alone", () => {
        const policy = named(atGateway, "NetworkPolicy", "istio-egressgateway");
        const pods = (namespace: string, app: string) => ({
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
            podSelector: { matchLabels: { app } },
        });
        expect(policy).to.have.deep.property("podSelector", { matchLabels: { istio: "egressgateway" } });
        expect(policy).to.have.deep.property("ingress", [
            {
                from: [pods("bank", "teller"), pods("loose", "cron"), pods("shop", "web")],
                ports: [{ protocol: "TCP", port: 15444 }],
            },
        ]);
        expect(policy).to.have.deep.nested.property("egress[2]", {
            to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
            ports: [80, 443, 8443].map((port) => ({ protocol: "TCP", port })),
        });
        expect(policy).to.have.property("egress").with.lengthOf(3);
    });

    it("lets those scrape its metrics who scrape in this stack", () => {
        const target = { ...testTarget, scraperNamespaces: ["monitoring"] };
        const derived = derive(graphOf({ ...town, platform: platformWith(egress) }), target);
        expect(
            named(derived.gateways.get(egress.name), "NetworkPolicy", egress.name),
        ).to.have.deep.nested.property("ingress[1]", {
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
            ports: [{ protocol: "TCP", port: 15020 }],
        });
    });

    it("is closed when nobody calls a host outside", () => {
        const { gateways } = derive(
            graphOf({ namespaces: [namespaceOf("shop")], platform: platformWith(egress) }),
            testTarget,
        );
        const manifests = gateways.get(egress.name);
        expect(namesOf(manifests, "Gateway")).to.deep.equal([]);
        expect(namesOf(manifests, "AuthorizationPolicy")).to.deep.equal(["default-deny"]);
        const policy = named(manifests, "NetworkPolicy", "istio-egressgateway");
        expect(policy).not.to.have.property("ingress");
        expect(policy).to.have.property("egress").with.lengthOf(2);
    });
});

describe("a host outside, by way of an egress gateway", () => {
    it("is routed from exactly its callers to the gateway, and from there on with its own TLS untouched", () => {
        expect(
            named(through.namespaces.get("yard"), "VirtualService", "external-auth-example-com"),
        ).to.deep.equal({
            hosts: ["auth.example.com"],
            gateways: ["mesh", "istio-egress/istio-egressgateway"],
            exportTo: ["bank", "istio-egress", "shop"],
            tls: [
                {
                    match: ["bank/teller", "shop/web"].map((id) => ({
                        gateways: ["mesh"],
                        port: 443,
                        sourceNamespace: id.split("/")[0],
                        sourceLabels: { app: id.split("/")[1] },
                        sniHosts: ["auth.example.com"],
                    })),
                    route: [
                        {
                            destination: {
                                host: gatewayService,
                                subset: "external-auth-example-com",
                                port: { number: 15444 },
                            },
                        },
                    ],
                },
            ],
            tcp: [
                {
                    match: [{ gateways: ["istio-egress/istio-egressgateway"], port: 15444 }],
                    route: [{ destination: { host: "auth.example.com", port: { number: 443 } } }],
                },
            ],
        });
    });

    it("that speaks plain HTTP is tried again by sidecars only and told nothing about the mesh", () => {
        const spec = named(through.namespaces.get("bank"), "VirtualService", "external-plain-example-com");
        const retries = { attempts: 2, retryOn: "cancelled,connect-failure,refused-stream,unavailable" };
        expect(spec).to.have.deep.nested.property("http[0]", {
            name: "to-gateway",
            match: ["loose/cron", "shop/web"].map((id) => ({
                port: 80,
                sourceNamespace: id.split("/")[0],
                sourceLabels: { app: id.split("/")[1] },
            })),
            route: [
                {
                    destination: {
                        host: gatewayService,
                        subset: "external-plain-example-com",
                        port: { number: 15444 },
                    },
                },
            ],
            timeout: "15s",
            retries,
        });
        expect(spec).to.have.deep.nested.property("http[1].retries", { attempts: 0 });
        expect(spec).to.have.nested.property("http[1].timeout", "15s");
        expect(spec).to.have.deep.nested.property("http[1].match", [
            { gateways: ["istio-egress/istio-egressgateway"], port: 15444 },
        ]);
        expect(spec)
            .to.have.nested.property("http[1].headers.request.remove")
            .that.includes.members(["x-forwarded-client-cert", "x-forwarded-for"]);
    });

    it("is known to the gateway as well as to callers", () => {
        const entry = named(through.namespaces.get("bank"), "ServiceEntry", "external-old-example-com");
        expect(entry).to.have.deep.property("exportTo", ["istio-egress", "shop"]);
        expect(entry).to.have.deep.property("ports", [
            { number: 80, name: "http", protocol: "HTTP", targetPort: 443 },
        ]);
    });

    it("leaves a caller no other way: it imports the gateway, and its pods reach no address outside", () => {
        expect(named(through.namespaces.get("bank"), "Sidecar", "teller")).to.have.deep.property("egress", [
            { hosts: [`istio-egress/${gatewayService}`, "yard/auth.example.com"] },
        ]);
        const policy = named(through.namespaces.get("shop"), "NetworkPolicy", "web");
        expect(JSON.stringify(policy)).not.to.include("ipBlock");
        expect(policy).to.have.deep.nested.property("egress[2]", {
            to: [
                {
                    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-egress" } },
                    podSelector: { matchLabels: { istio: "egressgateway" } },
                },
            ],
            ports: [{ protocol: "TCP", port: 15444 }],
        });
    });

    it("means nothing to a workload that calls none", () => {
        expect(namesOf(through.namespaces.get("shop"), "Sidecar")).to.deep.equal(["default", "web"]);
        const policy = named(through.namespaces.get("shop"), "NetworkPolicy", "idle");
        expect(policy).to.have.property("egress").with.lengthOf(2);
    });

    it("is nowhere when only callers without a proxy call it", () => {
        expect(JSON.stringify([...through.namespaces.values(), atGateway])).not.to.include(
            "unused.example.com",
        );
    });
});

describe("a host outside, without an egress gateway", () => {
    it("is reached by each caller's sidecar, with a route only where requests can be read", () => {
        const routes = [...direct.namespaces.values()].flat().filter(({ kind }) => kind === "VirtualService");
        expect(routes.map(({ metadata }) => metadata.name)).to.deep.equal([
            "external-old-example-com",
            "external-plain-example-com",
        ]);
        expect(
            named(direct.namespaces.get("bank"), "VirtualService", "external-plain-example-com"),
        ).to.deep.equal({
            hosts: ["plain.example.com"],
            gateways: ["mesh"],
            exportTo: ["loose", "shop"],
            http: [
                {
                    name: "out",
                    route: [{ destination: { host: "plain.example.com", port: { number: 80 } } }],
                    timeout: "15s",
                    retries: { attempts: 2, retryOn: "cancelled,connect-failure,refused-stream,unavailable" },
                },
            ],
        });
    });

    it("gets its TLS from the sidecars of its callers, and its pods' policy names the port it really is on", () => {
        expect(
            named(direct.namespaces.get("bank"), "DestinationRule", "external-old-example-com"),
        ).to.have.deep.property("exportTo", ["shop"]);
        const policy = named(direct.namespaces.get("shop"), "NetworkPolicy", "web");
        expect(policy).to.have.deep.nested.property(
            "egress[2].ports",
            [80, 443, 8443].map((port) => ({ protocol: "TCP", port })),
        );
    });
});
