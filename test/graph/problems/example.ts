import { type CatalogFile, parseGraph } from "../../../components/graph";
import type { Problem } from "../../../components/problems";
import { parseSettings } from "../../../settings";

/** A catalogue of two namespaces and a stack, without any problem; each case changes as little as it can. */
const example = {
    shop: {
        namespace: "shop",
        owners: ["team-shop"],
        workloads: {
            web: {
                deployment: {
                    image: "registry.example.com/shop/web:1.0.0",
                    probe: { path: "/healthz", port: 8080 },
                },
            },
            ledger: {
                deployment: {
                    kind: "StatefulSet",
                    image: "registry.example.com/shop/ledger:1.0.0",
                    probe: { port: 7000 },
                    volumes: [{ name: "data", mountPath: "/var/lib/ledger", size: "10Gi" }],
                },
            },
            nightly: {
                deployment: {
                    kind: "CronJob",
                    schedule: "0 3 * * *",
                    image: "registry.example.com/shop/nightly:1.0.0",
                },
            },
        },
        services: {
            web: {
                workload: "web",
                ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
                operations: {
                    browse: { methods: ["GET"], paths: ["/items", "/items/*"] },
                    buy: { methods: ["POST"], paths: ["/orders"] },
                },
                accepts: "declared",
                traffic: { timeout: "10s", retries: { attempts: 2, perTryTimeout: "2s", on: ["5xx"] } },
            },
            ledger: {
                workload: "ledger",
                headless: true,
                ports: { tcp: { port: 7000, protocol: "tcp" } },
                accepts: [{ from: "web" }],
            },
        },
        stores: { cache: { port: 6379, owner: "platform", reason: "own AUTH" } },
        externals: { "api.example.com": { port: 443, protocol: "tls", owner: "partner" } },
        calls: [
            { from: "nightly", service: "web", operations: ["browse"] },
            { from: "web", service: "ledger" },
            { from: "web", service: "bank/accounts", operations: ["read"], timeout: "5s" },
            { from: "web", store: "cache" },
            { from: "web", external: "api.example.com" },
        ],
    },
    bank: {
        namespace: "bank",
        owners: ["team-bank"],
        workloads: { accounts: {} },
        services: {
            accounts: {
                workload: "accounts",
                ports: {
                    grpc: { port: 9000, protocol: "grpc" },
                    http: { port: 80, targetPort: 8080, protocol: "http" },
                },
                operations: {
                    read: { methods: ["GET"], paths: ["/accounts/*"] },
                    transfer: { grpc: "bank.v1.Accounts", methods: ["Transfer"] },
                },
                accepts: [{ from: "shop/web", operations: ["read"] }],
            },
        },
    },
    stack: {
        environment: "test",
        revisions: { "1-31-1": { version: "1.31.1" } },
        tags: { default: "1-31-1", stable: "1-31-1" },
        namespaces: { shop: { stage: "enforced", deploy: true }, bank: { stage: "enforced" } },
        stores: { cache: { host: "cache.example.com" } },
        gateways: { "istio-egressgateway": { kind: "egress" } },
    },
};

export const today = "2026-11-21";

/** Says "take this key out" in a change. */
export const gone = Symbol("gone");

/** `shop/services/web/ports/http/port` to its new value; the first step is shop, bank or stack. */
export type Change = Readonly<Record<string, unknown>>;

/** One thing that is wrong, and every word that is said about it. */
export interface Case {
    readonly title: string;
    readonly change: Change;
    readonly codes: readonly string[];
    /** The problems as they are printed, in order, with nothing beside them. */
    readonly says: readonly string[];
}

/** A problem as it is printed. */
export function printed({ path, message, severity }: Problem): string {
    return `${path}: ${severity === "warning" ? "warning: " : ""}${message}`;
}

/** Everything the parsers say about the example after a change. */
export function problemsAfter(change: Change): readonly Problem[] {
    const { shop, bank, stack } = changed(change);
    const settings = parseSettings(stack as Record<string, unknown>, { today });
    if (!settings.ok) {
        return settings.problems;
    }
    const files: CatalogFile[] = [
        { file: "catalog/shop.yaml", content: shop },
        { file: "catalog/bank.yaml", content: bank },
    ];
    const { rollout, scope } = settings.value;
    const graph = parseGraph(files, rollout, { clusterDomain: "cluster.local", scope });
    return [...settings.warnings, ...(graph.ok ? graph.warnings : graph.problems)];
}

export function changed(change: Change): Readonly<Record<string, unknown>> {
    const copy: Record<string, unknown> = structuredClone(example);
    for (const [path, value] of Object.entries(change)) {
        const steps = path.split("/").map((step) => step.replaceAll("|", "/"));
        const last = steps.pop() ?? "";
        const container = steps.reduce<unknown>((at, step) => childOf(at, step), copy);
        if (typeof container !== "object" || container === null) {
            throw new Error(`nothing at ${path}`);
        }
        if (value === gone) {
            delete (container as Record<string, unknown>)[last];
        } else {
            Object.defineProperty(container, last, {
                value,
                enumerable: true,
                writable: true,
                configurable: true,
            });
        }
    }
    return copy;
}

function childOf(container: unknown, step: string): unknown {
    return typeof container === "object" && container !== null
        ? (container as Record<string, unknown>)[step]
        : undefined;
}
