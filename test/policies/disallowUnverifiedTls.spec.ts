import { expect } from "chai";
import { disallowUnverifiedTls as rule } from "../../policies/traffic/disallowUnverifiedTls";
import { reports, unknown } from "./crossguard";
import { destinationRule } from "./objects";

const refusal = (name: string, field: string, value: string) =>
    `mandatory: ${name}: ${field} is ${value}, so any server can pose as the destination; ` +
    "remove it and give caCertificates or credentialName";
const tls = (insecureSkipVerify: unknown) => ({ mode: "SIMPLE", insecureSkipVerify });

describe("D-11 disallow unverified TLS", () => {
    for (const [field, spec] of [
        ["spec.trafficPolicy.tls", { trafficPolicy: { tls: tls(true) } }],
        [
            "spec.trafficPolicy.portLevelSettings[0].tls",
            { trafficPolicy: { portLevelSettings: [{ tls: tls(true) }] } },
        ],
        ["spec.subsets[0].trafficPolicy.tls", { subsets: [{ trafficPolicy: { tls: tls(true) } }] }],
        ["spec.someNewPlace[0]", { someNewPlace: [tls(true)] }],
    ] as const) {
        it(`refuses it at ${field}`, () => {
            const manifest = destinationRule(spec);
            expect(reports(rule, manifest)).to.deep.equal([
                refusal("DestinationRule core/orders", `${field}.insecureSkipVerify`, "true"),
            ]);
            expect(reports(rule, { ...manifest, apiVersion: "networking.istio.io/v1alpha3" })).to.have.length(
                1,
            );
            expect(reports(rule, manifest, {}, { patch: true })).to.have.length(1);
        });
    }

    it("refuses it in backend TLS policies, however it is spelled", () => {
        const backend = (spec: unknown) => ({
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "BackendTLSPolicy",
            metadata: { name: "auth", namespace: "edge" },
            spec,
        });
        expect(
            reports(rule, backend({ options: { "example.com/insecureSkipVerify": "true" } })),
        ).to.deep.equal([
            refusal("BackendTLSPolicy edge/auth", 'spec.options["example.com/insecureSkipVerify"]', '"true"'),
        ]);
        expect(reports(rule, backend({ validation: { insecure_skip_verify: true } }))).to.have.length(1);
        expect(reports(rule, backend({ validation: { hostname: "a" } }))).to.deep.equal([]);
    });

    it("accepts false and absence", () => {
        for (const spec of [
            { trafficPolicy: { tls: tls(false) } },
            { trafficPolicy: { tls: { mode: "SIMPLE" } } },
            {},
        ]) {
            expect(reports(rule, destinationRule(spec))).to.deep.equal([]);
        }
    });

    it("minds unknowns where a TLS setting may stand, and nowhere else", () => {
        const found = (spec: unknown) => reports(rule, destinationRule(spec))[0] ?? "accepted";
        expect(found({ trafficPolicy: { tls: tls(unknown) } })).to.contain(
            "tls.insecureSkipVerify is not known",
        );
        expect(found({ trafficPolicy: unknown })).to.contain("spec.trafficPolicy is not known");
        expect(found({ subsets: [unknown] })).to.contain("spec.subsets[0] is not known");
        expect(found(unknown)).to.contain(": spec is not known");
        expect(
            found({ host: unknown, trafficPolicy: { tls: { sni: unknown } }, exportTo: [unknown] }),
        ).to.equal("accepted");
    });
});
