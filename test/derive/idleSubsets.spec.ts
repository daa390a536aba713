import { expect } from "chai";
import type { DestinationRuleSpec } from "../../components/istio/types";
import { deploymentOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";

const subsets = [
    { name: "v1", labels: { version: "v1" } },
    { name: "v2", labels: { version: "v2" } },
];

function shop(second: { readonly replicas: number } | undefined, deploy = true): Emitted {
    const versions =
        second === undefined ? [] : [{ version: "v2", image: "registry.example.com/app:2.0.0", ...second }];
    return emitted({
        namespaces: [namespaceOf("core", "enforced", { deploy })],
        workloads: [workloadOf("core/shop", { deployment: deploymentOf(), versions })],
        services: [serviceOf("core/shop", { subsets })],
    });
}

function silenced(all: Emitted): string | undefined {
    return all.one("DestinationRule", "core/shop").metadata.annotations?.["galley.istio.io/analyze-suppress"];
}

describe("a subset that no pod serves", () => {
    it("stays in the DestinationRule, so that no route ever names one that is gone", () => {
        const { subsets: written } = shop(undefined).spec(
            "DestinationRule",
            "core/shop",
        ) as DestinationRuleSpec;
        expect(written?.map(({ name }) => name)).to.deep.equal(["v1", "v2"]);
    });

    it("is not reported by istioctl analyze, and every subset that has pods is", () => {
        expect(silenced(shop(undefined))).to.equal("IST0173");
        expect(silenced(shop({ replicas: 0 }))).to.equal("IST0173");
        expect(silenced(shop({ replicas: 1 }))).to.equal(undefined);
    });

    it("is reported where somebody else deploys: whether pods will come is theirs to say", () => {
        expect(silenced(shop(undefined, false))).to.equal(undefined);
    });
});
