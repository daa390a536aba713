import { expect } from "chai";
import type { Drift } from "../../ci/drift/driftIn";
import { tellDrift } from "../../ci/drift/driftIssue";
import { ourLogin } from "../../ci/ours";
import { FakeForge } from "./fakeForge";

const changed: Drift = {
    type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
    name: "shop/prices",
    what: "changed",
    paths: ["spec.rules"],
};
const deleted: Drift = {
    type: "kubernetes:core/v1:ServiceAccount",
    name: "shop/web",
    what: "deleted",
    paths: [],
};
const look = (forge: FakeForge, stack: string, ...drift: readonly Drift[]) =>
    tellDrift(forge, { stack, drift, login: ourLogin, run: "https://forge.example/runs/1" });

describe("the issue about drift", () => {
    it("is opened, kept up to date and closed, and there is one", async () => {
        const forge = new FakeForge();
        expect(await look(forge, "prod")).to.equal("prod has not drifted");
        expect(await look(forge, "prod", changed)).to.equal("prod has drifted; opened an issue");
        expect(await look(forge, "prod", changed, deleted)).to.equal("prod has drifted; changed #1001");
        expect(forge.issues).to.have.length(1);
        expect(forge.issues[0]?.title).to.equal("Drift: the prod cluster is not what its stack says");
        expect(await look(forge, "prod")).to.equal("prod has not drifted any more; closed #1001");
        expect(forge.issues.map(({ state }) => state)).to.deep.equal(["closed"]);
    });

    it("names each object, what became of it, and the two ways to end it", async () => {
        const forge = new FakeForge();
        await look(forge, "prod", changed, deleted);
        expect(forge.issues[0]?.body).to.equal(
            [
                "<!-- meshwright:drift:prod -->",
                "2 objects are not as `prod` left them:",
                "",
                "- `AuthorizationPolicy shop/prices` was changed: `spec.rules`",
                "- `ServiceAccount shop/web` is gone",
                "",
                "Somebody or something else changed them. Either it is wanted: then it belongs into the catalogue or the stack file.",
                "Or it is not: `pulumi up --refresh --run-program --stack prod` puts it back.",
                "",
                "This issue is kept up to date by the nightly look, and closed by it when nothing differs any more. Last look: https://forge.example/runs/1",
            ].join("\n"),
        );
    });

    it("is another one for each stack, and a new one when it begins anew", async () => {
        const forge = new FakeForge();
        await look(forge, "dev", changed);
        await look(forge, "prod", changed);
        await look(forge, "dev");
        await look(forge, "dev", deleted);
        expect(forge.issues.map(({ number, state }) => `${number} ${state}`)).to.deep.equal([
            "1001 closed",
            "1002 open",
            "1003 open",
        ]);
    });

    it("says how much more there is, instead of more than an issue may hold", async () => {
        const forge = new FakeForge();
        const many = Array.from({ length: 3000 }, (_, index) => ({ ...changed, name: `shop/${index}` }));
        await look(forge, "prod", ...many);
        expect(forge.issues[0]?.body).to.include("- … and 2900 more");
        expect(forge.issues[0]?.body.length).to.be.below(65_536);
    });

    it("is never somebody else's", async () => {
        const forge = new FakeForge();
        const theirs = {
            number: 3,
            body: "<!-- meshwright:drift:prod -->",
            state: "open",
            user: { login: "somebody" },
        };
        forge.issues = [theirs];
        await look(forge, "prod", changed);
        await look(forge, "prod");
        expect(forge.issues[0]).to.deep.equal(theirs);
    });
});
