import { expect } from "chai";
import fc from "fast-check";
import {
    accessAt,
    anonymous,
    anyCall,
    difference,
    equals,
    isEmpty,
    plaintextAt,
} from "../../components/access";
import { derive } from "../../components/derive";
import type { ServiceGraph, Stage } from "../../components/graph/model";
import { type RollbackTarget, rolledBack } from "../../components/revisions";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { graphOf, namespaceOf, partsOf } from "../support/graphs";
import { runs } from "../support/runs";
import { callsOfEdges } from "./declared";
import { derivedMesh, enforcedBy, meshWidePair, target } from "./derivedMesh";
import { statesAfter, stepsBetween } from "./engineSteps";
import { callsOfRoutes, entrancesOf } from "./entrances";
import { routedGraphs } from "./routedGraphs";

const back = (graph: ServiceGraph, to: RollbackTarget) =>
    rolledBack(graph, { to, reason: "proxies lose connections", until: "2026-12-05" }, { kind: "all" });
const targets: readonly RollbackTarget[] = ["observed", "uninjected", "unmeshed"];

const inMesh = fc.constantFrom<Stage>("observed", "audit", "enforced");
const moves = fc.record({
    graph: fc
        .tuple(serviceGraphs({ stage: "enforced" }), fc.array(inMesh, { minLength: 4, maxLength: 4 }))
        .map(([graph, stages]) => withStages(graph, stages)),
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
});

describe("a rolled back graph", function () {
    this.timeout(600_000);

    it("lets everything in wherever a proxy still runs, from pods with and without one", () => {
        fc.assert(
            fc.property(serviceGraphs(), fc.constantFrom("observed", "uninjected"), (graph, to) => {
                // Who had a proxy keeps it until it is restarted, whatever its namespace is labelled now.
                const { members } = derivedMesh(graph);
                const { objects } = derivedMesh(back(graph, to));
                for (const standing of [objects, [...objects, ...meshWidePair]]) {
                    const enforcement = enforcedBy(standing);
                    for (const server of members.filter((each) => isServing(graph, each.id))) {
                        const accessOf = accessAt(enforcement, server.ref);
                        expect(equals(plaintextAt(enforcement, server.ref).certain, anyCall)).to.equal(true);
                        for (const client of [anonymous, ...members.map(({ ref }) => ref)] as const) {
                            expect(equals(accessOf(client).certain, anyCall), server.id).to.equal(true);
                        }
                    }
                }
            }),
            runs(60),
        );
    });

    it("lets every way in through, with and without what its route demands", () => {
        fc.assert(
            fc.property(routedGraphs(), (graph) => {
                const { members } = derivedMesh(graph);
                const enforcement = enforcedBy(derivedMesh(back(graph, "uninjected")).objects);
                for (const server of members) {
                    for (const entrance of entrancesOf(graph)) {
                        const { token } = entrance;
                        const { certain } = accessAt(enforcement, server.ref, { token })(entrance.ref);
                        const missing = difference(callsOfRoutes(graph, server, entrance), certain);
                        expect(isEmpty(missing), `${entrance.id} to ${server.id}`).to.equal(true);
                    }
                }
            }),
            runs(40),
        );
    });

    it("changes nothing at the gateways, which keep their proxies, unless it ends without a mesh", () => {
        fc.assert(
            fc.property(routedGraphs(), (graph) => {
                const { gateways } = derive(graph, target);
                expect(derive(back(graph, "uninjected"), target).gateways).to.deep.equal(gateways);
                expect(derive(back(graph, "unmeshed"), target).gateways).to.deep.equal(new Map());
            }),
            runs(40),
        );
    });

    it("closes nothing: no policy of the mesh, of a namespace or of the network refuses anything", () => {
        fc.assert(
            fc.property(serviceGraphs(), fc.constantFrom("uninjected", "unmeshed"), (graph, to) => {
                const { platform, objects } = derivedMesh(back(graph, to));
                expect(platform).to.deep.equal([]);
                const closing = objects.filter(
                    ({ kind, spec }) =>
                        (kind === "AuthorizationPolicy" &&
                            JSON.stringify((spec as { rules?: unknown }).rules) !== "[{}]") ||
                        (kind === "PeerAuthentication" &&
                            JSON.stringify(spec) !== '{"mtls":{"mode":"PERMISSIVE"}}') ||
                        (kind === "NetworkPolicy" &&
                            !/"ingress":\[{}],"egress":\[{}]/.test(JSON.stringify(spec))),
                );
                expect(closing).to.deep.equal([]);
            }),
            runs(60),
        );
    });

    it("comes to the very same objects again when the rollback is over", () => {
        fc.assert(
            fc.property(serviceGraphs(), fc.constantFrom(...targets), (graph, to) => {
                const text = () => JSON.stringify([...derive(graph, target).namespaces]);
                const before = text();
                expect(JSON.stringify([...derive(back(graph, to), target).namespaces])).to.be.a("string");
                expect(text()).to.equal(before);
            }),
            runs(40),
        );
    });
});

