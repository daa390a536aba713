import { expect } from "chai";
import { disallowKnownBypasses as rule } from "../../policies/upgrade/disallowKnownBypasses";
import { knownBypasses } from "../../policies/upgrade/knownBypasses";
import { istiodOf } from "./controlPlane";
import { type Props, stackReports, unknown } from "./crossguard";
import { authorizationPolicy } from "./objects";

const run = (version: string, object: Props, config: object = {}) =>
    stackReports(rule, [istiodOf("main", version), object], config);
const allow = (rules: unknown) => authorizationPolicy({ rules });
const methods = allow([{ to: [{ operation: { methods: ["GET"] } }] }]);
const image = (version: string) =>
    `Deployment istio-system/istiod-main: spec.template.spec.containers[0].image is "docker.io/istio/pilot:${version}-distroless"`;
const message = (version: string, id: string, use: string, fix: string, more = "") =>
    `${image(version)}, a version with ${id}, and ${use} uses what that is about${more}; use ${fix} or later`;
const ofMethods = (version: string, fix: string, more = "") =>
    message(
        version,
        "GHSA-w44g-8m76-8gc5",
        "AuthorizationPolicy core/orders (spec.rules[0].to[0].operation.methods)",
        fix,
        more,
    );
const jwt = {
    apiVersion: "security.istio.io/v1beta1",
    kind: "RequestAuthentication",
    metadata: { name: "jwt", namespace: "core" },
    spec: { jwtRules: [{ issuer: "a" }, { issuer: "b", jwksUri: "https://b.example/keys" }] },
};
const backendTls = {
    apiVersion: "gateway.networking.k8s.io/v1alpha3",
    kind: "BackendTLSPolicy",
    metadata: { name: "tls", namespace: "core" },
    spec: { validation: { hostname: "a" } },
};

/** Each feature with an object that uses it, one that nearly does, and versions on both sides of the fixes. */
const cases = [
    {
        id: "CVE-2026-31838",
        use: allow([{ when: [{ key: "request.headers[x-role]", values: ["admin"] }] }]),
        where: "AuthorizationPolicy core/orders (spec.rules[0].when[0].key)",
        near: allow([{ when: [{ key: "source.namespace", values: ["a"] }] }]),
        open: { "1.26.8": "1.27.8", "1.28.4": "1.28.5", "1.29.0": "1.29.1" },
        closed: ["1.27.8", "1.29.1", "1.30.0"],
    },
    {
        id: "CVE-2026-39350",
        use: allow([{ from: [{ source: { serviceAccounts: ["edge/a", "edge/cert-manager.io"] } }] }]),
        where: "AuthorizationPolicy core/orders (spec.rules[0].from[0].source.serviceAccounts[1])",
        near: allow([{ from: [{ source: { serviceAccounts: ["edge/a"] } }] }]),
        open: { "1.27.8": "1.27.9", "1.28.5": "1.28.6", "1.29.1": "1.29.2" },
        closed: ["1.27.9", "1.29.2", "1.30.0"],
    },
    {
        id: "CVE-2026-41413",
        use: jwt,
        where: "RequestAuthentication core/jwt (spec.jwtRules[1].jwksUri)",
        near: { ...jwt, spec: { jwtRules: [{ issuer: "a", jwks: "{}" }] } },
        open: { "1.27.9": "1.28.6", "1.28.5": "1.28.6", "1.29.1": "1.29.2" },
        closed: ["1.28.6", "1.29.2", "1.30.0"],
    },
    {
        id: "CVE-2026-73551",
        use: allow([{ to: [{ operation: { ports: ["80"] } }, { operation: { notPaths: ["/a"] } }] }]),
        where: "AuthorizationPolicy core/orders (spec.rules[0].to[1].operation.notPaths)",
        near: allow([{ to: [{ operation: { ports: ["80"], paths: [] } }] }]),
        open: { "1.28.10": "1.29.7", "1.29.6": "1.29.7", "1.30.3": "1.30.4" },
        closed: ["1.29.7", "1.30.4", "1.31.0"],
    },
    {
        id: "GHSA-qm8v-g4f9-qhjx",
        use: backendTls,
        where: "BackendTLSPolicy core/tls (spec)",
        near: { ...backendTls, spec: {} },
        open: { "1.29.6": "1.29.7", "1.30.3": "1.30.4", "1.31.0": "1.31.1" },
        closed: ["1.29.7", "1.30.4", "1.31.1", "1.32.0"],
    },
    {
        id: "GHSA-w44g-8m76-8gc5",
        use: methods,
        where: "AuthorizationPolicy core/orders (spec.rules[0].to[0].operation.methods)",
        near: allow([{ to: [{ operation: { hosts: ["a"] } }] }]),
        open: { "1.29.8": "1.29.9", "1.30.4": "1.30.5", "1.31.0": "1.31.1" },
        closed: ["1.29.9", "1.30.5", "1.31.1", "1.32.0"],
    },
];

