import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangeReport } from "../../../report/changeReport";
import { compare } from "../../../report/compare";
import { readPreview } from "../../../report/read/preview";

const folder = mkdtempSync(join(tmpdir(), "meshwright-preview-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** A file as the engine writes it. */
export function written(document: object): string {
    const file = join(folder, "preview.json");
    writeFileSync(file, JSON.stringify({ changeSummary: {}, ...document }));
    return file;
}

export function step(op: string, apiVersion: string, kind: string, content: object, name = "thing"): object {
    const inputs = { apiVersion, kind, metadata: { namespace: "shop", name }, ...content };
    const state = { type: `kubernetes:${apiVersion}:${kind}`, inputs };
    return {
        op,
        ...(op === "create" ? {} : { oldState: state }),
        ...(op === "delete" ? {} : { newState: state }),
    };
}

export function resource(
    op: string,
    type: string,
    name: string,
    was: object,
    is: object = was,
    more: object = {},
): object {
    const { custom = true, ...rest } = more as { readonly custom?: boolean };
    const urn = `urn:pulumi:dev::mesh::${type}::${name}`;
    return {
        op,
        urn,
        ...(op === "create" ? {} : { oldState: { type, custom, inputs: was } }),
        ...(op === "delete" ? {} : { newState: { type, custom, inputs: is } }),
        ...rest,
    };
}

export function reportOf(file: string): ChangeReport {
    const change = readPreview(file);
    if (!change.ok) {
        throw new Error(change.problems.map(({ message }) => message).join("\n"));
    }
    return compare(change.value.before, change.value.after, undefined, change.value.preview);
}
