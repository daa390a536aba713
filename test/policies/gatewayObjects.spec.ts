import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../components/derive";
import { policies } from "../../policies/pack";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { withRoutes } from "../support/arbitraryRoutes";
import { runs } from "../support/runs";
import { testTarget } from "../support/target";
import { controlPlane } from "./controlPlane";
import { registered, runPolicies } from "./crossguard";
import { closedEgress, meshConfigMap } from "./objects";

const plane = controlPlane(
    { "1-31-1": "1.31.1" },
    { stable: "1-31-1", canary: "1-31-1", gateways: "1-31-1", default: "1-31-1" },
);

describe("the pack over what stands at gateways", () => {
    it("refuses nothing, whatever the hosts, issuers and routes are", () => {
        fc.assert(
            fc.property(serviceGraphs({ stage: "enforced" }).chain(withRoutes), (graph) => {
                const { platform, namespaces, gateways } = derive(graph, testTarget);
                const objects = [
                    ...platform,
                    ...[...namespaces.values()].flat(),
                    ...[...gateways.values()].flat(),
                ].map((each) => ({ ...each }));
                const resources = [meshConfigMap(closedEgress), ...plane, ...objects].map((each) =>
                    registered(each, { parent: "meshwright:index:MeshGateway" }),
                );
                const refused = runPolicies(policies, resources, { now: "2027-01-01" })
                    .filter(({ text }) => text.startsWith("mandatory: "))
                    .map(({ text }) => text);
                expect(refused.join("\n")).to.equal("");
            }),
            runs(20),
        );
    });
});
