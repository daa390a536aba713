import { expect } from "chai";
import { asPolicy } from "../../policies/crossguard/policy";
import { disallowAllowAnyEgress as rule } from "../../policies/traffic/disallowAllowAnyEgress";
import { type Props, type Registered, reports, runPolicies, unknown } from "./crossguard";
import { closedEgress, configMap, dated, meshConfigMap, release, sidecar } from "./objects";

const open = (name: string, field: string, value: string, why = "") =>
    `mandatory: ${name}: ${field} is ${value}, so workloads reach any host outside the mesh${why}; ` +
    "set it to REGISTRY_ONLY and declare what may be called as a ServiceEntry";
const mode = (value: unknown) => ({ outboundTrafficPolicy: { mode: value } });

function ofHelm(type: string, props: Props): string[] {
    const resource: Registered = {
        type,
        urn: `urn:pulumi:test::program::${type}::istiod`,
        name: "istiod",
        props,
    };
    return runPolicies([asPolicy(rule)], [resource]).map((each) => each.text);
}

describe("D-01 disallow ALLOW_ANY egress", () => {
    describe("of a Sidecar", () => {
        it("accepts REGISTRY_ONLY, and what inherits the mesh's", () => {
            for (const spec of [
                mode("REGISTRY_ONLY"),
                { egress: [] },
                { outboundTrafficPolicy: {} },
                undefined,
            ]) {
                expect(reports(rule, sidecar(spec))).to.deep.equal([]);
            }
        });

        for (const each of ["ALLOW_ANY", "ALLOW_ANY_DYNAMIC_DNS", "allow_any", 1]) {
            it(`refuses ${each} in every version and as a patch`, () => {
                const field = "spec.outboundTrafficPolicy.mode";
                const manifest = sidecar(mode(each));
                const expected = open("Sidecar core/default", field, JSON.stringify(each));
                for (const version of ["v1", "v1beta1", "v1alpha3"]) {
                    const served = { ...manifest, apiVersion: `networking.istio.io/${version}` };
                    expect(reports(rule, served)).to.deep.equal([expected]);
                    expect(reports(rule, served, {}, { patch: true })).to.have.length(1);
                }
            });
        }

        it("accepts ALLOW_ANY while its namespace is observed or audited, and nothing wider", () => {
            for (const stage of ["observed", "audit"]) {
                expect(reports(rule, sidecar(mode("ALLOW_ANY"), dated(stage)))).to.deep.equal([]);
            }
            expect(reports(rule, sidecar(mode("ALLOW_ANY_DYNAMIC_DNS"), dated("audit")))).to.have.length(1);
            expect(reports(rule, sidecar(mode("ALLOW_ANY"), dated("enforced")))).to.have.length(1);
            expect(reports(rule, sidecar(mode("ALLOW_ANY"), dated("audit", "2026-11-19")))).to.deep.equal([
                open(
                    "Sidecar core/default",
                    "spec.outboundTrafficPolicy.mode",
                    '"ALLOW_ANY"',
                    ' (the stage "audit" ended on 2026-11-19)',
                ),
            ]);
        });

        it("minds an unknown mode and no other unknown", () => {
            expect(reports(rule, sidecar(mode(unknown)))[0]).to.contain(
                "spec.outboundTrafficPolicy.mode is not known",
            );
            expect(reports(rule, sidecar({ egress: unknown, ...mode("REGISTRY_ONLY") }))).to.deep.equal([]);
        });
    });

    describe("of the mesh's ConfigMap", () => {
        it("accepts REGISTRY_ONLY, of any revision", () => {
            expect(reports(rule, meshConfigMap(closedEgress, "istio"))).to.deep.equal([]);
            expect(reports(rule, meshConfigMap(closedEgress, "istio-1-31-0"))).to.deep.equal([]);
        });

        it("refuses ALLOW_ANY, and its absence, which means the same", () => {
            const field = "data.mesh.outboundTrafficPolicy.mode";
            expect(reports(rule, meshConfigMap(mode("ALLOW_ANY")))).to.deep.equal([
                open("ConfigMap istio-system/istio-1-31-0", field, '"ALLOW_ANY"'),
            ]);
            for (const mesh of [{}, { outboundTrafficPolicy: {} }, { trustDomain: "a" }, null]) {
                expect(reports(rule, meshConfigMap(mesh, "istio"))).to.deep.equal([
                    open("ConfigMap istio-system/istio", field, "not set"),
                ]);
            }
            expect(
                reports(rule, meshConfigMap(mode("ALLOW_ANY_DYNAMIC_DNS")), {}, { patch: true }),
            ).to.have.length(1);
        });

        it("refuses what cannot be read", () => {
            expect(reports(rule, configMap("istio", { mesh: "a: [" }))).to.deep.equal([
                'mandatory: ConfigMap istio-system/istio: data.mesh is "a: [", which is not YAML, ' +
                    "so the egress mode cannot be read; make it a valid MeshConfig",
            ]);
        });

        it("leaves every other ConfigMap alone", () => {
            expect(reports(rule, configMap("istio-ca-root-cert", { "root-cert.pem": "x" }))).to.deep.equal(
                [],
            );
            expect(reports(rule, configMap("orders", { mesh: "a: [" }))).to.deep.equal([]);
            expect(reports(rule, configMap("istio", undefined))).to.deep.equal([]);
            expect(reports(rule, configMap("orders", unknown))).to.deep.equal([]);
        });

        it("minds a text that is not known", () => {
            expect(reports(rule, configMap("istio", { mesh: unknown }))[0]).to.contain(
                "data.mesh is not known",
            );
            expect(reports(rule, configMap("istio", { meshNetworks: unknown }))).to.deep.equal([]);
        });
    });

    describe("of chart values", () => {
        const helmRelease = "kubernetes:helm.sh/v3:Release";
        const chart = "kubernetes:helm.sh/v4:Chart";
        const field = "values.meshConfig.outboundTrafficPolicy.mode";

        it("accepts a release that says REGISTRY_ONLY, beside files too", () => {
            const values = { meshConfig: closedEgress };
            expect(ofHelm(helmRelease, release("istiod", values))).to.deep.equal([]);
            expect(ofHelm(helmRelease, release("istiod", values, { valueYamlFiles: [{}] }))).to.deep.equal(
                [],
            );
        });

        it("refuses a release that does not, wherever its chart comes from", () => {
            for (const name of [
                "istiod",
                "istio/istiod",
                "oci://registry.example/charts/istiod",
                "./charts/istiod/",
                "istiod-1.31.0.tgz",
                "oci://registry.example/charts/istiod:1.31.0",
                "charts/istio-discovery",
            ]) {
                expect(ofHelm(helmRelease, release(name, {})), name).to.deep.equal([
                    open("Release istio-system/istiod", field, "not set"),
                ]);
            }
            expect(ofHelm(helmRelease, release("istiod", { meshConfig: mode("ALLOW_ANY") }))).to.deep.equal([
                open("Release istio-system/istiod", field, '"ALLOW_ANY"'),
            ]);
        });

        it("refuses values in files, because nobody can read them", () => {
            const found = ofHelm(helmRelease, release("istiod", {}, { valueYamlFiles: [{}] }));
            expect(found).to.have.length(1);
            expect(found[0]).to.contain(
                'valueYamlFiles is "a list of files", which no policy can read; give the values under values, or ' +
                    "install the chart with kubernetes.helm.v4.Chart",
            );
        });

        it("refuses a Chart only for what its values say, since its objects are judged themselves", () => {
            expect(ofHelm(chart, release("istiod", {}))).to.deep.equal([]);
            expect(ofHelm(chart, release("istiod", { meshConfig: mode("ALLOW_ANY") }))).to.have.length(1);
        });

        it("leaves other charts alone", () => {
            for (const name of ["base", "cni", "istiod-exporter", "redis", "", undefined]) {
                expect(ofHelm(helmRelease, { ...release("", {}), chart: name }), name).to.deep.equal([]);
            }
        });

        it("minds unknown values", () => {
            expect(ofHelm(helmRelease, release("istiod", unknown))[0]).to.contain("values is not known");
            expect(ofHelm(helmRelease, release("istiod", { meshConfig: unknown }))[0]).to.contain(
                "values.meshConfig is not known",
            );
        });

        it("judges the values in Sail's and the operator's resources", () => {
            const sail = { apiVersion: "sailoperator.io/v1", kind: "Istio", metadata: { name: "default" } };
            expect(reports(rule, { ...sail, spec: { values: { meshConfig: closedEgress } } })).to.deep.equal(
                [],
            );
            expect(reports(rule, { ...sail, spec: { values: {} } })).to.deep.equal([
                open("Istio default", "spec.values.meshConfig.outboundTrafficPolicy.mode", "not set"),
            ]);
            const operator = {
                apiVersion: "install.istio.io/v1alpha1",
                kind: "IstioOperator",
                metadata: { name: "x" },
            };
            expect(reports(rule, { ...operator, spec: { meshConfig: closedEgress } })).to.deep.equal([]);
            expect(
                reports(rule, { ...operator, spec: { values: { meshConfig: closedEgress } } }),
            ).to.deep.equal([]);
            expect(reports(rule, { ...operator, spec: {} })).to.have.length(1);
            expect(reports(rule, { ...operator, spec: { meshConfig: mode("ALLOW_ANY") } })).to.have.length(1);
        });
    });
});
