import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Copies a folder with ordinary permissions: Go's module cache is read-only down to its folders, and a copy
 * that kept those could not be replaced. `edit` may change a text file on its way, `skip` leaves things out.
 */
export async function copyTree(
    source: string,
    target: string,
    options: {
        readonly skip?: (name: string) => boolean;
        readonly edit?: { readonly files: readonly string[]; readonly change: (text: string) => string };
    } = {},
): Promise<void> {
    await mkdir(target, { recursive: true });
    for (const entry of await readdir(source, { withFileTypes: true })) {
        const from = join(source, entry.name);
        const to = join(target, entry.name);
        if (options.skip?.(entry.name)) {
            continue;
        }
        if (entry.isDirectory()) {
            await copyTree(from, to, options);
        } else if (options.edit?.files.includes(entry.name)) {
            await writeFile(to, options.edit.change(await readFile(from, "utf8")));
        } else {
            await writeFile(to, await readFile(from));
        }
    }
}
