import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
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

function servesPlainHttp({ platform }: ServiceGraph): boolean {
    return [...platform.gateways.values()].some(({ ingress }) => ingress?.redirectToHttps === false);
}

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
                    .map(({ text }) => text)
                    // Whoever has a gateway serve plain HTTP is asked to say why, in an exemption.
                    .filter(
                        (text) => !(servesPlainHttp(graph) && text.includes("set tls.httpsRedirect to true")),
                    );
                expect(refused.join("\n")).to.equal("");
            }),
            runs(20),
        );
    });
});
