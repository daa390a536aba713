import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { whyNot } from "../whyNot";
import type { Source, Unreadable } from "./manifests";

export interface Sources {
    readonly sources: readonly Source[];
    readonly missing: readonly Unreadable[];
}

/** The texts behind some paths, each file once. */
export function readSources(paths: readonly string[], readInput: () => string): Sources {
    const sources = new Map<string, Source>();
    const missing: Unreadable[] = [];
    const read = (file: string, isFound: boolean, text: () => string) => {
        try {
            if (!sources.has(file)) {
                sources.set(file, { file, text: text(), isFound });
            }
        } catch (error) {
            missing.push({ file, line: 1, message: `cannot be read: ${whyNot(error)}` });
        }
    };
    for (const path of paths) {
        if (path === "-") {
            read("stdin", false, readInput);
            continue;
        }
        const found = isFolder(path) ? manifestFiles(path) : undefined;
        for (const file of found ?? [path]) {
            read(file, found !== undefined, () => readFileSync(file, "utf8"));
        }
        if (found?.length === 0) {
            missing.push({
                file: path,
                line: 1,
                message: "is a folder without any .yaml, .yml or .json file",
            });
        }
    }
    return { sources: [...sources.values()], missing };
}

function isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** In the order of their names; neither what is hidden nor what packages bring. */
function manifestFiles(folder: string): readonly string[] {
    const named = (left: Dirent, right: Dirent) => (left.name < right.name ? -1 : 1);
    return readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
        .sort(named)
        .flatMap((each) => {
            const path = join(folder, each.name);
            if (each.isDirectory()) {
                return manifestFiles(path);
            }
            return each.isFile() && /\.(ya?ml|json)$/.test(each.name) ? [path] : [];
        });
}
