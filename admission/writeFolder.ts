import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Owner } from "../ownFolder";

export const ofAdmission: Owner = { name: "policy:admission", marker: ".meshwright-admission" };

/**
 * One file for each policy; those that were written before for policies that are no more go, and no other file: a
 * kustomization may lie beside them. The folder was found to be ours.
 */
export function writeFolder(folder: string, texts: ReadonlyMap<string, string>): void {
    mkdirSync(folder, { recursive: true });
    const marker = join(folder, ofAdmission.marker);
    const files = [...texts.keys()].map((each) => `${each}.yaml`);
    for (const file of existsSync(marker) ? filesIn(readFileSync(marker, "utf8")) : []) {
        if (!files.includes(file)) {
            rmSync(join(folder, file), { force: true });
        }
    }
    // Before the files: what is written is known to be ours whatever happens meanwhile.
    writeFileSync(marker, files.map((each) => `${each}\n`).join(""));
    for (const [name, text] of texts) {
        writeFileSync(join(folder, `${name}.yaml`), text);
    }
}

/** A list that somebody edited leads nowhere else. */
function filesIn(marker: string): readonly string[] {
    return marker.split("\n").filter((each) => /^[\w-]+\.yaml$/.test(each));
}
