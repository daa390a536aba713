import { expect } from "chai";
import { driftIn } from "../../ci/drift/driftIn";
import { type Example, ExampleLab } from "./examples/exampleLab";
import { objectApi, patch } from "./support/objects";
import { TestLab } from "./support/testLab";

const istio = { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy" };

describe("the examples in the lab", () => {
    const lab = new TestLab("lab");
    let labs: ExampleLab;
    let oneService: Example;
    const rulesOf = async (namespace: string, name: string) => {
        const found = await objectApi(lab.kubernetes).read({ ...istio, metadata: { name, namespace } });
        return JSON.stringify((found as { readonly spec?: object }).spec);
    };

    before(async () => {
        labs = await ExampleLab.start(lab);
    });
    after(() => lab.dispose());

    describe("one-service", () => {
        it("comes up as its page says", async () => {
            oneService = await labs.asItsPageSays("one-service");
            expect(await rulesOf("shop", "prices")).to.include("cluster.local/ns/shop/sa/web");
        });

        it("is previewed into a plan as the workflow does it, and changed by that plan", async () => {
            oneService.edit("index.ts", '["/prices/*"]', '["/prices/*", "/offers"]');
            await oneService.run("preview", "--save-plan", "plan.json");
            expect(JSON.parse(oneService.read("plan.json"))).to.have.property("resourcePlans");
            await oneService.run("up", "--yes", "--skip-preview", "--plan", "plan.json");
            expect(await rulesOf("shop", "prices")).to.include("/offers");
        });

        it("has not drifted when nobody touched it", async () => {
            const { code, text } = await oneService.attempt(
                "refresh",
                "--preview-only",
                "--expect-no-changes",
                "--json",
            );
            expect(code, text).to.equal(0);
            expect(driftIn(text)).to.deep.equal([]);
        });

        it("has drifted when somebody changed an object by hand, and the preview says which", async () => {
            await patch(lab.kubernetes, {
                ...istio,
                metadata: { name: "prices", namespace: "shop" },
                spec: { rules: [{}] },
            });
            const { text } = await oneService.attempt("refresh", "--preview-only", "--json");
            expect(driftIn(text).map(({ type, name }) => `${type} ${name}`)).to.deep.equal([
                "kubernetes:security.istio.io/v1:AuthorizationPolicy shop/prices",
            ]);
        });
    });

    describe("existing-mesh, beside a control plane of another stack", () => {
        it("adds what one namespace owns and leaves the rest alone", async () => {
            const example = await labs.asItsPageSays("existing-mesh");
            expect(await example.run("stack", "--show-urns")).to.not.include("helm.sh");
            expect(await rulesOf("billing", "invoices")).to.include("cluster.local/ns/billing/sa/mailer");
            await example.run("destroy", "--yes", "--skip-preview");
        });
    });

    describe("multi-namespace, in the mesh that is there", () => {
        it("lets each namespace in by exactly its own edges", async () => {
            const example = await labs.asItsPageSays("multi-namespace");
            expect(await example.run("stack", "--show-urns")).to.not.include("helm.sh");
            expect(await rulesOf("stock", "stock")).to.include("cluster.local/ns/orders/sa/orders");
            expect(await rulesOf("orders", "orders")).to.include("cluster.local/ns/front/sa/web");
        });
    });
});
