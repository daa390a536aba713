import { createHash } from "node:crypto";

/**
 * Short fingerprint of plain data. Components keep this in state instead of their inputs: a graph of a thousand
 * services would otherwise be stored, diffed and shown whole with every change.
 */
export function digest(value: unknown): string {
    return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
