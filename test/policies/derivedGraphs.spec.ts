import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../components/derive";
import { policies } from "../../policies/pack";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { testTarget } from "../support/target";
import { controlPlane } from "./controlPlane";
import { type Props, registered, runPolicies } from "./crossguard";
import { closedEgress, meshConfigMap } from "./objects";

// Graphs of the tests end their dated stages on 2027-01-31.
const during = "2027-01-01";
const after = "2027-02-01";

/** The tags that the namespaces of any graph may follow. */
const plane = controlPlane({ "1-31-1": "1.31.1" }, { stable: "1-31-1", canary: "1-31-1", default: "1-31-1" });

function refusals(objects: readonly Props[], config: object): string[] {
    const resources = objects.map((each) => registered(each, { parent: "meshwright:index:MeshNamespace" }));
    return runPolicies(policies, resources, config)
        .filter((each) => each.text.startsWith("mandatory: "))
        .map((each) => each.text);
}

function stackOf(graph: Parameters<typeof derive>[0]): Props[] {
    const derived = derive(graph, testTarget);
    const objects = [...derived.platform, ...[...derived.namespaces.values()].flat()].map((each) => ({
        ...each,
    }));
    return [meshConfigMap(closedEgress), ...plane, ...objects];
}

describe("the pack over what any graph comes to", () => {
    it("refuses nothing while dated stages last", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                expect(refusals(stackOf(graph), { now: during })).to.deep.equal([]);
            }),
            runs(20),
        );
    });

    it("refuses exactly what a stage excused once it has ended, or where stages are refused", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                const dated = [...graph.namespaces.values()].filter((each) => each.until !== undefined);
                const stack = stackOf(graph);
                const names = new Set(dated.map((each) => each.name));
                for (const config of [{ now: after }, { now: during, datedStages: "refuse" }]) {
                    const refused = refusals(stack, config).map(
                        (each) => /^mandatory: \w+ (?:([\w-]+)\/)?([\w-]+):/.exec(each) ?? [],
                    );
                    // The namespace of a namespaced object, the name of a Namespace.
                    const owners = new Set(refused.map(([, namespace, name]) => namespace ?? name));
                    expect(owners).to.deep.equal(names);
                }
            }),
            runs(20),
        );
    });
});