describe("the way of a rollback", function () {
    this.timeout(600_000);

    it("loses no declared call, though pods lose their proxies as soon as every namespace is open", () => {
        fc.assert(
            fc.property(moves, ({ graph, order }) => {
                expect(lost(graph, graph, back(graph, "uninjected"), order, "everywhere")).to.deep.equal([]);
            }),
            runs(40),
        );
    });

    it("would lose some if pods restarted as soon as their own namespace is open", () => {
        const drawn = fc.sample(moves, { numRuns: 40, seed: 7 });
        const losing = drawn.filter(
            ({ graph, order }) => lost(graph, graph, back(graph, "uninjected"), order, "at home").length > 0,
        );
        expect(losing).to.have.length.above(3);
    });

    it("loses none on the way forward: proxies first, while everything passes, then what was declared", () => {
        fc.assert(
            fc.property(moves, ({ graph, order }) => {
                const [uninjected, observed] = [back(graph, "uninjected"), back(graph, "observed")];
                expect(lost(graph, uninjected, observed, order, "always")).to.deep.equal([]);
                expect(lost(graph, observed, graph, order, "never")).to.deep.equal([]);
            }),
            runs(40),
        );
    });
});

/** Where pods without a proxy may run: nowhere, everywhere, or once a namespace or all of them have been opened. */
type Plain = "never" | "always" | "at home" | "everywhere";

/** Declared calls that are refused at some moment between two states of what was declared. */
function lost(
    declared: ServiceGraph,
    before: ServiceGraph,
    after: ServiceGraph,
    order: readonly number[],
    plain: Plain,
): string[] {
    // With a proxy, whether or not the namespace would give a new pod one: such a server is the one that may refuse.
    const { members } = derivedMesh(declared);
    const standing = derivedMesh(before).objects;
    const steps = stepsBetween(standing, derivedMesh(after).objects, order);
    const left = (index: number) => steps.slice(index + 1).filter(({ object }) => object !== undefined);
    const refused: string[] = [];
    [...statesAfter(standing, steps)].forEach(({ step, objects }, index) => {
        const enforcement = enforcedBy(objects);
        const unopened = new Set(left(index).map(({ namespace }) => namespace));
        const mayBePlain = (namespace: string) =>
            plain === "always" ||
            (plain === "everywhere" && unopened.size === 0) ||
            (plain === "at home" && !unopened.has(namespace));
        for (const server of members) {
            const accessOf = accessAt(enforcement, server.ref);
            for (const client of members) {
                const calls = callsOfEdges(declared, server, client);
                const asked = mayBePlain(client.ref.namespace) ? [client.ref, anonymous] : [client.ref];
                if (asked.some((each) => !isEmpty(difference(calls, accessOf(each).certain)))) {
                    refused.push(`${client.id} to ${server.id} after ${step.key}`);
                }
            }
        }
    });
    return refused;
}

function isServing({ services, namespaces }: ServiceGraph, id: string | undefined): boolean {
    return [...services.values()].some(
        ({ workload, namespace }) => workload === id && namespaces.get(namespace)?.stage !== "off",
    );
}

function withStages(graph: ServiceGraph, stages: readonly Stage[]): ServiceGraph {
    const parts = partsOf(graph);
    return graphOf({
        ...parts,
        namespaces: parts.namespaces.map((each, at) =>
            namespaceOf(each.name, stages[at % stages.length] ?? "enforced", { deploy: each.deploy }),
        ),
    });
}
