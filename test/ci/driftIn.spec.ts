import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { driftIn } from "../../ci/drift/driftIn";

const recorded = (name: string) => readFileSync(join(__dirname, "recorded", name), "utf8");

describe("drift in what a real engine printed", () => {
    it("is nothing where every object was found as it was left", () => {
        expect(driftIn(recorded("refresh-clean.json"))).to.deep.equal([]);
    });

    it("is each object that was changed, with what of it, and each that is gone", () => {
        expect(driftIn(recorded("refresh-drifted.json"))).to.deep.equal([
            {
                type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
                name: "shop/prices",
                what: "changed",
                paths: ["spec.rules[0].from", "spec.rules[0].to"],
            },
            { type: "kubernetes:core/v1:ServiceAccount", name: "shop/web", what: "deleted", paths: [] },
        ]);
    });

    it("is found although the engine goes on to say that it expected none", () => {
        const text = `${recorded("refresh-drifted.json")}\nerror: no changes were expected for refresh but changes were proposed`;
        expect(driftIn(text)).to.have.length(2);
    });
});
