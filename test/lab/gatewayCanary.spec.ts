import { expect } from "chai";
import { gatewayCanaryValues, gatewayValues } from "../../components/istio/values";
import { istioReleases } from "../../lab/tools";
import { ingressGateway } from "../support/gateways";
import { type RenderedObject, renderedChart } from "./support/renderedChart";

type Labels = Readonly<Record<string, string>>;
interface Workload extends RenderedObject {
    readonly spec: {
        readonly replicas?: number;
        readonly selector: { readonly matchLabels: Labels };
        readonly template: {
            readonly metadata: { readonly labels: Labels };
            readonly spec: { readonly serviceAccountName: string };
        };
    };
}

for (const release of istioReleases) {
    describe(`a gateway and its canary by the chart of ${release.version}`, () => {
        const gateway = ingressGateway({ tag: "gateways", replicas: 2 });
        const canary = { tag: "canary", replicas: 3 };
        let own: readonly RenderedObject[];
        let beside: readonly RenderedObject[];

        before(async () => {
            const name = gateway.name;
            own = await renderedChart(release, "gateway", name, gatewayValues(gateway, "1-30-5"));
            const values = gatewayCanaryValues(gateway, canary, "1-31-1");
            beside = await renderedChart(release, "gateway", `${name}-canary`, values);
        });

        const specOf = (kind: string) =>
            (own.find((each) => each.kind === kind) as unknown as { readonly spec: unknown }).spec;
        const podLabels = () => deployment(beside).spec.template.metadata.labels;

        it("are one set of objects and one further Deployment", () => {
            expect(named(own)).to.deep.equal([
                "Deployment istio-ingressgateway",
                "HorizontalPodAutoscaler istio-ingressgateway",
                "PodDisruptionBudget istio-ingressgateway",
                "Role istio-ingressgateway",
                "RoleBinding istio-ingressgateway",
                "Service istio-ingressgateway",
                "ServiceAccount istio-ingressgateway",
            ]);
            expect(named(beside)).to.deep.equal(["Deployment istio-ingressgateway-canary"]);
        });

        it("stand behind one Service and one disruption budget", () => {
            const { selector } = specOf("Service") as { readonly selector: Labels };
            const budget = specOf("PodDisruptionBudget") as {
                readonly selector: { readonly matchLabels: Labels };
            };
            expect(selector).to.deep.equal({ app: "istio-ingressgateway", istio: "ingressgateway" });
            expect(podLabels()).to.include(selector);
            expect(podLabels()).to.include(budget.selector.matchLabels);
        });

        it("have one autoscaler, which is the gateway's, and a canary of a fixed size", () => {
            const { scaleTargetRef } = specOf("HorizontalPodAutoscaler") as {
                readonly scaleTargetRef: { readonly name: string };
            };
            expect(scaleTargetRef.name).to.equal("istio-ingressgateway");
            expect(deployment(own).spec).not.to.have.property("replicas");
            expect(deployment(beside).spec.replicas).to.equal(3);
        });

        it("are one identity with two proxies, told apart by a label nothing selects by", () => {
            for (const each of [own, beside]) {
                expect(deployment(each).spec.template.spec.serviceAccountName).to.equal(
                    "istio-ingressgateway",
                );
            }
            expect(deployment(own).spec.template.metadata.labels["istio.io/rev"]).to.equal("gateways");
            expect(podLabels()).to.include({ "istio.io/rev": "canary", "meshwright.io/track": "canary" });
            expect(deployment(own).spec.template.metadata.labels).not.to.have.property("meshwright.io/track");
            for (const each of [own, beside]) {
                expect(Object.keys(deployment(each).spec.selector.matchLabels)).to.deep.equal([
                    "app",
                    "istio",
                ]);
            }
        });
    });
}

function deployment(objects: readonly RenderedObject[]): Workload {
    const found = objects.find(({ kind }) => kind === "Deployment");
    if (found === undefined) {
        throw new Error(`there is no Deployment; there are ${named(objects).join(", ")}`);
    }
    return found as Workload;
}

function named(objects: readonly RenderedObject[]): string[] {
    return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}
