import { expect } from "chai";
import { disallowPlaintextDestinations as rule } from "../../policies/traffic/disallowPlaintextDestinations";
import { reports, unknown } from "./crossguard";
import { destinationRule } from "./objects";

const at = (tls: unknown): [string, unknown][] => [
    ["spec.trafficPolicy.tls", { trafficPolicy: { tls } }],
    ["spec.trafficPolicy.portLevelSettings[1].tls", { trafficPolicy: { portLevelSettings: [{}, { tls }] } }],
    ["spec.subsets[0].trafficPolicy.tls", { subsets: [{ name: "v1", trafficPolicy: { tls } }] }],
    [
        "spec.subsets[1].trafficPolicy.portLevelSettings[0].tls",
        { subsets: [{ name: "v1" }, { name: "v2", trafficPolicy: { portLevelSettings: [{ tls }] } }] },
    ],
];

const fix = "remove the tls block (the mesh uses mutual TLS by itself) or set ISTIO_MUTUAL";
const name = "DestinationRule core/orders";

describe("D-08 disallow plaintext destinations", () => {
    for (const [field, spec] of at({ mode: "DISABLE" })) {
        it(`refuses DISABLE at ${field}, in every version and as a patch`, () => {
            for (const version of ["v1", "v1beta1", "v1alpha3"]) {
                const manifest = { ...destinationRule(spec), apiVersion: `networking.istio.io/${version}` };
                expect(reports(rule, manifest)).to.deep.equal([
                    `mandatory: ${name}: ${field}.mode is "DISABLE", so callers send plaintext; ${fix}`,
                ]);
                expect(reports(rule, manifest, {}, { patch: true })).to.have.length(1);
            }
        });
    }

    for (const [field, spec] of at({ sni: "a" })) {
        it(`refuses a tls block without a mode at ${field}, because the enum's zero is DISABLE`, () => {
            expect(reports(rule, destinationRule(spec))).to.deep.equal([
                `mandatory: ${name}: ${field}.mode is not set, which means DISABLE, so callers send plaintext; ${fix}`,
            ]);
        });
    }

    for (const mode of ["SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]) {
        it(`accepts ${mode} everywhere`, () => {
            for (const [, spec] of at({ mode })) {
                expect(reports(rule, destinationRule(spec))).to.deep.equal([]);
            }
        });
    }

    it("accepts no tls block at all", () => {
        for (const spec of [undefined, {}, { trafficPolicy: { loadBalancer: { simple: "RANDOM" } } }]) {
            expect(reports(rule, destinationRule(spec))).to.deep.equal([]);
        }
    });

    it("minds an unknown mode, block, list or subset, and no unknown beside them", () => {
        for (const [field, spec] of at({ mode: unknown })) {
            expect(reports(rule, destinationRule(spec))[0]).to.contain(`${field}.mode is not known`);
        }
        for (const [field, spec] of at(unknown)) {
            expect(reports(rule, destinationRule(spec))[0]).to.contain(`${field} is not known`);
        }
        expect(reports(rule, destinationRule({ subsets: unknown }))[0]).to.contain(
            "spec.subsets is not known",
        );
        expect(reports(rule, destinationRule({ subsets: [unknown] }))[0]).to.contain(
            "spec.subsets[0] is not known",
        );
        expect(reports(rule, destinationRule({ host: unknown, exportTo: unknown }))).to.deep.equal([]);
    });
});
