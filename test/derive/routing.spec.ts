import { expect } from "chai";
import fc from "fast-check";
import type { Service, ServiceGraph, VersionRoute } from "../../components/graph/model";
import type { DestinationRuleSpec, HttpRoute, VirtualServiceSpec } from "../../components/istio/types";
import { objectName } from "../../components/naming";
import { firstMatch, type ProxiedRequest } from "../support/firstMatch";
import { graphOf, partsOf } from "../support/graphs";
import { Emitted } from "../support/manifests";
import { runs } from "../support/runs";
import { shares, versionedGraphs } from "../support/versionedGraphs";

const callers = ["a", "a-b", "b", "b-a", "c", "nobody"];

function requests(): fc.Arbitrary<ProxiedRequest> {
    const value = fc.constantFrom("true", "abort", "other");
    return fc.record({
        caller: fc.record({
            namespace: fc.constantFrom(...callers),
            labels: fc.record({ app: fc.constantFrom(...callers), version: fc.constantFrom("v1", "v2") }),
        }),
        port: fc.constantFrom(80, 8080, 9090),
        path: fc.constantFrom("/", "/v2", "/v2/", "/v2/items", "/v2/items/7", "/v20", "/a"),
        headers: fc.dictionary(fc.constantFrom("x-beta", "x-team", "x-other"), value, { maxKeys: 3 }),
    });
}

function routesOf(graph: ServiceGraph): { readonly id: string; readonly http: readonly HttpRoute[] }[] {
    return new Emitted(graph)
        .all()
        .filter(({ kind }) => kind === "VirtualService")
        .map(({ metadata, spec }) => ({
            id: objectName(metadata),
            http: (spec as VirtualServiceSpec).http ?? [],
        }));
}

function versionFor(routes: readonly VersionRoute[], request: ProxiedRequest): VersionRoute | undefined {
    return routes.find(({ headers, path = "/*" }) => {
        const asked = Object.entries(headers).every(([name, value]) => request.headers[name] === value);
        const below = path.endsWith("/*") && request.path.startsWith(path.slice(0, -1));
        return asked && (below || request.path === path);
    });
}

function expectDestinations(
    { versionRoutes = [], share }: Service,
    request: ProxiedRequest,
    { route }: HttpRoute,
): "versions" | "shares" | "others" {
    const version = versionFor(versionRoutes, request);
    const found = route.map(({ destination, weight }) => [destination.subset, weight]);
    if (version !== undefined) {
        expect(found).to.deep.equal([[version.subset, undefined]]);
        return "versions";
    }
    if (share?.kind === "weights") {
        expect(found).to.deep.equal(share.weights.map(({ subset, weight }) => [subset, weight]));
        return "shares";
    }
    return "others";
}

const graphsAndRequests = fc.tuple(versionedGraphs(), fc.array(requests(), { minLength: 5, maxLength: 12 }));

