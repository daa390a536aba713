import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runAccess } from "../../accessReport/run";
import { styleFor } from "../../accessReport/style";
import { temporaryFolder } from "../support/temporaryFolder";

/** A small stack in a folder of its own: orders may charge payments, and calls one host outside. */
export function town(): { readonly folder: string; readonly stack: string } {
    const folder = temporaryFolder("access");
    mkdirSync(join(folder, "catalog"));
    writeFileSync(
        join(folder, "catalog/shop.yaml"),
        `namespace: shop
owners: [team-shop]
workloads: { orders: {}, payments: {}, idle: {} }
services:
  payments:
    workload: payments
    ports: { http: { port: 80, targetPort: 8080, protocol: http } }
    operations:
      charge: { methods: [POST], paths: [/charge] }
      report: { methods: [GET], paths: ["/reports/*"] }
    accepts: [{ from: shop/orders, operations: [charge] }]
externals: { bank.example.com: { port: 443, protocol: tls, owner: shop } }
calls:
  - { from: orders, service: payments, operations: [charge] }
  - { from: payments, external: bank.example.com }
`,
    );
    const stack = join(folder, "Pulumi.test.yaml");
    writeFileSync(
        stack,
        `config:
  meshwright:environment: test
  meshwright:revisions: { 1-31-1: { version: 1.31.1 } }
  meshwright:tags: { default: 1-31-1, stable: 1-31-1 }
  meshwright:namespaces: { shop: { stage: enforced } }
`,
    );
    return { folder, stack };
}

export interface Run {
    readonly status: number;
    readonly stdout: string;
    readonly stderr: string;
}

export function access(...args: readonly string[]): Run {
    let stdout = "";
    let stderr = "";
    const status = runAccess(args, "2026-11-20", {
        out: (text) => {
            stdout += text;
        },
        err: (text) => {
            stderr += text;
        },
        style: styleFor(false, undefined),
    });
    return { status, stdout, stderr };
}
