import { expect } from "chai";
import { arithmeticCases } from "./problems/arithmeticCases";
import { balancerCases } from "./problems/balancerCases";
import { callCases } from "./problems/callCases";
import { deploymentCases } from "./problems/deploymentCases";
import { printed, problemsAfter } from "./problems/example";
import { externalCases } from "./problems/externalCases";
import { nameCases } from "./problems/nameCases";
import { nestedRouteCases } from "./problems/nestedRouteCases";
import { objectiveCases } from "./problems/objectiveCases";
import { operationCases } from "./problems/operationCases";
import { portCases } from "./problems/portCases";
import { rateLimitCases } from "./problems/rateLimitCases";
import { rolloutCases } from "./problems/rolloutCases";
import { routeAccessCases } from "./problems/routeAccessCases";
import { passthroughCases, routeCases } from "./problems/routeCases";
import { shapeCases } from "./problems/shapeCases";
import { trafficCases } from "./problems/trafficCases";
import { versionCases } from "./problems/versionCases";

const topics = {
    "the shape of a file": shapeCases,
    names: nameCases,
    ports: portCases,
    operations: operationCases,
    traffic: trafficCases,
    balancing: balancerCases,
    versions: versionCases,
    calls: callCases,
    "hosts outside": externalCases,
    deployments: deploymentCases,
    "limits and budgets": rateLimitCases,
    "promises and tags": objectiveCases,
    "sums over several services": arithmeticCases,
    rollout: rolloutCases,
    routes: routeCases,
    "routes within each other": nestedRouteCases,
    "who judges requests": routeAccessCases,
    "connections that are passed through": passthroughCases,
};

describe("problems of a catalogue", () => {
    it("are none in the example the cases start from", () => {
        expect(problemsAfter({})).to.deep.equal([]);
    });

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
        const all = Object.values(topics).flat();
        const messages = new Set(all.flatMap(({ says }) => says));
        const codes = new Set(all.flatMap((each) => each.codes));
        expect(messages.size).to.be.greaterThan(180);
        expect(codes.size).to.be.greaterThan(75);
    });

    it("say what to change, in one line without an ending period", () => {
        for (const { says } of Object.values(topics).flat()) {
            for (const line of says) {
                expect(line).to.match(/[^.\n]$/);
                expect(line).to.not.match(/\n|Invalid|expected .*, received|zod/i);
            }
        }
    });
});
