import { expect } from "chai";
import { emptyPlatform, type PublicHost, type Route, type ServiceGraph } from "../components/graph";
import { namespacesBehind, publicUrls } from "../gateways";
import { ingressGateway } from "./support/gateways";

const host = (name: string, over: Partial<PublicHost> = {}): PublicHost => ({
    name,
    hostname: `${name}.example.com`,
    gateway: "istio-ingressgateway",
    servers: ["https"],
    sourceRanges: [],
    ...over,
});
const route = (publicHost: string, namespace: string) => ({ publicHost, namespace }) as Route;

function graphOf(hosts: readonly PublicHost[], routes: readonly Route[] = []): ServiceGraph {
    const publicHosts = new Map(hosts.map((each) => [each.name, each]));
    return { platform: { ...emptyPlatform, publicHosts }, routes } as unknown as ServiceGraph;
}

describe("the gateways of the program", () => {
    it("wait for the namespaces they lead into: those of routes, and of connections they pass on", () => {
        const graph = graphOf(
            [
                host("api"),
                host("data", { servers: ["passthrough"], passthrough: { service: "users/db", port: 5432 } }),
                host("partners", { gateway: "partner-gateway" }),
            ],
            [route("api", "edge"), route("api", "orders"), route("partners", "core")],
        );
        expect([...namespacesBehind(ingressGateway(), graph)]).to.deep.equal(["edge", "orders", "users"]);
        expect([...namespacesBehind(ingressGateway({ name: "partner-gateway" }), graph)]).to.deep.equal([
            "core",
        ]);
    });

    it("wait for no namespace where they lead nowhere", () => {
        expect([...namespacesBehind(ingressGateway(), graphOf([]))]).to.deep.equal([]);
    });

    it("tell one address for each way a public host is served", () => {
        const hosts = [
            host("api", { servers: ["https", "grpc"] }),
            host("data", { servers: ["passthrough"] }),
        ];
        expect(publicUrls(graphOf(hosts))).to.deep.equal({
            api: ["https://api.example.com", "https://api.example.com:8443"],
            data: ["data.example.com:15443"],
        });
    });
});
