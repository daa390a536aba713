import { expect } from "chai";
import fc from "fast-check";
import { idOf, type Standing, standingOf } from "../../accessReport/standing";
import {
    accessAt,
    anyCall,
    type CallSet,
    callsOf,
    describeCalls,
    difference,
    enteringAt,
    entrancesOf,
    equals,
    intersection,
    isEmpty,
    type Need,
    type Terms,
    type Token,
    unionOf,
    type World,
    worldOf,
} from "../../components/access";
import { derive } from "../../components/derive";
import type { Route, ServiceGraph } from "../../components/graph/model";
import { runs } from "../support/runs";
import { target } from "./derivedMesh";
import { routedGraphs, routedPlatform } from "./routedGraphs";

/** What somebody outside can show, and whether an authorizer who is asked agrees. */
interface Showing {
    readonly token?: Token;
    readonly agreed: boolean;
}

const subject = "alice";
const [one, two] = ["https://one.example.com/id", "https://two.example.com/id"];
const showings: readonly Showing[] = [
    undefined,
    { issuer: one, subject },
    { issuer: one, subject, claims: { role: "ops" } },
    { issuer: one, subject, claims: { role: "user" } },
    { issuer: two, subject },
].flatMap((token) => [true, false].map((agreed) => (token === undefined ? { agreed } : { token, agreed })));

describe("ways in", function () {
    this.timeout(600_000);

    it("let the gateway call at a workload exactly what routes into it declare, with the token they demand", () => {
        fc.assert(
            fc.property(routedGraphs(), (graph) => {
                const { world, standing } = meshOf(graph);
                const [gateway] = standing.gatewayPods;
                for (const server of standing.workloads) {
                    if (
                        gateway === undefined ||
                        graph.namespaces.get(server.namespace)?.stage !== "enforced"
                    ) {
                        continue;
                    }
                    for (const { token } of showings) {
                        const { certain, possible } = accessAt(world.enforcement, server, {
                            token: token ?? "none",
                        })(gateway);
                        // An authorizer is asked at the gateway, not here.
                        const declared = calledBy(graph, idOf(server), {
                            ...(token ? { token } : {}),
                            agreed: true,
                        });
                        const pair = `the gateway to ${idOf(server)} with ${JSON.stringify(token)}`;
                        expect(inWords(certain), pair).to.equal(inWords(declared));
                        expect(equals(certain, declared) && equals(possible, certain), pair).to.equal(true);
                    }
                }
            }),
            runs(100),
        );
    });

    it("let the outside reach exactly what routes declare, host by host, with token and agreement", () => {
        fc.assert(
            fc.property(routedGraphs(), (graph) => {
                const { world, standing } = meshOf(graph);
                const entrances = entrancesOf(world, standing.gatewayPods);
                const used = graph.routes.map((route) => `${route.publicHost}.example.com`);
                expect(entrances.map(({ host }) => host)).to.include.members(used);
                for (const entrance of entrances) {
                    for (const server of standing.workloads) {
                        const terms = enteringAt(world, entrance, server);
                        for (const showing of showings) {
                            const reached = grantedTo(terms, showing);
                            const declared = enteringBy(graph, entrance.host, idOf(server), showing);
                            const onPort = intersection(declared, callsOf({ ports: [entrance.port] }));
                            const pair = `${entrance.host}:${entrance.port} to ${idOf(server)} with ${JSON.stringify(showing)}`;
                            expect(inWords(reached), `${pair} (${terms.because.join("; ")})`).to.equal(
                                inWords(onPort),
                            );
                            expect(equals(reached, onPort), pair).to.equal(true);
                        }
                        expect(isEmpty(terms.undecided)).to.equal(true);
                    }
                }
            }),
            runs(40),
        );
    });

    it("are compared on graphs with every kind of proof, on paths within each other", () => {
        const routes = fc.sample(routedGraphs(), { numRuns: 100, seed: 1 }).flatMap((graph) => graph.routes);
        expect(routes.filter(({ access }) => access.token !== undefined)).to.have.length.above(30);
        expect(routes.filter(({ access }) => access.authorizer !== undefined)).to.have.length.above(15);
        expect(routes.filter(({ access }) => access.open !== undefined)).to.have.length.above(5);
        expect(routes.filter(({ path }) => path === "/*")).to.have.length.above(10);
    });
});

