import { expect } from "chai";
import { printed, problemsAfter } from "../graph/problems/example";
import { accessCases } from "./problems/accessCases";
import { cniCases } from "./problems/cniCases";
import { gatewayCanaryCases } from "./problems/gatewayCanaryCases";
import { gatewayCases } from "./problems/gatewayCases";
import { issuerCases } from "./problems/issuerCases";
import { observabilityCases } from "./problems/observabilityCases";
import { platformCases } from "./problems/platformCases";
import { publicHostCases } from "./problems/publicHostCases";
import { removalCases } from "./problems/removalCases";
import { resilienceCases } from "./problems/resilienceCases";
import { revisionCases } from "./problems/revisionCases";
import { rollbackCases } from "./problems/rollbackCases";
import { skewCases } from "./problems/skewCases";
import { stageCases } from "./problems/stageCases";
import { trafficCases } from "./problems/trafficCases";

const topics = {
    "the platform": platformCases,
    "revisions and tags": revisionCases,
    "versions beside each other": skewCases,
    "what was there and what may go": removalCases,
    "istio-cni": cniCases,
    rollbacks: rollbackCases,
    namespaces: stageCases,
    gateways: gatewayCases,
    "canaries of gateways": gatewayCanaryCases,
    "public hosts": publicHostCases,
    issuers: issuerCases,
    "tokens and authorizers": accessCases,
    "limits and budgets": resilienceCases,
    "what watches the mesh": observabilityCases,
    "versions and experiments": trafficCases,
};

describe("problems of a stack file", () => {
    for (const [topic, cases] of Object.entries(topics)) {
        describe(`about ${topic}`, () => {
            for (const { title, change, codes, says } of cases) {
                it(`names ${title}, and nothing beside it`, () => {
                    const problems = problemsAfter(change);
                    expect(problems.map(printed)).to.deep.equal(says);
                    expect(problems.map(({ code }) => code)).to.deep.equal(codes);
                });
            }
        });
    }

    it("have each its own words", () => {
        const codes = new Set(Object.values(topics).flatMap((cases) => cases.flatMap((each) => each.codes)));
        expect(codes.size).to.be.greaterThan(30);
    });
});
