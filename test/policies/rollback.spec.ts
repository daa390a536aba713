import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import { type RollbackTarget, rolledBack } from "../../components/revisions";
import { policies } from "../../policies/pack";
import { disallowPermissiveMtls } from "../../policies/security/disallowPermissiveMtls";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { testTarget } from "../support/target";
import { controlPlane } from "./controlPlane";
import { type Props, registered, reports, runPolicies } from "./crossguard";
import { closedEgress, meshConfigMap, peerAuthentication } from "./objects";

const until = "2026-12-05";
const reason = "proxies of 1.31.1 lose connections";
/** The tags that the namespaces of any graph may follow. */
const plane = controlPlane({ "1-31-1": "1.31.1" }, { stable: "1-31-1", canary: "1-31-1", default: "1-31-1" });
/** As production is judged: nobody may linger on the way into the mesh. */
const strict = { datedStages: "refuse" } as const;

function refusals(objects: readonly Props[], config: object): string[] {
    const resources = objects.map((each) => registered(each, { parent: "meshwright:index:MeshNamespace" }));
    return runPolicies(policies, resources, config)
        .map(({ text }) => text)
        .filter((text) => text.startsWith("mandatory: "));
}

function stackOf(graph: ServiceGraph, to: RollbackTarget): Props[] {
    const { platform, namespaces } = derive(
        rolledBack(graph, { to, reason, until }, { kind: "all" }),
        testTarget,
    );
    const objects = [...platform, ...[...namespaces.values()].flat()].map((each) => ({ ...each }));
    return to === "unmeshed" ? objects : [meshConfigMap(closedEgress), ...plane, ...objects];
}

describe("the pack over what a rollback comes to", () => {
    for (const to of ["observed", "uninjected", "unmeshed"] as const) {
        it(`${to}: refuses nothing through the last day, in production either`, () => {
            fc.assert(
                fc.property(serviceGraphs(), (graph) => {
                    expect(refusals(stackOf(graph, to), { now: until, ...strict })).to.deep.equal([]);
                }),
                runs(20),
            );
        });
    }

    for (const to of ["observed", "uninjected"] as const) {
        it(`${to}: refuses what is open in every namespace once the rollback has ended`, () => {
            fc.assert(
                fc.property(serviceGraphs({ stage: "enforced" }), (graph) => {
                    const found = refusals(stackOf(graph, to), { now: "2026-12-06", ...strict });
                    for (const namespace of graph.namespaces.keys()) {
                        expect(found.join("\n")).to.include(`PeerAuthentication ${namespace}/default`);
                        expect(found.join("\n")).to.include(`Sidecar ${namespace}/default`);
                    }
                }),
                runs(20),
            );
        });
    }
});

describe("an object of a rollback", () => {
    const permissive = { mtls: { mode: "PERMISSIVE" } };
    const marked = (annotations: Record<string, string>) =>
        peerAuthentication(permissive, {
            labels: { "meshwright.io/stage": "observed", "meshwright.io/rollback": "uninjected" },
            annotations: { "meshwright.io/until": until, ...annotations },
        });
    const judged = (object: Props, config: object = strict) =>
        reports(disallowPermissiveMtls, object, { now: "2026-11-20", ...config });

    it("is excused where dated stages are refused when it says why", () => {
        expect(judged(marked({ "meshwright.io/reason": reason }))).to.deep.equal([]);
    });

    it("is refused there without a reason, in words that ask for one", () => {
        for (const annotations of [{}, { "meshwright.io/reason": "trouble" }]) {
            expect(judged(marked(annotations as Record<string, string>))).to.deep.equal([
                'mandatory: PeerAuthentication core/default: spec.mtls.mode is "PERMISSIVE", so plaintext is accepted (this environment refuses the dated stage "observed", and a rollback needs a reason, annotation meshwright.io/reason: 10 characters at least); set it to STRICT',
            ]);
        }
    });

    it("needs no reason where dated stages are allowed, and an end everywhere", () => {
        expect(judged(marked({}), {})).to.deep.equal([]);
        const endless = marked({ "meshwright.io/reason": reason, "meshwright.io/until": "some day" });
        expect(judged(endless)).to.deep.equal([
            'mandatory: PeerAuthentication core/default: spec.mtls.mode is "PERMISSIVE", so plaintext is accepted (the stage "observed" needs an end, annotation meshwright.io/until: YYYY-MM-DD); set it to STRICT',
        ]);
    });
});
