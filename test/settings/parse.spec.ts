import { expect } from "chai";
import fc from "fast-check";
import { emptyPlatform } from "../../components/graph";
import { parseSettings } from "../../settings";
import { changed, today } from "../graph/problems/example";

const numRuns = process.env["TEST_DEPTH"] === "full" ? 2000 : 300;

function stackWith(change: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const inStack = Object.entries(change).map(([key, value]) => [`stack/${key}`, value]);
    return changed(Object.fromEntries(inStack))["stack"] as Record<string, unknown>;
}

describe("the settings of a stack", () => {
    it("hold every default, written out", () => {
        const result = parseSettings(stackWith({}), { today });
        expect(result).to.deep.equal({
            ok: true,
            warnings: [],
            value: {
                environment: "test",
                scope: { kind: "all" },
                cluster: { client: { qps: 50, burst: 100 } },
                charts: { kind: "repository", url: "oci://ghcr.io/istio/release/charts" },
                mesh: { trustDomain: "cluster.local" },
                controlPlane: {
                    replicas: 1,
                    maxReplicas: 5,
                    hub: "docker.io/istio",
                    resources: { cpu: "500m", memory: "2Gi" },
                },
                revisions: new Map([["1-31-1", { version: "1.31.1" }]]),
                tags: new Map([
                    ["default", "1-31-1"],
                    ["stable", "1-31-1"],
                ]),
                retired: new Set(),
                removals: new Map(),
                exceptions: [],
                rollout: {
                    namespaces: new Map([
                        [
                            "bank",
                            {
                                stage: "enforced",
                                deploy: false,
                                workloads: new Map(),
                                services: new Map(),
                                experiments: new Map(),
                            },
                        ],
                        [
                            "shop",
                            {
                                stage: "enforced",
                                deploy: true,
                                workloads: new Map(),
                                services: new Map(),
                                experiments: new Map(),
                            },
                        ],
                    ]),
                    stores: new Map([["cache", { host: "cache.example.com" }]]),
                    platform: {
                        ...emptyPlatform,
                        gateways: new Map([
                            [
                                "istio-egressgateway",
                                {
                                    name: "istio-egressgateway",
                                    kind: "egress",
                                    namespace: "istio-egress",
                                    tag: "stable",
                                    selector: { istio: "egressgateway" },
                                    serviceAccount: "istio-egressgateway",
                                    replicas: 1,
                                    maxReplicas: 5,
                                    resources: {
                                        cpu: "100m",
                                        memory: "128Mi",
                                        cpuLimit: "1",
                                        memoryLimit: "512Mi",
                                    },
                                    egress: { port: 15444 },
                                },
                            ],
                        ]),
                    },
                },
                catalog: "catalog",
            },
        });
    });

    it("hold what is written", () => {
        const exception = {
            rule: "istio-security-floor",
            reason: "the newest that can be built",
            until: "2027-01-31",
        };
        const result = parseSettings(
            stackWith({
                scope: ["shop", "bank"],
                cluster: { kubeconfig: "kube", context: "lab", client: { qps: 2000 }, kubernetes: "1.34" },
                charts: { folder: "charts/{version}" },
                mesh: { trustDomain: "example.org" },
                controlPlane: {
                    replicas: 7,
                    hub: "registry.example.com:5000/istio",
                    resources: { cpu: "2" },
                },
                revisions: { "1-31-0-lab": { version: "1.31.0" }, "1-31-1": { version: "1.31.1" } },
                tags: { stable: "1-31-1", default: "1-31-0-lab" },
                retired: ["1-30-5", "1-29-9"],
                removals: { "1-30-5": { reason: "of a team that left", until: "2026-12-24" } },
                cni: { version: "1.31.1", namespace: "cni" },
                exceptions: [exception],
                catalog: "services",
            }),
            { today },
        );
        if (!result.ok) {
            throw new Error(result.problems.map(({ message }) => message).join("\n"));
        }
        const { value, warnings } = result;
        expect(warnings.map(({ code }) => code)).to.deep.equal(["istio-security-floor-excepted"]);
        expect(value.scope).to.deep.equal({ kind: "namespaces", names: ["bank", "shop"] });
        expect(value.cluster).to.deep.equal({
            kubeconfig: "kube",
            context: "lab",
            client: { qps: 2000, burst: 2000 },
            kubernetes: "1.34",
        });
        expect([...value.retired]).to.deep.equal(["1-29-9", "1-30-5"]);
        expect([...value.removals]).to.deep.equal([
            ["1-30-5", { reason: "of a team that left", until: "2026-12-24" }],
        ]);
        expect(value.cni).to.deep.equal({ version: "1.31.1", namespace: "cni" });
        expect(value.charts).to.deep.equal({ kind: "folder", path: "charts/{version}" });
        expect(value.mesh.trustDomain).to.equal("example.org");
        expect(value.controlPlane).to.deep.equal({
            replicas: 7,
            maxReplicas: 7,
            hub: "registry.example.com:5000/istio",
            resources: { cpu: "2", memory: "2Gi" },
        });
        expect([...value.tags.keys()]).to.deep.equal(["default", "stable"]);
        expect(value.exceptions).to.deep.equal([exception]);
        expect(value.catalog).to.equal("services");
    });

    it("put istio-cni into a namespace of its own", () => {
        const result = parseSettings(stackWith({ cni: { version: "1.31.1" } }), { today });
        expect(result.ok && result.value.cni).to.deep.equal({ version: "1.31.1", namespace: "istio-cni" });
    });

    it("let pods roll with their tag only where that is written", () => {
        const result = parseSettings(stackWith({ "namespaces/shop/rollWithTag": true }), { today });
        const namespaces = result.ok ? [...result.value.rollout.namespaces] : [];
        expect(namespaces.map(([name, { rollWithTag }]) => [name, rollWithTag])).to.deep.equal([
            ["bank", undefined],
            ["shop", true],
        ]);
    });

    it("take the word platform for the platform alone", () => {
        const result = parseSettings(stackWith({ scope: "platform" }), { today });
        expect(result.ok && result.value.scope).to.deep.equal({ kind: "platform" });
    });

    it("let an exception hold through its last day, and no longer", () => {
        const withUntil = (until: string) =>
            parseSettings(
                stackWith({
                    revisions: { "1-31-0": { version: "1.31.0" } },
                    tags: { default: "1-31-0", stable: "1-31-0" },
                    exceptions: [
                        { rule: "istio-security-floor", reason: "the newest that can be built", until },
                    ],
                }),
                { today },
            );
        expect(withUntil(today).ok).to.equal(true);
        const ended = withUntil("2026-11-20");
        expect(ended.ok ? [] : ended.problems.map(({ code }) => code)).to.deep.equal([
            "exception-expired",
            "istio-security-floor",
        ]);
    });

    it("let a dated stage hold through its last day", () => {
        const result = parseSettings(stackWith({ "namespaces/shop": { stage: "audit", until: today } }), {
            today,
        });
        expect(result.ok && result.warnings.map(({ message }) => message)).to.deep.equal([
            "stage audit ends on 2026-11-21, in 0 days: promote it to enforced or set a new date",
        ]);
    });

    it("warn of a minor that is about to end", () => {
        const result = parseSettings(
            stackWith({
                revisions: { "1-29-9": { version: "1.29.9" } },
                tags: { default: "1-29-9", stable: "1-29-9" },
            }),
            { today: "2026-10-01" },
        );
        expect(result.ok && result.warnings.map(({ message }) => message)).to.deep.equal([
            "Istio 1.29 gets no fixes after 2026-10-15; plan the move to 1.31.1",
        ]);
    });

    it("tell every problem at once", () => {
        const result = parseSettings(
            {
                enviroment: "dev",
                scope: 3,
                revisions: { "1-31": { version: "1.31.1" } },
                tags: { stable: "1-32-0" },
                namespaces: { shop: { stage: "audit", tag: "canary", calls: [] }, default: { stage: "of" } },
                stores: { cache: {} },
            },
            { today },
        );
        expect(result.ok ? [] : result.problems.map(({ code, path }) => `${code} ${path}`)).to.deep.equal([
            "wrong-type meshwright:scope",
            "wrong-word meshwright:namespaces.default.stage",
            "belongs-to-catalogue meshwright:namespaces.shop.calls",
            "missing-key meshwright:stores.cache.host",
            "unknown-key meshwright:enviroment",
            "revision-name meshwright:revisions.1-31",
            "default-tag-missing meshwright:tags.default",
            "unknown-revision meshwright:tags.stable",
            "until-missing meshwright:namespaces.shop.until",
            "unknown-tag meshwright:namespaces.shop.tag",
        ]);
    });

    it("never throw, whatever is written", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.anything()), (config) => {
                expect(parseSettings(config, { today }).ok).to.equal(false);
            }),
            { numRuns },
        );
        const keys = [
            "scope",
            "cluster",
            "charts",
            "mesh",
            "controlPlane",
            "revisions",
            "tags",
            "exceptions",
            "retired",
            "removals",
            "cni",
            "namespaces",
            "stores",
            "gateways",
            "publicHosts",
            "issuers",
            "certManager",
        ];
        fc.assert(
            fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
                expect(() => parseSettings(stackWith({ [key]: value }), { today })).to.not.throw();
            }),
            { numRuns },
        );
    });
});
