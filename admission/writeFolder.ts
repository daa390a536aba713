import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One file for each policy; those of policies that are no more, and no other file, go. */
export function writeFolder(folder: string, texts: ReadonlyMap<string, string>): void {
    mkdirSync(folder, { recursive: true });
    const wanted = new Set([...texts.keys()].map((each) => `${each}.yaml`));
    for (const file of readdirSync(folder)) {
        if (/^meshwright-.+\.yaml$/.test(file) && !wanted.has(file)) {
            rmSync(join(folder, file));
        }
    }
    for (const [name, text] of texts) {
        writeFileSync(join(folder, `${name}.yaml`), text);
    }
}
