import { readFileSync } from "node:fs";
import type { Manifest } from "../../components/istio/types";
import { problem, type Result } from "../../components/problems";
import { isSame } from "../objects/isSame";
import { titleOf } from "../objects/names";
import { engineFindings } from "../policies/engineFindings";
import type { PolicyFinding } from "../policies/findings";
import type { Facts, Side } from "../side";
import { factsIn } from "./factsIn";
import { isRecord } from "./isFacts";
import { type PreviewDocument, previewDocument, type RawState, type RawStep } from "./previewDocument";
import { type ResourceStep, resourceStep } from "./resourceStep";
import { settled } from "./settled";
import { holdsSecret, secretFields, shownInputs, unknown } from "./shownInputs";
import { withoutNulls } from "./withoutNulls";

/** Both states that a preview speaks of, and what it says of the way between them. */
export interface PreviewedChange {
    readonly before: Side;
    readonly after: Side;
    readonly preview: Preview;
}

/** What the engine would do between both states, and what it has to say of it. */
export interface Preview {
    readonly steps: readonly PreviewStep[];
    /** The same of resources that are no objects. */
    readonly resources: readonly ResourceStep[];
    /** Why it failed, in the words of whatever did; then the steps are only those it came to. */
    readonly errors: readonly string[];
    /** What policies object to; absent where it tells of none, which is not to say that none objects. */
    readonly findings?: readonly PolicyFinding[];
}

/** What the engine would do to one object. */
export interface PreviewStep {
    readonly op: string;
    readonly object: Manifest;
    /** Fields for which it would be replaced. */
    readonly reasons: readonly string[];
    /** Fields that differ in a secret, which nobody is shown; empty where it is not said which. */
    readonly secrets?: readonly string[];
    /** Fields that are not known before the update; of these, `object` has what was there. */
    readonly unknowns?: readonly string[];
}

/** Halves of a replacement, which another step speaks of whole, and what only looks. */
const partial = new Set(["delete-replaced", "create-replacement", "read", "refresh", "discard"]);

/**
 * A file that `pulumi preview --json --show-sames` wrote, as one document or as a stream of events. No secret gets from
 * it into a report: of states `[secret]` alone is taken over, and debug lines, which hold them, are not read. `known` are
 * the facts that synth wrote beside the same stack's objects, for workloads that others deploy.
 */
export function readPreview(file: string, known?: Facts): Result<PreviewedChange> {
    let document: PreviewDocument | undefined;
    try {
        document = previewDocument(readFileSync(file, "utf8"));
    } catch (error) {
        return refused(file, `cannot be read as JSON: ${(error as Error).message}`);
    }
    if (document === undefined) {
        return refused(
            file,
            "has no steps, or ends before its summary; write it with pulumi preview --json --show-sames",
        );
    }
    const { steps, same, errors, policies } = document;
    if (same > steps.filter(({ op }) => op === "same").length) {
        const message = "leaves out what stays the same, without which nobody can tell who may call whom";
        return refused(file, `${message}; write it with pulumi preview --json --show-sames`);
    }
    const stateless = steps.find((each) => !partial.has(each.op) && !each.before && !each.after);
    if (stateless !== undefined) {
        const message = `lacks the states of ${stateless.urn ?? "a step"}, without which nobody can tell what changes`;
        return refused(file, `${message}; write it with pulumi preview --json --show-sames`);
    }
    const { before, after, told, resources, titles } = statesIn(steps);
    const side = (name: string, objects: readonly Manifest[]): Side => ({
        name,
        objects,
        ...factsIn(objects, known),
    });
    return {
        ok: true,
        value: {
            before: side(`${file}, before`, before),
            after: side(`${file}, after`, after),
            preview: {
                steps: told,
                resources,
                errors,
                ...(policies === undefined
                    ? {}
                    : { findings: engineFindings(policies, (urn) => titles.get(urn)) }),
            },
        },
        warnings: [],
    };
}

interface States {
    readonly before: readonly Manifest[];
    readonly after: readonly Manifest[];
    readonly told: readonly PreviewStep[];
    readonly resources: readonly ResourceStep[];
    /** What a reader calls an object, by its URN. */
    readonly titles: ReadonlyMap<string, string>;
}

function statesIn(steps: readonly RawStep[]): States {
    const before: Manifest[] = [];
    const after: Manifest[] = [];
    const told: PreviewStep[] = [];
    const resources: ResourceStep[] = [];
    const titles = new Map<string, string>();
    for (const step of steps.filter(({ op }) => !partial.has(op))) {
        const { op, urn = "", replaceReasons } = step;
        const [was, is] = [step.before, step.after].map((state) => objectIn(state, urn));
        const now = is && settled(is, was);
        const object = now?.object ?? was;
        if (object === undefined) {
            const resource = op === "same" ? undefined : resourceStep(step);
            resources.push(...(resource === undefined ? [] : [resource]));
            continue;
        }
        titles.set(urn, titleOf(object));
        before.push(...(was === undefined || op === "create" ? [] : [was]));
        after.push(...(op === "delete" ? [] : [object]));
        const unknowns = now === undefined || now.unknowns.length === 0 ? {} : { unknowns: now.unknowns };
        told.push({ op, object, reasons: replaceReasons ?? [], ...unknowns, ...secretsOf(step, was, is) });
    }
    return { before, after, told, resources, titles };
}

/**
 * A Kubernetes object; components, providers and releases are none, and a patch is only a part of one. One whose name is
 * not known before it is there goes by that of its resource: left out, it would come into being unsaid.
 */
function objectIn(state: RawState | null | undefined, urn: string): Manifest | undefined {
    const inputs = withoutNulls(shownInputs(state?.inputs ?? {})) as Partial<Manifest>;
    const { apiVersion, kind, metadata } = inputs;
    const isObject =
        state?.type?.startsWith("kubernetes:") === true &&
        !state.type.endsWith("Patch") &&
        typeof apiVersion === "string" &&
        typeof kind === "string" &&
        !kind.endsWith("List");
    if (!isObject) {
        return undefined;
    }
    const name = urn.split("::").at(-1) ?? urn;
    return typeof metadata?.name === "string" && metadata.name !== unknown
        ? (inputs as Manifest)
        : ({ ...inputs, metadata: { ...(isRecord(metadata) ? metadata : {}), name } } as Manifest);
}

/** What of an update shows only in what is secret. */
function secretsOf(
    { op, fields = [] }: RawStep,
    was: Manifest | undefined,
    is: Manifest | undefined,
): Pick<PreviewStep, "secrets"> {
    const secrets = op === "update" ? secretFields(fields, was, is) : [];
    const isUnsaid = op === "update" && fields.length === 0 && isSame(was, is) && holdsSecret(is);
    return secrets.length > 0 || isUnsaid ? { secrets } : {};
}

function refused(
    file: string,
    message: string,
): { readonly ok: false; readonly problems: [ReturnType<typeof problem>] } {
    return { ok: false, problems: [problem("preview", file, message)] };
}
