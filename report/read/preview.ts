import { readFileSync } from "node:fs";
import type { Manifest } from "../../components/istio/types";
import { problem, type Result } from "../../components/problems";
import type { Facts, Side } from "../side";
import { factsIn } from "./factsIn";

/** Both states that a preview speaks of, and what the engine would do between them. */
export interface PreviewedChange {
    readonly before: Side;
    readonly after: Side;
    readonly steps: readonly PreviewStep[];
}

/** What the engine would do to one object. */
export interface PreviewStep {
    readonly op: string;
    readonly object: Manifest;
    /** Fields for which it would be replaced. */
    readonly reasons: readonly string[];
}

interface State {
    readonly type?: string;
    readonly inputs?: unknown;
}

interface Document {
    readonly steps?: readonly {
        readonly op: string;
        readonly oldState?: State;
        readonly newState?: State;
        readonly replaceReasons?: readonly string[] | null;
    }[];
    readonly changeSummary?: Readonly<Record<string, number>>;
}

/** Halves of a replacement, which another step speaks of whole, and what only looks. */
const partial = new Set(["delete-replaced", "create-replacement", "read", "refresh", "discard"]);

/**
 * A file that `pulumi preview --json --show-sames` wrote. What secrets hold is not in it: the engine writes `[secret]`.
 * `known` are the facts that synth wrote beside the same stack's objects, for workloads that others deploy.
 */
export function readPreview(file: string, known?: Facts): Result<PreviewedChange> {
    let document: Document;
    try {
        document = JSON.parse(readFileSync(file, "utf8")) as Document;
    } catch (error) {
        return refused(file, `cannot be read as JSON: ${(error as Error).message}`);
    }
    const { steps, changeSummary = {} } = document;
    if (!Array.isArray(steps)) {
        return refused(file, "has no steps; write it with pulumi preview --json --show-sames");
    }
    if ((changeSummary["same"] ?? 0) > steps.filter(({ op }) => op === "same").length) {
        const message = "leaves out what stays the same, without which nobody can tell who may call whom";
        return refused(file, `${message}; write it with pulumi preview --json --show-sames`);
    }
    const before: Manifest[] = [];
    const after: Manifest[] = [];
    const told: PreviewStep[] = [];
    for (const { op, oldState, newState, replaceReasons } of steps as NonNullable<Document["steps"]>) {
        const [was, is] = [oldState, newState].map(objectIn);
        const object = is ?? was;
        if (partial.has(op) || object === undefined) {
            continue;
        }
        before.push(...(was === undefined || op === "create" ? [] : [was]));
        after.push(...(op === "delete" ? [] : [is ?? object]));
        told.push({ op, object, reasons: replaceReasons ?? [] });
    }
    const side = (name: string, objects: readonly Manifest[]): Side => ({
        name,
        objects,
        ...factsIn(objects, known),
    });
    return {
        ok: true,
        value: { before: side(`${file}, before`, before), after: side(`${file}, after`, after), steps: told },
        warnings: [],
    };
}

/** A Kubernetes object; components, providers and releases are none, and a patch is only a part of one. */
function objectIn(state: State | undefined): Manifest | undefined {
    const { apiVersion, kind, metadata } = (state?.inputs ?? {}) as Partial<Manifest>;
    const isObject =
        state?.type?.startsWith("kubernetes:") === true &&
        !state.type.endsWith("Patch") &&
        typeof apiVersion === "string" &&
        typeof kind === "string";
    return isObject && typeof metadata?.name === "string" ? (state?.inputs as Manifest) : undefined;
}

function refused(
    file: string,
    message: string,
): { readonly ok: false; readonly problems: [ReturnType<typeof problem>] } {
    return { ok: false, problems: [problem("preview", file, message)] };
}
