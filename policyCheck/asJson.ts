import type { Checked } from "./check";

/** For programs: one array, in the order of files and lines. */
export function asJson({ findings }: Checked): string {
    const plain = findings.map(({ rule, severity, level, message, object, file, line, ids }) => ({
        rule,
        severity,
        level,
        message,
        object,
        file,
        line,
        ids,
    }));
    return JSON.stringify(plain, undefined, 4);
}
