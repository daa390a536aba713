import { CORE_SCHEMA, load, Type, YAMLException } from "js-yaml";
import { sizeProblem } from "./size";
import type { Chunk } from "./splitDocuments";

/** What a document holds, or why it cannot be read and where. */
export type Reading = { readonly value: unknown } | { readonly problem: string; readonly line: number };

// Timestamps stay text, as they do on the way to an API server; merge keys are widely used in manifests.
const mergeKey = new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text) => text === "<<" });
const schema = CORE_SCHEMA.extend({ implicit: [mergeKey] });

/**
 * Reads one document. This parser keeps no positions and is several times faster than the one that does, which is
 * asked only for documents that a finding is about.
 */
export function readDocument({ text, line }: Chunk): Reading {
    let value: unknown;
    try {
        value = /^\s*[{[]/.test(text) ? readJson(text) : load(text, { schema });
    } catch (error) {
        if (isTemplate(text)) {
            return { problem: templateProblem, line: line + lineOf(text, "{{") };
        }
        return {
            problem: `is no YAML: ${reasonOf(error)}`,
            line: line + (error instanceof YAMLException ? (error.mark?.line ?? 0) : 0),
        };
    }
    const problem = sizeProblem(value) ?? (hasMapAsKey(value) ? templateProblem : undefined);
    if (problem !== undefined) {
        return { problem, line: line + (problem === templateProblem ? Math.max(0, lineOf(text, "{{")) : 0) };
    }
    return { value };
}

const templateProblem =
    "is a Helm template and no manifest yet; render it first: helm template CHART | npm run policy:check -- -";

/** JSON may be indented with tabs, which YAML forbids. */
function readJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return load(text, { schema });
    }
}

function isTemplate(text: string): boolean {
    return /\{\{-?\s*[^}\s]/.test(text);
}

function lineOf(text: string, part: string): number {
    const at = text.indexOf(part);
    return at < 0 ? 0 : text.slice(0, at).split("\n").length - 1;
}

/** `replicas: {{ .Values.replicas }}` is YAML by accident: a map whose key is a map. */
function hasMapAsKey(value: unknown): boolean {
    if (typeof value !== "object" || value === null) {
        return false;
    }
    return (
        (!Array.isArray(value) && Object.hasOwn(value, "[object Object]")) ||
        Object.values(value).some(hasMapAsKey)
    );
}

function reasonOf(error: unknown): string {
    if (error instanceof YAMLException) {
        return error.reason;
    }
    return error instanceof RangeError ? "it is nested too deep" : String(error);
}
