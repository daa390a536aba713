import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

/** An empty folder of its own, named for what it serves; it goes when all tests of the file are through. */
export function temporaryFolder(purpose: string): string {
    const folder = mkdtempSync(join(tmpdir(), `meshwright-${purpose}-`));
    made.push(folder);
    return folder;
}

// Of the root suite, because whoever asks may do so inside of a test.
after(() => {
    for (const folder of made.splice(0)) {
        rmSync(folder, { recursive: true, force: true });
    }
});
