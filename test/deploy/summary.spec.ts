import { join } from "node:path";
import { expect } from "chai";
import { loadStackMesh } from "../../lab/deploy/stackMesh";
import { summary } from "../../lab/deploy/summary";

const root = join(__dirname, "..", "..");

function summaryOf(stack: string, findings: readonly string[] = []): string {
    const { settings, target, graph, derived } = loadStackMesh(
        root,
        join(root, `Pulumi.${stack}.yaml`),
        "2026-11-21",
    );
    return summary({
        stack,
        settings,
        graph,
        objects: [...derived.platform, ...[...derived.namespaces.values()].flat()],
        mesh: target,
        outcome: new Map([["unchanged", 220]]),
        findings,
    });
}

describe("the mesh that a lab deploys", () => {
    it("comes with what is doubtful about it, by paths a person can open from the program's folder", () => {
        const { warnings } = loadStackMesh(root, join(root, "Pulumi.dev.yaml"), "2026-11-21");
        expect(warnings.map(({ path }) => path)).to.deep.equal([
            "catalog/consciousness.yaml: calls[5]",
            "catalog/core.yaml: services.maximus-oraculo.traffic.retries.perTryTimeout",
            "catalog/ml.yaml: services.maximus-predict.traffic.retries.perTryTimeout",
        ]);
    });
});

describe("the summary of a deployment", () => {
    it("says what was installed and what the engine did", () => {
        expect(summaryOf("dev")).to.include(
            "The dev mesh is up and healthy.\n" +
                "  Istio 1.31.1 as revision 1-31-1; tags default → 1-31-1, gateways → 1-31-1, stable → 1-31-1\n" +
                "  Resources: 220 unchanged\n",
        );
    });

    it("says who may call whom, as the servers judge it", () => {
        expect(summaryOf("prod")).to.include(
            "\n  edge/api-gateway may GET /users/* on users/user-service:8080\n",
        );
    });

    it("says once what several versions of a workload may do", () => {
        const text = summaryOf("dev");
        expect(text).to.include(" on users/user-service:8080\n");
        expect(text).not.to.include("user-service-v2");
    });

    it("says where nothing is refused yet, instead of listing everyone", () => {
        const text = summaryOf("dev");
        expect(text).to.include(
            "\n  everyone in the mesh may call consciousness: its stage is audit, where nothing is refused\n",
        );
        expect(text).not.to.match(/ may .* on consciousness\//);
    });

    it("says which faults can be asked for, who meets them and who may see it", () => {
        expect(summaryOf("dev")).to.include(
            "\nFaults for requests that ask for them\n" +
                "  orders/orders-abort until 2027-04-30: 5 % answered 503 on orders/orders-service, only with x-chaos-test: abort\n" +
                "    met by edge/api-gateway",
        );
        expect(summaryOf("prod")).not.to.include("Faults");
    });

    it("shows what the analysis found, and says nothing of it otherwise", () => {
        expect(summaryOf("dev", ["Error IST0101 x: y"])).to.include(
            "\nistioctl analyze reports\n  Error IST0101 x: y\n",
        );
        expect(summaryOf("dev")).not.to.include("istioctl analyze");
    });

    it("names the lab in the commands of any stack but dev", () => {
        expect(summaryOf("dev")).to.match(/\n {2}npm run down +destroy/);
        expect(summaryOf("prod")).to.match(/\n {2}npm run down -- --stack prod +destroy/);
        expect(summaryOf("prod")).to.match(/npm run lab -- status --name prod/);
    });
});
