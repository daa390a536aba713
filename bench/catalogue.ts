import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Services of one namespace, about what one team owns. */
const perNamespace = 25;
const callsEach = 5;

/**
 * Writes a stack of `count` services with five calls each, over namespaces of 25, each with a store and an external
 * host that every workload calls, a subset on every service, and everything deployed. The same text every time.
 * Returns the path of its stack file.
 */
export function writeStack(folder: string, count: number): string {
    const namespaces = Math.ceil(count / perNamespace);
    mkdirSync(join(folder, "catalog"), { recursive: true });
    for (let namespace = 0; namespace < namespaces; namespace++) {
        const first = namespace * perNamespace;
        const text = namespaceText(namespace, first, Math.min(first + perNamespace, count), count);
        writeFileSync(join(folder, "catalog", `${namespaceName(namespace)}.yaml`), text);
    }
    const stackFile = join(folder, "Pulumi.bench.yaml");
    writeFileSync(stackFile, stackText(namespaces));
    return stackFile;
}

function namespaceText(namespace: number, first: number, end: number, count: number): string {
    const workloads: string[] = [];
    const services: string[] = [];
    const calls: string[] = [];
    for (let service = first; service < end; service++) {
        workloads.push(
            `  w${service}:`,
            `    deployment: { image: "registry.example.com/w${service}:1.0.0", replicas: ${1 + (service % 3)}, probe: { path: /healthz, port: 8080 } }`,
        );
        services.push(
            `  s${service}:`,
            `    workload: w${service}`,
            "    ports: { http: { port: 80, targetPort: 8080, protocol: http } }",
            "    operations:",
            `      read: { methods: [GET, HEAD], paths: [/api/v1/s${service}, "/api/v1/s${service}/*"] }`,
            `      write: { methods: [POST, PUT], paths: ["/api/v1/s${service}/*"] }`,
            "    accepts:",
            ...callersOf(service, count).map(
                (caller) => `      - { from: ${workloadId(caller)}, operations: [${operationsOf(caller)}] }`,
            ),
            "    subsets: { v1: { version: v1 } }",
            "    traffic: { timeout: 30s, retries: { attempts: 3, on: [connect-failure, refused-stream] } }",
        );
        for (let call = 0; call < callsEach; call++) {
            const callee = (service + distance(call, count)) % count;
            calls.push(
                `  - { from: w${service}, service: ${namespaceName(Math.floor(callee / perNamespace))}/s${callee}, operations: [${operationsOf(service)}] }`,
            );
        }
        calls.push(`  - { from: w${service}, store: store-${namespace} }`);
        calls.push(`  - { from: w${service}, external: api-${namespace}.example.com }`);
    }
    return [
        `namespace: ${namespaceName(namespace)}`,
        `owners: [team-${namespace}]`,
        "workloads:",
        ...workloads,
        "services:",
        ...services,
        "stores:",
        `  store-${namespace}: { port: 6379, protocol: tcp, owner: data, reason: "own authentication" }`,
        "externals:",
        `  api-${namespace}.example.com: { port: 443, protocol: tls, owner: partner }`,
        "calls:",
        ...calls,
        "",
    ].join("\n");
}

function stackText(namespaces: number): string {
    const each = (line: (namespace: number) => string): string[] =>
        Array.from({ length: namespaces }, (_, namespace) => line(namespace));
    return [
        "config:",
        "  meshwright:environment: bench",
        "  meshwright:revisions: { 1-31-1: { version: 1.31.1 } }",
        "  meshwright:tags: { default: 1-31-1, stable: 1-31-1 }",
        "  meshwright:namespaces:",
        ...each((namespace) => `    ${namespaceName(namespace)}: { stage: enforced, deploy: true }`),
        "  meshwright:stores:",
        ...each((namespace) => `    store-${namespace}: { host: store-${namespace}.data.example.com }`),
        "",
    ].join("\n");
}

/** How far away the callee of a service's n-th call is: two near ones, three in other namespaces. */
function distance(call: number, count: number): number {
    return [1, 7, perNamespace + 1, 4 * perNamespace + 3, Math.floor(count / 2) + 11][call] ?? 1;
}

function callersOf(service: number, count: number): number[] {
    return Array.from(
        { length: callsEach },
        (_, call) => (service - distance(call, count) + 2 * count) % count,
    );
}

/** Most only read. */
function operationsOf(caller: number): string {
    return caller % 4 === 0 ? "read, write" : "read";
}

function workloadId(workload: number): string {
    return `${namespaceName(Math.floor(workload / perNamespace))}/w${workload}`;
}

function namespaceName(namespace: number): string {
    return `team-${String(namespace).padStart(4, "0")}`;
}
