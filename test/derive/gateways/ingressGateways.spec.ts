import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../../components/derive";
import type { ServiceGraph } from "../../../components/graph/model";
import type { Gateway } from "../../../components/graph/platform";
import type { GatewaySpec } from "../../../components/istio/types";
import { serviceGraphs } from "../../support/arbitraryGraphs";
import { ingressGateway, publicHostOf, routeOf, withRoutes } from "../../support/arbitraryRoutes";
import { portOf, serviceOf } from "../../support/graphs";
import { runs } from "../../support/runs";
import { testTarget } from "../../support/target";
import { FrontObjects } from "./ingress";

const plain = {
    ...ingressGateway,
    ...(ingressGateway.ingress === undefined
        ? {}
        : { ingress: { ...ingressGateway.ingress, redirectToHttps: false } }),
};

describe("the servers of an ingress gateway", () => {
    it("send port 80 to HTTPS and end TLS 1.2 or newer on 443 and 8443, with the host's own certificate", () => {
        const objects = new FrontObjects({ hosts: [publicHostOf("api", { servers: ["grpc", "https"] })] });
        const tls = { mode: "SIMPLE", credentialName: "api-tls", minProtocolVersion: "TLSV1_2" };
        const hosts = ["./api.example.com"];
        expect(objects.servers()).to.deep.equal([
            {
                name: "http",
                port: { number: 80, name: "http", protocol: "HTTP" },
                hosts,
                tls: { httpsRedirect: true },
            },
            { name: "https-api", port: { number: 443, name: "https-api", protocol: "HTTPS" }, hosts, tls },
            { name: "grpc-api", port: { number: 8443, name: "grpc-api", protocol: "HTTPS" }, hosts, tls },
        ]);
    });

    it("serve the same routes in plain text where the platform says so", () => {
        const objects = new FrontObjects({ hosts: [publicHostOf("api")], gateway: plain });
        expect(objects.servers()[0]).to.deep.equal({
            name: "http",
            port: { number: 80, name: "http", protocol: "HTTP" },
            hosts: ["./api.example.com"],
        });
    });

    it("select the pods of the official chart by the label it makes of the release's name", () => {
        const objects = new FrontObjects({ hosts: [publicHostOf("api")] });
        const { selector } = objects.one("Gateway", "istio-ingressgateway").spec as GatewaySpec;
        expect(selector).to.deep.equal({ istio: "ingressgateway" });
    });

    it("name a Secret of somebody else's where the host has one", () => {
        const host = publicHostOf("api", { certificate: { secret: "corporate-wildcard" } });
        const credentials = new FrontObjects({ hosts: [host] })
            .servers()
            .map(({ tls }) => tls?.credentialName);
        expect(credentials).to.deep.equal([undefined, "corporate-wildcard"]);
    });

    it("leave TLS alone on 15443 for a host that is passed through, and open nothing else for it", () => {
        const { certificate: _none, ...rest } = publicHostOf("db", { servers: ["passthrough"] });
        const db = { ...rest, passthrough: { service: "core/shop", port: 5433 } };
        const objects = new FrontObjects({
            hosts: [db],
            services: [serviceOf("core/shop", { ports: [portOf("db", 5433, 5433, "tls")] })],
        });
        expect(objects.servers()).to.deep.equal([
            {
                name: "passthrough-db",
                port: { number: 15443, name: "passthrough-db", protocol: "TLS" },
                hosts: ["./db.example.com"],
                tls: { mode: "PASSTHROUGH" },
            },
        ]);
        expect(objects.routesOf("db")).to.deep.equal({
            hosts: ["db.example.com"],
            gateways: ["istio-ingress/istio-ingressgateway"],
            exportTo: ["."],
            tls: [
                {
                    match: [{ sniHosts: ["db.example.com"], port: 15443 }],
                    route: [{ destination: { host: "shop.core.svc.cluster.local", port: { number: 5433 } } }],
                },
            ],
        });
    });

    it("are not there without a public host: the gateway then listens on nothing", () => {
        expect(new FrontObjects({}).names("Gateway")).to.deep.equal([]);
        expect(new FrontObjects({}).names("VirtualService")).to.deep.equal([]);
    });

    it("name exact hosts, each once a port, under a port name of their own, and never 15021", () => {
        fc.assert(
            fc.property(serviceGraphs().chain(withRoutes), (graph) => {
                for (const { servers } of gatewayObjects(graph)) {
                    // Istio refuses a Gateway in which two servers' ports have one name.
                    const names = servers.map(({ port }) => port.name);
                    expect(new Set(names)).to.have.lengthOf(names.length);
                    const claims = servers.flatMap(({ port, hosts }) =>
                        hosts.map((host) => `${port.number} ${host}`),
                    );
                    expect(new Set(claims)).to.have.lengthOf(claims.length);
                    expect(claims.join("\n")).to.match(/^((80|443|8443) \.\/[a-z.]+(\n|$))+$/);
                }
            }),
            runs(60),
        );
    });

    it("end TLS with a credential of the host on every port but 80, and redirect only where it was not refused", () => {
        fc.assert(
            fc.property(serviceGraphs().chain(withRoutes), (graph) => {
                for (const { gateway, servers } of gatewayObjects(graph)) {
                    for (const { port, tls } of servers) {
                        if (port.number === 80) {
                            expect(tls === undefined || gateway.ingress?.redirectToHttps).to.equal(true);
                        } else {
                            expect(tls, port.name).to.include({
                                mode: "SIMPLE",
                                minProtocolVersion: "TLSV1_2",
                            });
                            expect(tls?.credentialName, port.name).to.match(/^(api|shop)-tls$/);
                        }
                    }
                }
            }),
            runs(60),
        );
    });

    it("let only the platform's own routes attach to a host", () => {
        const front = { hosts: [publicHostOf("api")], routes: [routeOf("api", "/*", "core/shop")] };
        const objects = new FrontObjects(front);
        for (const host of objects.servers().flatMap(({ hosts }) => hosts)) {
            expect(host.startsWith("./"), host).to.equal(true);
        }
        expect(objects.one("VirtualService", "api").metadata.namespace).to.equal("istio-ingress");
    });
});

function gatewayObjects(graph: ServiceGraph): readonly (GatewaySpec & { readonly gateway: Gateway })[] {
    const { gateways } = derive(graph, testTarget);
    return [...graph.platform.gateways.values()].flatMap((gateway) =>
        (gateways.get(gateway.name) ?? [])
            .filter(({ kind }) => kind === "Gateway")
            .map(({ spec }) => ({ ...(spec as GatewaySpec), gateway })),
    );
}
