import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { readCatalog } from "../../catalogFiles";
import { parseGraph, type ServiceGraph } from "../../components/graph";
import { formatProblems } from "../../components/problems";
import { parseSettings, type Settings } from "../../settings";

const root = join(__dirname, "..", "..");

function settingsOf(stack: string): Settings {
    const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
        readonly config: Readonly<Record<string, unknown>>;
    };
    const own = Object.entries(config).map(([key, value]) => [key.replace(/^meshwright:/, ""), value]);
    const result = parseSettings(Object.fromEntries(own) as Record<string, unknown>, { today: "2026-12-01" });
    expect(result).to.deep.include({ ok: true, warnings: [] });
    if (!result.ok) {
        throw new Error(stack);
    }
    return result.value;
}

function graphOf(stack: string): ServiceGraph {
    const { files, problems } = readCatalog(join(root, "catalog"));
    expect(problems).to.deep.equal([]);
    const result = parseGraph(files, settingsOf(stack).rollout, { clusterDomain: "cluster.local" });
    if (!result.ok) {
        throw new Error(formatProblems(stack, result.problems));
    }
    expect(result.warnings.map(({ code, path }) => `${code} ${path.replace(/.*\//, "")}`)).to.deep.equal(
        knownWarnings,
    );
    return result.value;
}

/** What its own sources ask for and the graph arithmetic finds fault with. */
const knownWarnings = [
    "retries-in-circle consciousness.yaml: calls[5]",
    "timeout-out-of-reach core.yaml: services.maximus-oraculo.traffic.retries.perTryTimeout",
    "timeout-out-of-reach ml.yaml: services.maximus-predict.traffic.retries.perTryTimeout",
];

describe("the shipped catalogue", () => {
    for (const stack of ["dev", "prod"]) {
        it(`has no problem and only the known warnings in ${stack}, and every service a deployment`, () => {
            const graph = graphOf(stack);
            expect(graph.services.size).to.be.at.least(14);
            for (const { id, workload } of graph.services.values()) {
                expect(graph.workloads.get(workload)?.deployment, id).to.not.equal(undefined);
                expect(graph.namespaces.get(id.split("/")[0] ?? "")?.deploy, id).to.equal(true);
            }
        });
    }

    it("has jobs, a gRPC service, a StatefulSet and a stream among its services", () => {
        const { services, workloads } = graphOf("dev");
        const kinds = new Set([...workloads.values()].map(({ deployment }) => deployment?.kind));
        expect([...kinds].sort()).to.deep.equal(["CronJob", "Deployment", "Job", "StatefulSet"]);
        const protocols = new Set(
            [...services.values()].flatMap(({ ports }) => ports.map((port) => port.protocol)),
        );
        expect([...protocols].sort()).to.deep.equal(["grpc", "http"]);
        expect([...services.values()].filter(({ traffic }) => traffic.timeout === undefined)).to.have.length(
            1,
        );
        expect([...services.values()].filter(({ headless }) => headless)).to.have.length(1);
    });

    const least = { kind: "leastRequest" };
    const safe = ["cancelled", "connect-failure", "refused-stream", "unavailable"];
    const traffic = {
        "core/maximus-core-service": {
            timeout: "30s",
            retries: { attempts: 3, perTryTimeout: "2s", on: ["5xx", "connect-failure", "reset"] },
            loadBalancer: least,
        },
        "ml/maximus-predict": {
            timeout: "60s",
            retries: {
                attempts: 2,
                perTryTimeout: "5s",
                on: ["connect-failure", "refused-stream", "reset-before-request"],
            },
            loadBalancer: { kind: "roundRobin" },
        },
        "core/maximus-oraculo": {
            timeout: "30s",
            retries: { attempts: 2, perTryTimeout: "3s", on: safe },
            loadBalancer: least,
        },
        "consciousness/consciousness-services": {
            timeout: "10s",
            retries: { attempts: 3, perTryTimeout: "2s", on: safe },
            loadBalancer: least,
        },
    };
    for (const [id, expected] of Object.entries(traffic)) {
        it(`has the timeout, retries and balancer that ${id} asks for`, () => {
            expect(graphOf("prod").services.get(id)?.traffic).to.deep.equal(expected);
        });
    }

    const pools = {
        "core/maximus-core-service": [{ maxConnections: 100, maxRequestsPerConnection: 2 }, 5, "30s", 50],
        "ml/maximus-predict": [
            { maxConnections: 50, maxRequests: 50, maxRequestsPerConnection: 1 },
            10,
            "60s",
            30,
        ],
        "consciousness/thalamus": [{ maxConnections: 200, maxRequestsPerConnection: 10 }, 5, "30s", 50],
        "consciousness/visual-cortex": [{ maxConnections: 50 }, 3, "15s", 80],
        "users/user-service": [
            { maxConnections: 100, http1MaxPendingRequests: 10, maxRequestsPerConnection: 10 },
            5,
            "30s",
            50,
        ],
        "orders/orders-service": [{ maxConnections: 100, http1MaxPendingRequests: 1000 }, 5, "30s", 50],
    } as const;
    for (const [id, [pool, errors, ejection, percent]] of Object.entries(pools)) {
        it(`limits ${id} as asked`, () => {
            const service = graphOf("prod").services.get(id);
            expect(service?.connectionPool).to.deep.equal(pool);
            expect(service?.outlierDetection).to.deep.equal({
                consecutive5xxErrors: errors,
                interval: "10s",
                baseEjectionTime: ejection,
                maxEjectionPercent: percent,
            });
        });
    }

    it("hashes sessions of thalamus, spreads kafka at random and gives redis a thousand connections", () => {
        const { services, stores } = graphOf("prod");
        expect(services.get("consciousness/thalamus")?.traffic.loadBalancer).to.deep.equal({
            kind: "hash",
            header: "x-session-id",
        });
        expect(stores.get("kafka")?.loadBalancer.kind).to.equal("random");
        expect(stores.get("redis")?.connectionPool).to.deep.equal({ maxConnections: 1000 });
    });

    it("names each exempted store with its reason, and no other", () => {
        const { stores } = graphOf("prod");
        expect([...stores.keys()]).to.deep.equal(["kafka", "postgres-immunity", "postgres-main", "redis"]);
    });

    it("keeps the consciousness services away from the gateway", () => {
        const { calls } = graphOf("prod");
        const fromGateway = calls.filter(({ from }) => from.startsWith("edge/")).map(({ to }) => to);
        expect(fromGateway.filter((to) => to.startsWith("consciousness/"))).to.deep.equal([]);
        expect(fromGateway).to.have.length(5);
    });
});

describe("the shipped stacks", () => {
    it("audit one of the namespaces with workloads in dev and enforce all of them in prod", () => {
        const unfinished = (stack: string) =>
            [...settingsOf(stack).rollout.namespaces]
                .filter(([, { stage, deploy }]) => deploy && stage !== "enforced")
                .map(([name, { stage }]) => `${name} ${stage}`);
        expect(unfinished("dev")).to.deep.equal(["consciousness audit"]);
        expect(unfinished("prod")).to.deep.equal([]);
    });

    it("run two control planes and more than one pod of everything that serves in prod", () => {
        const { controlPlane } = settingsOf("prod");
        expect(controlPlane.replicas).to.equal(2);
        const { services, workloads } = graphOf("prod");
        const single = [...services.values()].filter(
            ({ workload }) => workloads.get(workload)?.deployment?.replicas === 1,
        );
        expect(single.map(({ id }) => id)).to.deep.equal([]);
    });
});
