import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import { yamlText } from "../../synth/yamlText";
import {
    callOf,
    deploymentOf,
    externalOf,
    graphOf,
    namespaceOf,
    operationOf,
    portOf,
    serviceOf,
    storeOf,
    workloadOf,
} from "../support/graphs";
import { testTarget } from "../support/target";

/** One of everything, small enough to read: the files beside this one are for people. */
function village(): ServiceGraph {
    return graphOf({
        namespaces: [
            namespaceOf("edge", "enforced", { deploy: true }),
            namespaceOf("shop", "enforced", { deploy: true }),
            namespaceOf("lab", "audit"),
            namespaceOf("yard", "off"),
        ],
        workloads: [
            workloadOf("edge/gateway", {
                deployment: deploymentOf({ replicas: 2, probe: { port: 8080, path: "/ready" } }),
            }),
            workloadOf("shop/orders", {
                serviceAccount: "orders-runner",
                deployment: deploymentOf({ writable: ["/tmp"], probe: { port: 8080 } }),
            }),
            workloadOf("shop/ledger", {
                deployment: deploymentOf({
                    kind: "StatefulSet",
                    volumes: [{ name: "data", mountPath: "/data", size: "1Gi" }],
                }),
            }),
            workloadOf("shop/report", {
                deployment: deploymentOf({ kind: "CronJob", schedule: "0 3 * * *" }),
            }),
            workloadOf("lab/probe"),
            workloadOf("yard/old"),
        ],
        services: [
            serviceOf("shop/orders", {
                ports: [portOf("http", 80, 8080), portOf("rpc", 9000, 50051, "grpc")],
                operations: [
                    operationOf("read", ["GET", "HEAD"], ["/orders", "/orders/*"], ["http"]),
                    operationOf("write", ["DELETE", "PUT"], ["/orders/*"], ["http"]),
                    operationOf("stream", ["POST"], ["/shop.v1.Orders/*"], ["rpc"]),
                ],
                subsets: [{ name: "v1", labels: { version: "v1" } }],
            }),
            serviceOf("shop/ledger", { headless: true, ports: [portOf("ledger", 5432, 5432, "tcp")] }),
            serviceOf("lab/probe"),
        ],
        stores: [storeOf("redis", "shop")],
        externals: [externalOf("auth.example.com", "edge")],
        calls: [
            callOf("edge/gateway", "shop/orders", ["read", "write"], "5s"),
            callOf("lab/probe", "shop/orders", ["read"]),
            callOf("shop/orders", "shop/ledger", []),
            callOf("shop/report", "shop/ledger", []),
            callOf("shop/report", "lab/probe"),
        ],
        storeCalls: [
            { from: "shop/orders", store: "redis" },
            { from: "edge/gateway", store: "redis" },
        ],
        externalCalls: [{ from: "edge/gateway", external: "auth.example.com" }],
    });
}

describe("the golden village", () => {
    const folder = join(__dirname, "golden");
    const files = new Map(
        [...derive(village(), testTarget).namespaces].map(([namespace, manifests]) => [
            `${namespace}.yaml`,
            manifests.map(yamlText).join("---\n"),
        ]),
    );
    if (process.env["UPDATE_GOLDEN"] !== undefined) {
        mkdirSync(folder, { recursive: true });
        for (const [file, text] of files) {
            writeFileSync(join(folder, file), text);
        }
    }

    for (const [file, text] of files) {
        it(`${file} is as committed; if the change is meant, run npm run golden:update and review it`, () => {
            expect(text).to.equal(readFileSync(join(folder, file), "utf8"));
        });
    }

    it("has a file for each namespace and no other", () => {
        expect(readdirSync(folder).sort()).to.deep.equal([...files.keys()].sort());
    });
});
