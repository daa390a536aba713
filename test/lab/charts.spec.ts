import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { expect } from "chai";
import { certManagerValues } from "../../components/certManagerValues";
import type { Gateway, IngressSettings } from "../../components/graph";
import { gatewayCanaryValues, gatewayValues } from "../../components/istio/values";
import { silentReporter } from "../../lab/reporter";
import { certManagerChart, istioCharts, istioReleases } from "../../lab/tools";
import { egressGateway, ingressGateway } from "../support/gateways";

/** The charts' own schemas of their values; Helm refuses what they refuse. They know no istiod and no base. */
describe("values for official charts", () => {
    describe("of gateways", () => {
        const ingress = (over: Partial<IngressSettings>, size: Partial<Gateway> = {}) =>
            ingressGateway(size, over);
        const gateways: Readonly<Record<string, Gateway>> = {
            "a way out": egressGateway(15999),
            "a way in by a load balancer": ingress({
                serviceAnnotations: { "cloud/internal": "true" },
                sourceRanges: ["10.0.0.0/8"],
            }),
            "a way in by node ports": ingress({ serviceType: "NodePort" }),
            "a way in from inside the cluster": ingress({ serviceType: "ClusterIP", trustedProxies: 2 }),
            "several replicas": ingress({}, { replicas: 3, maxReplicas: 9 }),
        };
        for (const release of istioReleases) {
            describe(`of ${release.version}`, () => {
                let accepts: ValidateFunction;
                before(async () => {
                    const charts = await istioCharts(silentReporter, undefined, { release });
                    accepts = validator(join(charts, "gateway"));
                });

                for (const [what, gateway] of Object.entries(gateways)) {
                    it(`are accepted for ${what}`, () => {
                        expect(
                            accepts(gatewayValues(gateway, "1-31-1")),
                            JSON.stringify(accepts.errors),
                        ).to.equal(true);
                    });
                }

                it("are accepted for a canary", () => {
                    const values = gatewayCanaryValues(ingress({}), { tag: "canary", replicas: 2 }, "1-31-1");
                    expect(accepts(values), JSON.stringify(accepts.errors)).to.equal(true);
                });

                it("are judged at all: a key the chart does not know is refused", () => {
                    const values = gatewayValues(egressGateway(), "1-31-1");
                    expect(accepts({ ...values, seccompProfile: {} })).to.equal(false);
                });
            });
        }
    });

    describe("of cert-manager", () => {
        let accepts: ValidateFunction;
        const values = certManagerValues({ namespace: "certificates", serviceAccount: "issuer" });
        before(async () => {
            accepts = validator(await certManagerChart(silentReporter));
        });

        it("are accepted", () => {
            expect(accepts(values), JSON.stringify(accepts.errors)).to.equal(true);
        });

        it("are judged at all: a key the chart does not know is refused", () => {
            expect(accepts({ ...values, repIicaCount: 2 })).to.equal(false);
        });
    });
});

function validator(chart: string): ValidateFunction {
    const schema: unknown = JSON.parse(readFileSync(join(chart, "values.schema.json"), "utf8"));
    // Their `$schema` names no draft that a validator knows; the keywords they use mean the same in all.
    return new Ajv({ strict: false, validateSchema: false }).compile({
        ...(schema as object),
        $schema: undefined,
    });
}
