import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../../components/derive";
import type { VirtualServiceSpec } from "../../../components/istio/types";
import { reordered, serviceGraphs } from "../../support/arbitraryGraphs";
import { publicHostOf, routeOf, routePaths, withRoutes } from "../../support/arbitraryRoutes";
import { firstMatch } from "../../support/firstMatch";
import { operationOf, portOf, serviceOf } from "../../support/graphs";
import { runs } from "../../support/runs";
import { testTarget } from "../../support/target";
import { FrontObjects } from "./ingress";

const api = publicHostOf("api");

/** Paths that requests ask for: every declared one, one below it and one beside it. */
const asked = routePaths.flatMap((path) => {
    const stem = path.replace(/\*$/, "");
    return [stem, `${stem}x`, `${stem}/x`, stem.replace(/\/$/, "")].filter((each) => each.startsWith("/"));
});

describe("the routes of a public host", () => {
    it("bring two teams together on one host, the longer path first", () => {
        const objects = new FrontObjects({
            hosts: [api],
            routes: [
                routeOf("api", "/*", "core/shop"),
                routeOf("api", "/news/*", "press/news"),
                routeOf("api", "/news", "press/news"),
            ],
        });
        const { http = [], ...rest } = objects.routesOf("api");
        expect(rest).to.deep.equal({
            hosts: ["api.example.com"],
            gateways: ["istio-ingress/istio-ingressgateway"],
            exportTo: ["."],
        });
        expect(http.map(({ match, route }) => [match?.[0]?.uri, route[0]?.destination.host])).to.deep.equal([
            [{ prefix: "/news/" }, "news.press.svc.cluster.local"],
            [{ exact: "/news" }, "news.press.svc.cluster.local"],
            [{ prefix: "/" }, "shop.core.svc.cluster.local"],
        ]);
    });

    it("wait and try again as the service says, unless the route has a patience of its own", () => {
        const objects = new FrontObjects({
            hosts: [api],
            routes: [
                routeOf("api", "/a/*", "core/shop"),
                routeOf("api", "/b/*", "core/shop", { timeout: "3s" }),
            ],
        });
        const retries = { attempts: 2, retryOn: "connect-failure,refused-stream" };
        expect(
            objects.routesOf("api").http?.map(({ timeout, retries: own }) => [timeout, own]),
        ).to.deep.equal([
            ["15s", retries],
            ["3s", retries],
        ]);
    });

    it("name the one port that serves all of their operations, where a service has several", () => {
        const service = serviceOf("core/shop", {
            ports: [portOf("admin", 8081, 9090), portOf("http", 80, 8080)],
            operations: [
                operationOf("browse", ["GET"], ["/items"], ["admin", "http"]),
                operationOf("buy", ["POST"], ["/orders"], ["http"]),
            ],
        });
        const objects = new FrontObjects({
            hosts: [api],
            services: [service],
            routes: [routeOf("api", "/*", "core/shop", { operations: ["browse", "buy"] })],
        });
        expect(objects.routesOf("api").http?.[0]?.route).to.deep.equal([
            { destination: { host: "shop.core.svc.cluster.local", port: { number: 80 } } },
        ]);
    });

    it("share requests between versions as the mesh does: they never pass the service's own routes", () => {
        const service = serviceOf("core/shop", {
            subsets: [
                { name: "v1", labels: { version: "v1" } },
                { name: "v2", labels: { version: "v2" } },
            ],
            share: {
                kind: "weights",
                weights: [
                    { subset: "v1", weight: 90 },
                    { subset: "v2", weight: 10 },
                ],
            },
            versionRoutes: [{ name: "beta", headers: { "x-beta": "true" }, subset: "v2" }],
        });
        const { http = [] } = new FrontObjects({
            hosts: [api],
            services: [service],
            routes: [routeOf("api", "/a/*", "core/shop")],
        }).routesOf("api");
        const host = "shop.core.svc.cluster.local";
        expect(http.map(({ match, route }) => [match, route])).to.deep.equal([
            [
                [{ uri: { prefix: "/a/" }, headers: { "x-beta": { exact: "true" } } }],
                [{ destination: { host, subset: "v2" } }],
            ],
            [
                [{ uri: { prefix: "/a/" } }],
                [
                    { destination: { host, subset: "v1" }, weight: 90 },
                    { destination: { host, subset: "v2" }, weight: 10 },
                ],
            ],
        ]);
    });

    it("answer browsers for exact origins alone, and send no preflight on", () => {
        const cors = {
            origins: ["https://b.example.com", "https://a.example.com"],
            methods: ["POST", "GET"],
            headers: ["authorization"],
            exposeHeaders: [],
            credentials: true,
            maxAge: "1h",
        };
        const { http = [] } = new FrontObjects({
            hosts: [api],
            routes: [routeOf("api", "/*", "core/shop", { cors })],
        }).routesOf("api");
        expect(http[0]?.corsPolicy).to.deep.equal({
            allowOrigins: [{ exact: "https://a.example.com" }, { exact: "https://b.example.com" }],
            allowMethods: ["GET", "POST"],
            allowHeaders: ["authorization"],
            allowCredentials: true,
            maxAge: "1h",
            unmatchedPreflights: "IGNORE",
        });
    });

    it("make the gateway treat the service as its callers do", () => {
        const objects = new FrontObjects({ hosts: [api], routes: [routeOf("api", "/*", "core/shop")] });
        const exportTo = (id: string, name: string) =>
            (objects.inNamespace(id, "DestinationRule", name).spec as { exportTo: unknown }).exportTo;
        expect(exportTo("core", "shop")).to.deep.equal([".", "istio-ingress"]);
        expect(exportTo("press", "news")).to.deep.equal(["."]);
    });

    it("let the longest path win, for any routes and any request", () => {
        fc.assert(
            fc.property(serviceGraphs().chain(withRoutes), fc.constantFrom(...asked), (graph, path) => {
                const { gateways } = derive(graph, testTarget);
                for (const host of graph.platform.publicHosts.values()) {
                    const expected = owner(graph.routes, host.name, path);
                    const object = gateways
                        .get(host.gateway)
                        ?.find(
                            ({ kind, metadata }) => kind === "VirtualService" && metadata.name === host.name,
                        );
                    const http = (object?.spec as VirtualServiceSpec | undefined)?.http ?? [];
                    const caller = { namespace: "outside", labels: {} };
                    const taken = firstMatch(http, { caller, port: 443, path, headers: {} });
                    const wanted = expected === undefined ? undefined : graph.services.get(expected)?.host;
                    expect(taken?.route[0]?.destination.host, `${host.name}${path}`).to.equal(wanted);
                }
            }),
            runs(150),
        );
    });

    it("do not depend on the order of anything, and neither does what else stands at a gateway", () => {
        const pairs = serviceGraphs()
            .chain(withRoutes)
            .chain((graph) => fc.tuple(fc.constant(graph), reordered(graph)));
        fc.assert(
            fc.property(pairs, ([graph, other]) => {
                const [left, right] = [graph, other].map((each) => derive(each, testTarget));
                expect(JSON.stringify([...(right?.gateways ?? [])].sort())).to.equal(
                    JSON.stringify([...(left?.gateways ?? [])].sort()),
                );
                expect(JSON.stringify([...(right?.namespaces ?? [])])).to.equal(
                    JSON.stringify([...(left?.namespaces ?? [])]),
                );
            }),
            runs(60),
        );
    });
});

/** The service whose route has the longest path that holds the request's; written without any order in mind. */
function owner(
    routes: readonly { publicHost: string; path: string; service: string }[],
    host: string,
    asked: string,
): string | undefined {
    let best: { length: number; service: string } | undefined;
    for (const { publicHost, path, service } of routes) {
        const prefix = path.endsWith("/*") ? path.slice(0, -1) : undefined;
        const holds = prefix === undefined ? asked === path : asked.startsWith(prefix);
        // An exact path is longer than a prefix of as many characters.
        const length = prefix === undefined ? path.length + 0.5 : prefix.length;
        if (publicHost === host && holds && (best === undefined || length > best.length)) {
            best = { length, service };
        }
    }
    return best?.service;
}
