import { expect } from "chai";
import fc from "fast-check";
import {
    type CatalogFile,
    emptyPlatform,
    parseGraph,
    type Rollout,
    type ServiceGraph,
} from "../../components/graph";
import { changed, problemsAfter } from "./problems/example";

const numRuns = process.env["TEST_DEPTH"] === "full" ? 2000 : 200;
const options = { clusterDomain: "cluster.local" };

const unset = { services: new Map(), experiments: new Map() };

const rollout: Rollout = {
    namespaces: new Map([
        ["bank", { stage: "audit", until: "2027-01-31", deploy: false, workloads: new Map(), ...unset }],
        [
            "shop",
            {
                stage: "enforced",
                tag: "canary",
                deploy: true,
                rollWithTag: true,
                workloads: new Map([["web", { replicas: 3, version: "v2", resources: { cpu: "200m" } }]]),
                ...unset,
            },
        ],
    ]),
    stores: new Map([["cache", { host: "cache.example.com", port: 6380 }]]),
    platform: emptyPlatform,
};

function exampleFiles(): CatalogFile[] {
    const { shop, bank } = changed({});
    return [
        { file: "catalog/shop.yaml", content: shop },
        { file: "catalog/bank.yaml", content: bank },
    ];
}

function graphOf(files: readonly CatalogFile[]): ServiceGraph {
    const result = parseGraph(files, rollout, options);
    if (!result.ok) {
        throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    return result.value;
}

/** The same content with the keys of every map in another order. */
function shuffled(value: unknown, pick: (size: number) => number): unknown {
    if (Array.isArray(value)) {
        return value.map((item: unknown) => shuffled(item, pick));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const left = Object.entries(value);
    const entries: [string, unknown][] = [];
    while (left.length > 0) {
        const [[key, item] = ["", undefined]] = left.splice(pick(left.length), 1);
        entries.push([key, shuffled(item, pick)]);
    }
    return Object.fromEntries(entries);
}

describe("a parsed graph", () => {
    it("holds every default, written out", () => {
        const { namespaces, services, workloads } = graphOf(exampleFiles());
        expect(services.get("bank/accounts")).to.deep.equal({
            id: "bank/accounts",
            namespace: "bank",
            name: "accounts",
            host: "accounts.bank.svc.cluster.local",
            workload: "bank/accounts",
            headless: false,
            ports: [
                { name: "grpc", port: 9000, targetPort: 9000, protocol: "grpc" },
                { name: "http", port: 80, targetPort: 8080, protocol: "http" },
            ],
            operations: [
                { name: "read", methods: ["GET"], paths: ["/accounts/*"], ports: ["http"] },
                {
                    name: "transfer",
                    methods: ["POST"],
                    paths: ["/bank.v1.Accounts/Transfer"],
                    ports: ["grpc"],
                },
            ],
            profile: "moderate",
            subsets: [],
            traffic: {
                timeout: "15s",
                retries: {
                    attempts: 2,
                    on: ["cancelled", "connect-failure", "refused-stream", "unavailable"],
                },
                loadBalancer: { kind: "leastRequest" },
            },
            connectionPool: { maxConnections: 100, maxRequests: 100 },
            outlierDetection: {
                consecutive5xxErrors: 5,
                interval: "10s",
                baseEjectionTime: "30s",
                maxEjectionPercent: 50,
            },
            retryBudget: { percent: 20, minConcurrency: 3 },
        });
        expect(workloads.get("bank/accounts")).to.deep.equal({
            id: "bank/accounts",
            namespace: "bank",
            name: "accounts",
            selector: { app: "accounts" },
            serviceAccount: "accounts",
        });
        expect(namespaces.get("bank")).to.deep.equal({
            name: "bank",
            file: "catalog/bank.yaml",
            owners: ["team-bank"],
            stage: "audit",
            until: "2027-01-31",
            tag: "stable",
            deploy: false,
        });
    });

    it("takes sizes, tag and endpoints from the stack", () => {
        const { namespaces, stores, workloads } = graphOf(exampleFiles());
        expect(namespaces.get("shop")).to.deep.include({ tag: "canary", rollWithTag: true });
        expect(workloads.get("shop/web")?.deployment).to.deep.include({
            replicas: 3,
            version: "v2",
            resources: { cpu: "200m", memory: "128Mi", cpuLimit: "500m", memoryLimit: "256Mi" },
        });
        expect(stores.get("cache")).to.deep.equal({
            name: "cache",
            namespace: "shop",
            host: "cache.example.com",
            port: 6380,
            protocol: "tcp",
            owner: "platform",
            reason: "own AUTH",
            loadBalancer: { kind: "leastRequest" },
            connectionPool: { maxConnections: 100 },
        });
    });

    it("holds what a service promises, in milliseconds, and the tags of a workload's spans", () => {
        const { shop, bank } = changed({
            "shop/services/web/slo": { availability: 99.9, latency: { percent: 99, within: "1s" } },
            "bank/services/accounts/slo": { availability: 99 },
            "shop/workloads/web/spanTags": { brain_region: "occipital" },
        });
        const { services, workloads } = graphOf([
            { file: "catalog/shop.yaml", content: shop },
            { file: "catalog/bank.yaml", content: bank },
        ]);
        expect(services.get("shop/web")?.slo).to.deep.equal({
            availability: 99.9,
            latency: { percent: 99, withinMs: 1000 },
        });
        expect(services.get("bank/accounts")?.slo).to.deep.equal({ availability: 99 });
        expect(services.get("shop/ledger")).to.not.have.property("slo");
        expect(workloads.get("shop/web")?.spanTags).to.deep.equal({ brain_region: "occipital" });
        expect(workloads.get("shop/ledger")).to.not.have.property("spanTags");
    });

    it("holds the edges both ends agree on, sorted", () => {
        const { calls, storeCalls, externalCalls } = graphOf(exampleFiles());
        expect(calls).to.deep.equal([
            { from: "shop/nightly", to: "shop/web", operations: ["browse"] },
            { from: "shop/web", to: "bank/accounts", operations: ["read"], timeout: "5s" },
            { from: "shop/web", to: "shop/ledger", operations: [] },
        ]);
        expect(storeCalls).to.deep.equal([{ from: "shop/web", store: "cache" }]);
        expect(externalCalls).to.deep.equal([{ from: "shop/web", external: "api.example.com" }]);
    });

    it("opens every method of a gRPC service that names none", () => {
        const { shop, bank } = changed({ "bank/services/accounts/operations/transfer/methods": undefined });
        const files = [
            { file: "a", content: shop },
            { file: "b", content: JSON.parse(JSON.stringify(bank)) as unknown },
        ];
        const transfer = graphOf(files).services.get("bank/accounts")?.operations[1];
        expect(transfer?.paths).to.deep.equal(["/bank.v1.Accounts/*"]);
    });

    it("leaves a stream without a timeout and retries that are off without conditions", () => {
        const { shop, bank } = changed({
            "shop/services/web/traffic": { timeout: "none", retries: { attempts: 0 } },
        });
        const graph = graphOf([
            { file: "a", content: shop },
            { file: "b", content: bank },
        ]);
        expect(graph.services.get("shop/web")?.traffic).to.deep.equal({
            retries: { attempts: 0, on: [] },
            loadBalancer: { kind: "leastRequest" },
        });
    });

    it("does not depend on the order of files and keys", () => {
        const reference = graphOf(exampleFiles());
        fc.assert(
            fc.property(
                fc.array(fc.nat(), { minLength: 1, maxLength: 50 }),
                fc.boolean(),
                (numbers, turn) => {
                    let next = 0;
                    const pick = (size: number) => (numbers[next++ % numbers.length] ?? 0) % size;
                    const files = exampleFiles().map(({ file, content }) => ({
                        file,
                        content: shuffled(content, pick),
                    }));
                    const graph = graphOf(turn ? files.reverse() : files);
                    expect(graph).to.deep.equal(reference);
                    expect([...graph.services.keys()]).to.deep.equal([...reference.services.keys()]);
                    expect([...graph.workloads.keys()]).to.deep.equal([...reference.workloads.keys()]);
                },
            ),
            { numRuns: Math.min(numRuns, 300) },
        );
    });

    it("allows cycles of calls", () => {
        const problems = problemsAfter({
            "bank/calls": [{ from: "accounts", service: "shop/web", operations: ["buy"] }],
            "shop/services/web/accepts": [
                { from: "bank/accounts", operations: ["buy"] },
                { from: "nightly", operations: ["browse"] },
            ],
            "shop/services/web/traffic/retries": { attempts: 0 },
        });
        expect(problems).to.deep.equal([]);
    });

    it("lets the pods of a headless service call each other", () => {
        const problems = problemsAfter({
            "shop/services/ledger/accepts/1": { from: "ledger" },
            "shop/calls/5": { from: "ledger", service: "ledger" },
        });
        expect(problems).to.deep.equal([]);
    });

    it("keeps counting list items as written when an item before them cannot be read", () => {
        const problems = problemsAfter({ "shop/calls/0": "web -> web", "shop/calls/4/timeout": "soon" });
        expect(problems.map(({ path }) => path)).to.deep.equal([
            "catalog/shop.yaml: calls[0]",
            "catalog/shop.yaml: calls[4].timeout",
            "catalog/shop.yaml: calls[4].timeout",
        ]);
    });
});

describe("parsing what nobody meant to write", () => {
    it("never throws", () => {
        fc.assert(
            fc.property(
                fc.anything({ withNullPrototype: true, withDate: true, withMap: true }),
                (content) => {
                    const result = parseGraph([{ file: "any.yaml", content }], rollout, options);
                    expect(result.ok).to.equal(false);
                },
            ),
            { numRuns },
        );
    });

    it("never throws where only one value is garbage", () => {
        const paths = [
            "shop/services/web",
            "shop/services/web/ports/http",
            "shop/services/web/operations/buy",
            "shop/services/web/traffic",
            "shop/services/ledger/accepts/0",
            "shop/workloads/web/deployment",
            "shop/calls/2",
            "bank/services/accounts/accepts",
            "bank",
        ];
        const keys = [
            "from",
            "service",
            "methods",
            "paths",
            "ports",
            "timeout",
            "retries",
            "kind",
            "hash",
            "__proto__",
        ];
        const garbage = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...keys), fc.anything()));
        fc.assert(
            fc.property(fc.constantFrom(...paths), garbage, (path, value) => {
                expect(() => problemsAfter({ [path]: value })).to.not.throw();
            }),
            { numRuns: numRuns * 3 },
        );
    });

    it("ends at a depth that no stack can be exhausted by", () => {
        const cyclic: Record<string, unknown> = { namespace: "loop", owners: ["team"] };
        cyclic["services"] = cyclic;
        const result = parseGraph([{ file: "loop.yaml", content: cyclic }], rollout, options);
        const codes = result.ok ? [] : result.problems.map(({ code }) => code);
        expect(codes).to.include("too-deep");
    });

    it("leaves prototypes alone", () => {
        const content: unknown = JSON.parse(
            '{"namespace":"n","owners":["t"],"__proto__":{"polluted":1},"services":{"constructor":{"prototype":{"polluted":1}}}}',
        );
        parseGraph([{ file: "n.yaml", content }], rollout, options);
        expect("polluted" in {}).to.equal(false);
    });

    it("does not find what every object inherits", () => {
        const problems = problemsAfter({
            "shop/calls/1": { from: "toString", service: "valueOf" },
            "shop/services/ledger/accepts": [],
        });
        expect(problems.map(({ code }) => code)).to.deep.equal(["unknown-workload", "unknown-service"]);
    });
});
