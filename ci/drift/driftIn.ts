/** One resource that is not as the stack left it. */
export interface Drift {
    /** Type token, `kubernetes:core/v1:ConfigMap`. */
    readonly type: string;
    /** Logical name, `NAMESPACE/NAME`. */
    readonly name: string;
    /** `changed`: somebody edited it; `deleted`: it is gone. */
    readonly what: "changed" | "deleted";
    /** Paths of what differs, sorted; empty where the engine named none. */
    readonly paths: readonly string[];
}

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

/** Looked at, and found as it was left. */
const unchanged = ["refresh", "same", "read"];

/**
 * What `pulumi refresh --preview-only --json` found, by name. A preview that failed has no steps, and must not pass for
 * one that found nothing.
 *
 * @throws Error where it is no such document
 */
export function driftIn(text: string): readonly Drift[] {
    return stepsOf(text)
        .filter(({ op }) => !unchanged.includes(op))
        .map(driftOf)
        .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function driftOf({ op, urn, detailedDiff }: Step): Drift {
    const [type = "", name = ""] = urn.split("::").slice(2);
    return {
        type: type.split("$").at(-1) ?? type,
        name,
        what: op === "delete" ? "deleted" : "changed",
        paths: Object.keys(detailedDiff ?? {}).sort(),
    };
}

function stepsOf(text: string): readonly Step[] {
    // With --expect-no-changes the engine says a last word after the document.
    const document = /\{[\s\S]*^\}$/m.exec(text)?.[0];
    const steps =
        document === undefined ? undefined : (parsed(document) as { readonly steps?: unknown }).steps;
    if (!Array.isArray(steps) || !steps.every(isStep)) {
        const shown = text.trim().slice(0, 500);
        throw new Error(
            `it is not what pulumi refresh --preview-only --json prints: ${shown === "" ? "empty" : shown}`,
        );
    }
    return steps;
}

function parsed(document: string): object {
    try {
        return JSON.parse(document) as object;
    } catch {
        return {};
    }
}

function isStep(each: unknown): each is Step {
    const { op, urn } = (each ?? {}) as Partial<Step>;
    return typeof op === "string" && typeof urn === "string";
}

function keyOf({ type, name }: Drift): string {
    return `${name} ${type}`;
}
