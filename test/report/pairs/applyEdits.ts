import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackFile, type TextEdit } from "./pair";

export const stackFolder = join(__dirname, "stack");

/** Runs with the path of the stack file as the edits leave it, in a folder of its own. */
export function withEdits<Result>(edits: readonly TextEdit[], run: (stackFile: string) => Result): Result {
    const folder = mkdtempSync(join(tmpdir(), "meshwright-pair-"));
    try {
        cpSync(stackFolder, folder, { recursive: true });
        for (const { file, from, to } of edits) {
            const path = join(folder, file);
            if (to === undefined) {
                rmSync(path);
            } else {
                writeFileSync(
                    path,
                    from === undefined ? to : replaced(file, readFileSync(path, "utf8"), from, to),
                );
            }
        }
        return run(join(folder, stackFile));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function replaced(file: string, text: string, from: string, to: string): string {
    const parts = text.split(from);
    if (parts.length !== 2) {
        throw new Error(`"${from}" stands ${parts.length - 1} times in ${file}; an edit means one place`);
    }
    return parts.join(to);
}