describe("F-08 disallow versions that the stack's own policy does not hold on", () => {
    it("has a case for every advisory of the pack", () => {
        expect(cases.map(({ id }) => id)).to.deep.equal(knownBypasses.map(({ id }) => id));
    });

    for (const { id, use, where, near, open, closed } of cases) {
        it(`knows the versions that ${id} is about, and who it concerns`, () => {
            for (const [version, fix] of Object.entries(open)) {
                expect(run(version, use), version).to.deep.equal([
                    `mandatory: ${message(version, id, where, fix)}`,
                ]);
                expect(run(version, near), version).to.deep.equal([]);
            }
            for (const version of closed) {
                expect(run(version, use), version).to.deep.equal([]);
            }
        });
    }

    it("judges every istiod of the stack, and none that another stack has", () => {
        const stack = [istiodOf("a", "1.30.4"), istiodOf("b", "1.31.1"), istiodOf("c", "1.31.0"), methods];
        expect(stackReports(rule, stack)).to.have.length(2);
        expect(stackReports(rule, [methods])).to.deep.equal([]);
    });

    it("knows advisories of the pack's configuration, instead of its own or besides", () => {
        const replaced = { id: "GHSA-w44g-8m76-8gc5", feature: "authorization-methods", fixedIn: ["1.31.3"] };
        expect(run("1.31.2", methods)).to.deep.equal([]);
        expect(run("1.31.2", methods, { knownBypasses: [replaced] })).to.deep.equal([
            `mandatory: ${ofMethods("1.31.2", "1.31.3")}`,
        ]);
        const found = run("1.31.0", methods, { knownBypasses: [{ ...replaced, id: "CVE-2027-1" }] });
        expect(found[0]?.split("\n")).to.have.length(3);
    });

    it("accepts a version with a reason and a date, and warns near the end", () => {
        const accept = (until: string, reason = "waits for the mirror", version = "1.31.0") => ({
            acceptedVersions: [{ version, reason, until }],
        });
        const said = (config: object) => run("1.31.0", methods, config);
        expect(said(accept("2026-12-05"))).to.deep.equal([]);
        expect(said(accept("2026-12-04"))).to.deep.equal([
            `advisory: ${ofMethods("1.31.0", "1.31.1", " (accepted: waits for the mirror; its last day is in 14 days)")}`,
        ]);
        expect(said(accept("2026-11-20"))).to.deep.equal([
            `advisory: ${ofMethods("1.31.0", "1.31.1", " (accepted: waits for the mirror; today is its last day)")}`,
        ]);
        for (const [config, why] of [
            [accept("2026-11-19"), " (its entry in acceptedVersions ended on 2026-11-19)"],
            [accept("2026-02-30"), ' (its entry in acceptedVersions ends on no day: "2026-02-30")'],
            [
                accept("2027-11-20"),
                " (its entry in acceptedVersions may end at most 180 days ahead, not on 2027-11-20)",
            ],
            [accept("2026-12-05", "because"), ' (its entry in acceptedVersions gives no reason: "because")'],
            [accept("2026-12-05", "waits for the mirror", "1.30.3"), ""],
        ] as const) {
            expect(said(config)).to.deep.equal([`mandatory: ${ofMethods("1.31.0", "1.31.1", why)}`]);
        }
    });

    it("refuses what it cannot read where a version is open, and prefers what it can", () => {
        const hazy = allow([{ to: [{ operation: { methods: unknown } }] }]);
        const unproven = (where: string) =>
            `mandatory: ${where} is not known at preview, so this rule cannot be proven; give it a value that does not ` +
            "depend on another resource's output";
        expect(run("1.31.0", hazy)).to.deep.equal([
            unproven("AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.methods"),
        ]);
        expect(run("1.31.1", hazy)).to.deep.equal([]);
        expect(stackReports(rule, [istiodOf("main", "1.31.0"), hazy, methods])).to.deep.equal([
            `mandatory: ${ofMethods("1.31.0", "1.31.1")}`,
        ]);
        const plane = JSON.parse(JSON.stringify(istiodOf("main", "1.31.1")).replace(/docker[^"]+/, unknown));
        expect(stackReports(rule, [plane, methods])).to.deep.equal([
            unproven("Deployment istio-system/istiod-main: spec.template.spec.containers[0].image"),
        ]);
    });
});
