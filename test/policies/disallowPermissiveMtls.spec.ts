import { expect } from "chai";
import { disallowPermissiveMtls as rule } from "../../policies/security/disallowPermissiveMtls";
import { reports, unknown } from "./crossguard";
import { dated, peerAuthentication } from "./objects";

const plaintext = (field: string, mode: string) =>
    `mandatory: PeerAuthentication core/default: ${field} is "${mode}", so plaintext is accepted; set it to STRICT`;

describe("A-01 disallow PERMISSIVE mutual TLS", () => {
    for (const spec of [
        { mtls: { mode: "STRICT" } },
        { mtls: { mode: "UNSET" } },
        { mtls: {} },
        {},
        undefined,
        {
            selector: { matchLabels: { app: "a" } },
            mtls: { mode: "STRICT" },
            portLevelMtls: { "8080": { mode: "STRICT" } },
        },
    ]) {
        it(`accepts ${JSON.stringify(spec)}`, () => {
            expect(reports(rule, peerAuthentication(spec))).to.deep.equal([]);
        });
    }

    it("refuses PERMISSIVE and DISABLE for a namespace, and names field, value and fix", () => {
        expect(reports(rule, peerAuthentication({ mtls: { mode: "PERMISSIVE" } }))).to.deep.equal([
            plaintext("spec.mtls.mode", "PERMISSIVE"),
        ]);
        expect(reports(rule, peerAuthentication({ mtls: { mode: "DISABLE" } }))).to.deep.equal([
            plaintext("spec.mtls.mode", "DISABLE"),
        ]);
    });

    it("refuses one open port of a STRICT workload", () => {
        const spec = {
            selector: { matchLabels: { app: "a" } },
            mtls: { mode: "STRICT" },
            portLevelMtls: { "8080": { mode: "STRICT" }, "9090": { mode: "PERMISSIVE" } },
        };
        expect(reports(rule, peerAuthentication(spec))).to.deep.equal([
            plaintext("spec.portLevelMtls.9090.mode", "PERMISSIVE"),
        ]);
    });

    it("refuses a mode nobody knows, whatever its type", () => {
        for (const mode of ["strict", "MUTUAL", "", 1, true, ["STRICT"], { mode: "STRICT" }]) {
            expect(reports(rule, peerAuthentication({ mtls: { mode } }))).to.deep.equal([
                `mandatory: PeerAuthentication core/default: spec.mtls.mode is ${JSON.stringify(mode)}, ` +
                    "which is no mode of mutual TLS; set it to STRICT",
            ]);
        }
    });

    it("refuses the root namespace, every served version, and the patch twin", () => {
        const open = { mtls: { mode: "PERMISSIVE" } };
        const root = peerAuthentication(open, { namespace: "istio-system" });
        expect(reports(rule, root)[0]).to.match(
            /^mandatory: PeerAuthentication istio-system\/default: spec\.mtls\.mode/,
        );
        for (const version of ["v1", "v1beta1", "v9"]) {
            const served = { ...peerAuthentication(open), apiVersion: `security.istio.io/${version}` };
            expect(reports(rule, served)).to.have.length(1);
            expect(reports(rule, served, {}, { patch: true })).to.deep.equal([
                'mandatory: PeerAuthenticationPatch core/default: spec.mtls.mode is "PERMISSIVE", ' +
                    "so plaintext is accepted; set it to STRICT",
            ]);
        }
    });

    it("reports once for an object, with every field that is wrong", () => {
        const spec = { mtls: { mode: "PERMISSIVE" }, portLevelMtls: { "1": { mode: "DISABLE" } } };
        expect(reports(rule, peerAuthentication(spec))).to.deep.equal([
            "mandatory: PeerAuthentication core/default:\n" +
                '  - spec.mtls.mode is "PERMISSIVE", so plaintext is accepted; set it to STRICT\n' +
                '  - spec.portLevelMtls.1.mode is "DISABLE", so plaintext is accepted; set it to STRICT',
        ]);
    });

    it("leaves a same-named kind of another group alone", () => {
        const other = {
            ...peerAuthentication({ mtls: { mode: "PERMISSIVE" } }),
            apiVersion: "example.com/v1",
        };
        expect(reports(rule, other)).to.deep.equal([]);
    });

    describe("while a namespace is observed", () => {
        const open = { mtls: { mode: "PERMISSIVE" } };

        it("accepts PERMISSIVE for the namespace until the date", () => {
            expect(reports(rule, peerAuthentication(open, dated("observed")))).to.deep.equal([]);
        });

        it("warns from 14 days before the end, on its last day too", () => {
            expect(reports(rule, peerAuthentication(open, dated("observed", "2026-12-05")))).to.deep.equal(
                [],
            );
            expect(reports(rule, peerAuthentication(open, dated("observed", "2026-12-04")))).to.deep.equal([
                'advisory: PeerAuthentication core/default: metadata.annotations["meshwright.io/until"] is "2026-12-04", ' +
                    'the end of the stage "observed": its last day is in 14 days; promote the namespace, or move the date',
            ]);
            expect(reports(rule, peerAuthentication(open, dated("observed", "2026-11-20")))[0]).to.contain(
                "today is its last day",
            );
        });

        const refused = (why: string) =>
            'mandatory: PeerAuthentication core/default: spec.mtls.mode is "PERMISSIVE", so plaintext is accepted ' +
            `(${why}); set it to STRICT`;

        for (const [until, why] of [
            ["2026-11-19", 'the stage "observed" ended on 2026-11-19'],
            ["2027-05-20", 'the stage "observed" may end at most 180 days ahead, not on 2027-05-20'],
            ["2026-13-01", 'the stage "observed" needs an end, annotation meshwright.io/until: YYYY-MM-DD'],
            ["2027-02-30", 'the stage "observed" needs an end, annotation meshwright.io/until: YYYY-MM-DD'],
            ["soon", 'the stage "observed" needs an end, annotation meshwright.io/until: YYYY-MM-DD'],
        ] as const) {
            it(`refuses the end ${until}`, () => {
                expect(reports(rule, peerAuthentication(open, dated("observed", until)))).to.deep.equal([
                    refused(why),
                ]);
            });
        }

        it("accepts the furthest end there may be", () => {
            expect(reports(rule, peerAuthentication(open, dated("observed", "2027-05-19")))).to.deep.equal(
                [],
            );
        });

        it("refuses a stage where the environment does", () => {
            const config = { datedStages: "refuse" };
            expect(reports(rule, peerAuthentication(open, dated("observed")), config)).to.deep.equal([
                refused('this environment refuses the dated stage "observed"'),
            ]);
        });

        it("refuses DISABLE, a single workload, a single port, the root namespace and other stages", () => {
            const rejected = [
                peerAuthentication({ mtls: { mode: "DISABLE" } }, dated("observed")),
                peerAuthentication({ ...open, selector: { matchLabels: { app: "a" } } }, dated("observed")),
                peerAuthentication({ portLevelMtls: { "80": { mode: "PERMISSIVE" } } }, dated("observed")),
                peerAuthentication(open, { ...dated("observed"), namespace: "istio-system" }),
                peerAuthentication(open, dated("audit")),
                peerAuthentication(open, dated("enforced")),
            ];
            for (const manifest of rejected) {
                const found = reports(rule, manifest);
                expect(found).to.have.length(1);
                expect(found[0]).to.match(/^mandatory: /);
            }
        });
    });

    describe("with unknowns", () => {
        const open = peerAuthentication({ mtls: { mode: unknown } });

        it("warns once about an object of somebody else, because update judges it again", () => {
            expect(reports(rule, open)).to.deep.equal([
                "advisory: PeerAuthentication core/default: spec.mtls.mode is not known at preview, " +
                    "so this rule cannot be proven; it is judged again at update, before the object is created",
            ]);
        });

        it("refuses it under our own components, and wherever the setting says so", () => {
            const refusal =
                "mandatory: PeerAuthentication core/default: spec.mtls.mode is not known at preview, so this rule " +
                "cannot be proven; give it a value that does not depend on another resource's output";
            expect(reports(rule, open, {}, { parent: "meshwright:index:MeshNamespace" })).to.deep.equal([
                refusal,
            ]);
            expect(reports(rule, open, { onUnknown: "deny" })).to.deep.equal([refusal]);
            const warned = reports(
                rule,
                open,
                { onUnknown: "warn" },
                { parent: "meshwright:index:MeshNamespace" },
            );
            expect(warned[0]).to.match(/^advisory: /);
        });

        it("names what is unknown when it is something above the field", () => {
            expect(reports(rule, peerAuthentication(unknown))[0]).to.contain(": spec is not known");
            expect(reports(rule, peerAuthentication({ mtls: unknown }))[0]).to.contain(
                ": spec.mtls is not known",
            );
            expect(reports(rule, peerAuthentication({ portLevelMtls: unknown }))[0]).to.contain(
                ": spec.portLevelMtls is not known",
            );
        });

        it("does not mind unknowns in fields that do not matter", () => {
            const spec = { mtls: { mode: "STRICT" }, selector: { matchLabels: unknown } };
            expect(reports(rule, peerAuthentication(spec, { name: unknown, labels: unknown }))).to.deep.equal(
                [],
            );
        });

        it("lets no unknown hide a violation that is known", () => {
            const spec = {
                mtls: { mode: unknown },
                portLevelMtls: { "1": unknown, "2": { mode: "DISABLE" } },
            };
            expect(reports(rule, peerAuthentication(spec))).to.deep.equal([
                plaintext("spec.portLevelMtls.2.mode", "DISABLE"),
            ]);
        });
    });
});
