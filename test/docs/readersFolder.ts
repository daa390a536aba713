import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditedLog } from "./auditedLog";
import { today } from "./commandsHere";
import { root } from "./documents";

const recorded = join(root, "test", "ci", "recorded");

/** What a document's reader has changed before it begins: file, what stood there, what stands there now. */
const changes: Readonly<Record<string, readonly (readonly [string, RegExp, string])[]>> = {
    "docs/guides/pull-requests.md": [
        ["catalog/orders.yaml", /(orders-settlement.*)\[report\]/g, "$1[report, refund]"],
        ["Pulumi.dev.yaml", /v1: 90, v2: 10/, "v1: 50, v2: 50"],
    ],
};

/** A checkout with the stacks, and what the reader of a document has beside it and in it. */
export function readersFolder(checkout: string, document: string): void {
    for (const folder of [checkout, join(checkout, "../main"), join(checkout, "../base")]) {
        mkdirSync(folder, { recursive: true });
        cpSync(join(root, "catalog"), join(folder, "catalog"), { recursive: true });
        for (const file of readdirSync(root).filter((each) => /^Pulumi\.\w+\.yaml$/.test(each))) {
            cpSync(join(root, file), join(folder, file));
        }
    }
    for (const [name, before, after] of changes[document] ?? []) {
        const file = join(checkout, name);
        writeFileSync(file, readFileSync(file, "utf8").replace(before, after));
    }
    writeFileSync(join(checkout, "access.log"), auditedLog(join(root, "Pulumi.dev.yaml"), today));
    cpSync(join(recorded, "refresh-drifted.json"), join(checkout, "drift.json"));
    // What other tools rendered, and all that a small cluster has.
    mkdirSync(join(checkout, "rendered"));
    writeFileSync(join(checkout, "rendered", "words.yaml"), words);
    writeFileSync(join(checkout, "cluster.yaml"), words);
}

const words = `apiVersion: v1
kind: ConfigMap
metadata: { name: words, namespace: shop }
data: { greeting: hello }
`;
