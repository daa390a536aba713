import type { PolicyEvent } from "../policies/engineFindings";
import { isRecord } from "./isFacts";

/** What the engine printed of a preview, whichever way it was asked for. */
export interface PreviewDocument {
    readonly steps: readonly RawStep[];
    /** How many resources it counted as staying the same. */
    readonly same: number;
    /** Errors of program, provider and engine, in their words. */
    readonly errors: readonly string[];
    /** Absent where nothing is told of policies: the one document leaves them out. */
    readonly policies?: readonly PolicyEvent[];
}

/** One step, with the states it leads between. */
export interface RawStep {
    readonly op: string;
    readonly urn?: string;
    readonly before?: RawState | null;
    readonly after?: RawState | null;
    readonly replaceReasons?: readonly string[] | null;
    /** Which fields differ, as far as the engine says. */
    readonly fields?: readonly string[];
}

export interface RawState {
    readonly type?: string;
    /** Whether a provider makes it; components and the stack are only names. */
    readonly custom?: boolean;
    readonly inputs?: unknown;
}

/** One document, as `pulumi preview --json` prints it. */
interface Digest {
    readonly steps?: readonly (Omit<RawStep, "before" | "after" | "fields"> & {
        readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
        readonly diffReasons?: readonly string[] | null;
        readonly oldState?: RawState | null;
        readonly newState?: RawState | null;
    })[];
    readonly changeSummary?: Readonly<Record<string, number>>;
    readonly duration?: unknown;
    readonly diagnostics?: readonly Diagnostic[];
}

interface Diagnostic {
    readonly message?: string;
    readonly severity?: string;
}

/** One event on a line, as the same command prints it with PULUMI_ENABLE_STREAMING_JSON_PREVIEW. */
interface EngineEvent {
    readonly resourcePreEvent?: {
        readonly metadata?: Omit<RawStep, "before" | "after" | "replaceReasons" | "fields"> & {
            readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
            readonly diffs?: readonly string[] | null;
            readonly old?: RawState | null;
            readonly new?: RawState | null;
            readonly keys?: readonly string[] | null;
        };
    };
    readonly diagnosticEvent?: Diagnostic;
    readonly policyEvent?: PolicyEvent;
    readonly summaryEvent?: {
        readonly resourceChanges?: Readonly<Record<string, number>>;
        readonly PolicyPacks?: Readonly<Record<string, string>>;
    };
}

/** Undefined where the text has no steps of a preview. @throws SyntaxError where it is no JSON */
export function previewDocument(text: string): PreviewDocument | undefined {
    const events = eventsIn(text);
    return events === undefined ? ofDigest(JSON.parse(text) as Digest | null) : ofEvents(events);
}

function ofDigest(digest: Digest | null): PreviewDocument | undefined {
    const { steps, changeSummary, duration, diagnostics } = digest ?? {};
    const errors = errorsIn(Array.isArray(diagnostics) ? diagnostics : []);
    // The engine leaves out a count of nothing, as where it failed at once; what says nothing of its end has none.
    const hasEnded = isRecord(changeSummary) || duration !== undefined || errors.length > 0;
    return Array.isArray(steps) && steps.every(isStep) && hasEnded
        ? {
              steps: steps.map(({ oldState, newState, detailedDiff, diffReasons, ...step }) => ({
                  ...step,
                  before: oldState ?? null,
                  after: newState ?? null,
                  fields: fieldsOf(detailedDiff, diffReasons),
              })),
              same: changeSummary?.["same"] ?? 0,
              errors,
          }
        : undefined;
}

/** By their paths where it says so much, else the first part of each. */
function fieldsOf(
    detailed: Readonly<Record<string, unknown>> | null | undefined,
    rough: readonly string[] | null | undefined,
): readonly string[] {
    const paths = Object.keys(detailed ?? {});
    return paths.length > 0 ? paths : (rough ?? []);
}

function isStep(each: unknown): each is NonNullable<Digest["steps"]>[number] {
    return isRecord(each) && typeof each["op"] === "string";
}

function ofEvents(events: readonly EngineEvent[]): PreviewDocument | undefined {
    const summary = events.flatMap(({ summaryEvent }) => summaryEvent ?? []).at(-1);
    if (summary === undefined) {
        return undefined;
    }
    const policies = events.flatMap(({ policyEvent }) => policyEvent ?? []);
    const wereAsked = policies.length > 0 || Object.keys(summary.PolicyPacks ?? {}).length > 0;
    return {
        steps: events.flatMap(({ resourcePreEvent }) => {
            const {
                old,
                new: next,
                keys,
                detailedDiff,
                diffs,
                ...step
            } = resourcePreEvent?.metadata ?? {
                op: "",
            };
            return step.op === ""
                ? []
                : [
                      {
                          ...step,
                          before: old ?? null,
                          after: next ?? null,
                          replaceReasons: keys ?? null,
                          fields: fieldsOf(detailedDiff, diffs),
                      },
                  ];
        }),
        same: summary.resourceChanges?.["same"] ?? 0,
        errors: errorsIn(events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])),
        ...(wereAsked ? { policies } : {}),
    };
}

/** Lines of what is more than one document; undefined where the first line is none by itself. */
function eventsIn(text: string): readonly EngineEvent[] | undefined {
    const lines = text.split("\n").filter((line) => line.startsWith("{"));
    try {
        const [first] = lines;
        const begins = first === undefined ? {} : (JSON.parse(first) as { readonly sequence?: number });
        return begins.sequence === undefined
            ? undefined
            : lines.map((line) => JSON.parse(line) as EngineEvent);
    } catch {
        return undefined;
    }
}

/** In their own words, without the places in a program where they came up. */
function errorsIn(diagnostics: readonly Diagnostic[]): readonly string[] {
    return diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ message = "" }) =>
            message
                .replace(/^error: /, "")
                .replaceAll(/\n\s+at .*/g, "")
                .trim(),
        );
}