function meshOf(graph: ServiceGraph): { readonly world: World; readonly standing: Standing } {
    const standing = standingOf({ graph, derived: derive(graph, target), target });
    return { standing, world: worldOf(standing.objects, standing.mesh) };
}

/** What somebody who shows this may send through routes into the workload; on the public ports. */
function enteringBy(graph: ServiceGraph, hostname: string, server: string, showing: Showing): CallSet {
    return unionOf(
        graph.routes
            .filter(({ publicHost }) => routedPlatform.publicHosts.get(publicHost)?.hostname === hostname)
            .filter(({ service }) => graph.services.get(service)?.workload === server)
            .filter((route) => proves(route, showing))
            .flatMap((route) =>
                operationsOf(graph, route).map(({ methods, paths }) =>
                    within(graph, route, callsOf({ methods, paths })),
                ),
            ),
    );
}

/** The same at the workload's own ports, whatever host it came by. */
function calledBy(graph: ServiceGraph, server: string, showing: Showing): CallSet {
    return unionOf(
        graph.routes
            .filter(({ service }) => graph.services.get(service)?.workload === server)
            .filter((route) => proves(route, showing))
            .flatMap((route) =>
                operationsOf(graph, route).map(({ methods, paths, ports }) => {
                    const own = graph.services.get(route.service)?.ports ?? [];
                    const targets = own
                        .filter(({ name }) => ports.includes(name))
                        .map(({ targetPort }) => targetPort);
                    return within(graph, route, callsOf({ ports: targets, methods, paths }));
                }),
            ),
    );
}

function operationsOf(graph: ServiceGraph, { service, operations }: Route) {
    return (graph.services.get(service)?.operations ?? []).filter(({ name }) => operations.includes(name));
}

/** Only what no longer path of the host claims. */
function within(graph: ServiceGraph, { publicHost, path }: Route, calls: CallSet): CallSet {
    const own = callsOf({ paths: [path] });
    const longer = graph.routes.filter(
        (other) =>
            other.publicHost === publicHost &&
            other.path !== path &&
            isEmpty(difference(callsOf({ paths: [other.path] }), own)),
    );
    const left = longer.reduce((rest, other) => difference(rest, callsOf({ paths: [other.path] })), anyCall);
    return intersection(intersection(calls, own), left);
}

function proves({ access }: Route, { token, agreed }: Showing): boolean {
    if (access.authorizer !== undefined && !agreed) {
        return false;
    }
    if (access.token === undefined) {
        return true;
    }
    const issuer = routedPlatform.tokens.get(access.token.issuer)?.issuer;
    return (
        token?.issuer === issuer &&
        access.token.claims.every(({ claim, values }) => values.includes(String(token?.claims?.[claim])))
    );
}

function grantedTo({ grants }: Terms<string>, showing: Showing): CallSet {
    return unionOf(
        grants.filter(({ needs }) => needs.every((need) => isMet(need, showing))).map(({ calls }) => calls),
    );
}

function isMet({ field, values }: Need, { token, agreed }: Showing): boolean {
    if (field === "authorizer") {
        return agreed;
    }
    if (field === "requestPrincipals") {
        return token !== undefined && values.includes(`${token.issuer}/*`);
    }
    const claim = /^request\.auth\.claims\[(.*)\]$/.exec(field)?.[1];
    return claim !== undefined && values.includes(String(token?.claims?.[claim]));
}

function inWords(calls: CallSet): string {
    return isEmpty(calls) ? "nothing" : describeCalls(calls, "it").join("; ");
}
