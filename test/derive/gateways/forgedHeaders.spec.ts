import { expect } from "chai";
import type { Authorizer } from "../../../components/graph/platform";
import { gatewayOf } from "../../support/platforms";
import { type Entrance, gate, Town } from "./entrance";

const open = { open: "a test" };
const second = gatewayOf("other-gateway", "ingress");

function authorizerOf(name: string, forwardHeaders: readonly string[]): Authorizer {
    return {
        name,
        protocol: "http",
        host: "authz.core.svc.cluster.local",
        port: 80,
        timeout: "500ms",
        includeHeaders: [],
        forwardHeaders,
    };
}

/** Two public hosts, `api` on the usual gateway and `side` on another; the first route of `api` asks `checks`. */
function townWith(forwardHeaders: readonly string[], more: Partial<Entrance> = {}): Town {
    return new Town({
        gateways: [gate, second],
        hosts: [{}, { name: "side", hostname: "side.example.com", gateway: second.name }],
        authorizers: [authorizerOf("checks", forwardHeaders), authorizerOf("unused", ["x-unused"])],
        routes: [
            { path: "/api/*", access: { ...open, authorizer: "checks" } },
            { path: "/api", access: open },
            { path: "/api/*", access: open, publicHost: "side" },
        ],
        ...more,
    });
}

describe("The headers taken from clients at a gateway", () => {
    it("are the forwarded headers of the authorizers its routes ask, sorted, before every other filter", () => {
        const town = townWith(["x-user", "x-groups"]);
        expect(town.names("EnvoyFilter")).to.deep.equal([
            "istio-ingress/forged-headers-istio-ingressgateway",
        ]);
        const [object] = town.objects.filter(({ kind }) => kind === "EnvoyFilter");
        expect(object?.spec).to.deep.equal({
            priority: 10,
            workloadSelector: { labels: gate.selector },
            configPatches: [
                {
                    applyTo: "HTTP_FILTER",
                    match: {
                        context: "GATEWAY",
                        listener: {
                            filterChain: {
                                filter: { name: "envoy.filters.network.http_connection_manager" },
                            },
                        },
                    },
                    patch: {
                        operation: "INSERT_FIRST",
                        value: {
                            name: "meshwright.forged_headers",
                            typed_config: {
                                "@type":
                                    "type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation",
                                mutations: {
                                    request_mutations: [{ remove: "x-groups" }, { remove: "x-user" }],
                                },
                            },
                        },
                    },
                },
            ],
        });
    });

    it("are taken at each gateway that asks, by that gateway's own authorizer", () => {
        const town = townWith(["x-user"], {
            routes: [
                { path: "/api/*", access: { ...open, authorizer: "checks" } },
                { path: "/api/*", access: { ...open, authorizer: "unused" }, publicHost: "side" },
            ],
        });
        const removed = town.objects
            .filter(({ kind }) => kind === "EnvoyFilter")
            .map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec).match(/"remove":"[^"]*"/g)]);
        expect(removed).to.have.deep.members([
            ["forged-headers-istio-ingressgateway", ['"remove":"x-user"']],
            ["forged-headers-other-gateway", ['"remove":"x-unused"']],
        ]);
    });

    it("do not include the one that tokens come in", () => {
        expect(townWith(["authorization"]).names("EnvoyFilter")).to.deep.equal([]);
        const [object] = townWith(["authorization", "x-user"]).objects.filter(
            ({ kind }) => kind === "EnvoyFilter",
        );
        expect(JSON.stringify(object).match(/"remove":"[^"]*"/g)).to.deep.equal(['"remove":"x-user"']);
    });

    it("are none where no route asks, or nothing is forwarded", () => {
        expect(townWith([]).names("EnvoyFilter")).to.deep.equal([]);
        const silent = townWith(["x-user"], { routes: [{ path: "/api/*", access: open }] });
        expect(silent.names("EnvoyFilter")).to.deep.equal([]);
    });
});