describe("the routes of any graph", () => {
    it("never fault a request that does not ask for it by its header", () => {
        fc.assert(
            fc.property(graphsAndRequests, ([graph, all]) => {
                for (const { http } of routesOf(graph)) {
                    for (const request of all) {
                        expect(firstMatch(http, request)?.fault).to.equal(undefined);
                    }
                }
            }),
            runs(100),
        );
    });

    it("fault a request that asks for it, if its caller is one of those, and change nothing else about it", () => {
        let faulted = 0;
        fc.assert(
            fc.property(graphsAndRequests, fc.constantFrom("true", "abort"), ([graph, all], value) => {
                for (const { id, http } of routesOf(graph)) {
                    const experiments = graph.experiments.filter(
                        ({ service, header }) => service === id && header.value === value,
                    );
                    for (const request of all) {
                        const asked = {
                            ...request,
                            headers: { ...request.headers, "x-chaos-test": value },
                        };
                        const { name: _, match: __, ...usual } = firstMatch(http, request) ?? { name: "" };
                        const {
                            name: ___,
                            match: ____,
                            fault,
                            ...gated
                        } = firstMatch(http, asked) ?? {
                            name: "",
                        };
                        expect(gated).to.deep.equal(usual);
                        const { namespace, labels } = request.caller;
                        const meant = experiments.some(
                            (each) =>
                                each.callers.length === 0 ||
                                each.callers.includes(`${namespace}/${labels["app"]}`),
                        );
                        const served = "route" in usual;
                        expect(fault !== undefined, `${id} ${JSON.stringify(asked)}`).to.equal(
                            meant && served,
                        );
                        faulted += fault === undefined ? 0 : 1;
                    }
                }
            }),
            runs(100),
        );
        expect(faulted).to.be.greaterThan(50);
    });

    it("send a request where the first version route that fits says, and otherwise to the shares", () => {
        const fitting = { versions: 0, shares: 0, others: 0 };
        fc.assert(
            fc.property(graphsAndRequests, ([graph, all]) => {
                for (const { id, http } of routesOf(graph)) {
                    const service = graph.services.get(id);
                    for (const request of all) {
                        const taken = firstMatch(http, request);
                        if (taken !== undefined && service !== undefined) {
                            fitting[expectDestinations(service, request, taken)] += 1;
                        }
                    }
                }
            }),
            runs(100),
        );
        expect(Math.min(fitting.versions, fitting.shares)).to.be.greaterThan(50);
    });

    it("have weights that are 100 together, subsets that exist, a timeout and retries, and names of their own", () => {
        fc.assert(
            fc.property(versionedGraphs(), (graph) => {
                const all = new Emitted(graph);
                for (const { id, http } of routesOf(graph)) {
                    const rule = all.spec("DestinationRule", id) as DestinationRuleSpec;
                    const known = (rule.subsets ?? []).map(({ name }) => name);
                    expect(new Set(http.map(({ name }) => name))).to.have.lengthOf(http.length);
                    for (const { route, mirrors = [], timeout, retries } of http) {
                        const weights = route.flatMap(({ weight }) => weight ?? []);
                        const sum = weights.reduce((total, weight) => total + weight, 0);
                        expect([0, 100]).to.include(sum);
                        expect(weights.length).to.equal(route.length === 1 ? 0 : route.length);
                        for (const { destination } of [...route, ...mirrors]) {
                            expect([undefined, ...known]).to.include(destination.subset);
                            expect(destination.host).to.equal(rule.host);
                        }
                        expect(timeout).to.be.a("string");
                        expect(retries?.attempts).to.be.a("number");
                    }
                }
            }),
            runs(100),
        );
    });
});

describe("a change of weights", () => {
    it("changes the routes of that service and nothing else", () => {
        const changes = versionedGraphs().chain((graph) =>
            fc.tuple(fc.constant(graph), shares(), shares(), fc.nat(20)),
        );
        let changed = 0;
        fc.assert(
            fc.property(changes, ([graph, one, other, which]) => {
                const parts = partsOf(graph);
                const target = parts.services[which % Math.max(1, parts.services.length)];
                const sharing = (share: typeof one): Map<string, string> => {
                    const services = parts.services.map((each) =>
                        each === target ? { ...each, share } : each,
                    );
                    const all = new Emitted(graphOf({ ...parts, services })).all();
                    return new Map(
                        all.map((each) => [
                            `${each.kind} ${objectName(each.metadata)}`,
                            JSON.stringify(each),
                        ]),
                    );
                };
                const before = sharing(one);
                const after = sharing(other);
                expect([...after.keys()]).to.deep.equal([...before.keys()]);
                const different = [...after.keys()].filter((name) => before.get(name) !== after.get(name));
                expect([[], [`VirtualService ${target?.id}`]]).to.deep.include(different);
                changed += different.length;
            }),
            runs(100),
        );
        expect(changed).to.be.greaterThan(20);
    });
});
