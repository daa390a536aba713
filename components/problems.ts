/**
 * One thing that is wrong with what a user wrote, said for someone who only sees that text.
 *
 * `path` leads to the value (`catalog/core.yaml: calls[2].service`), `message` says what is wrong, the value,
 * what is allowed and the change to make; lower-case first letter, no trailing period.
 */
export interface Problem {
    readonly code: string;
    readonly path: string;
    readonly message: string;
    /** A warning never stops anything; an error stops everything before anything is applied. */
    readonly severity: "error" | "warning";
}

/** Either a value or everything that is wrong; there is no half-parsed value. */
export type Result<T> =
    | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
    | { readonly ok: false; readonly problems: readonly Problem[] };

export function problem(code: string, path: string, message: string): Problem {
    return { code, path, message, severity: "error" };
}

/** The problems as a numbered list under one heading, errors before warnings, in the order they were found. */
export function formatProblems(heading: string, problems: readonly Problem[]): string {
    const ordered = [
        ...problems.filter((each) => each.severity === "error"),
        ...problems.filter((each) => each.severity === "warning"),
    ];
    const lines = ordered.map((each, index) => {
        const mark = each.severity === "warning" ? "warning: " : "";
        return `  ${index + 1}. ${each.path}: ${mark}${each.message}`;
    });
    return [heading, ...lines].join("\n");
}
