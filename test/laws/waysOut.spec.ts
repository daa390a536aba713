import { expect } from "chai";
import fc from "fast-check";
import { idOf, standingOf } from "../../accessReport/standing";
import { entrancesOf, isEmpty, leavingTo, worldOf } from "../../components/access";
import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import { emptyPlatform } from "../../components/graph/platform";
import { withExternals } from "../support/arbitraryExternals";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { target } from "./derivedMesh";

const graphs = serviceGraphs().chain((graph) => withExternals(graph));
const without = serviceGraphs().chain((graph) => withExternals(graph, emptyPlatform));

describe("ways out", function () {
    this.timeout(600_000);

    for (const [how, arbitrary] of [
        ["through the egress gateway", graphs],
        ["where each sidecar goes out by itself", without],
    ] as const) {
        it(`are open to a host for exactly its declared callers, ${how}`, () => {
            fc.assert(
                fc.property(arbitrary, (graph) => {
                    expect(differences(graph).join("\n")).to.equal("");
                }),
                runs(60),
            );
        });
    }

    it("lead declared callers past the gateway, and name it", () => {
        const [graph] = fc.sample(
            graphs.filter((each) => callersOf(each).length > 0),
            { numRuns: 1, seed: 3 },
        );
        expect(graph).to.not.equal(undefined);
        if (graph !== undefined) {
            const [call] = callersOf(graph);
            const { because } = reachOf(graph)(call?.from ?? "", call?.external ?? "");
            expect(because.some((each) => each.includes("istio-egress/"))).to.equal(true);
        }
    });
});

function callersOf(graph: ServiceGraph): ServiceGraph["externalCalls"] {
    return graph.externalCalls.filter(({ from }) => stageOf(graph, from) === "enforced");
}

function stageOf(graph: ServiceGraph, workload: string): string | undefined {
    return graph.namespaces.get(workload.slice(0, workload.indexOf("/")))?.stage;
}

function reachOf(graph: ServiceGraph): (from: string, host: string) => ReturnType<typeof leavingTo> {
    const standing = standingOf({ graph, derived: derive(graph, target), target });
    const world = worldOf(standing.objects, standing.mesh);
    const entrances = entrancesOf(world, standing.gatewayPods);
    const byId = new Map(standing.workloads.map((each) => [idOf(each), each]));
    return (from, host) => {
        const workload = byId.get(from);
        if (workload === undefined) {
            throw new Error(`there is no ${from}`);
        }
        return leavingTo(world, workload, host, entrances);
    };
}

/** Enforced workloads that reach a host they have not declared, or do not reach one they have. */
function differences(graph: ServiceGraph): readonly string[] {
    const reach = reachOf(graph);
    const declared = new Set(graph.externalCalls.map(({ from, external }) => `${from} ${external}`));
    return [...graph.workloads.keys()]
        .filter((id) => stageOf(graph, id) === "enforced")
        .flatMap((id) => [...graph.externals.keys()].map((host) => ({ id, host })))
        .flatMap(({ id, host }) => {
            const { certain, possible, because } = reach(id, host);
            const isDeclared = declared.has(`${id} ${host}`);
            const isRight = isDeclared ? !isEmpty(certain) : isEmpty(possible);
            return isRight ? [] : [`${id} to ${host}: declared ${isDeclared}, ${because.join("; ")}`];
        });
}
