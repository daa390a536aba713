import { type Stats, statSync } from "node:fs";
import type { CatalogTexts } from "../../catalogFiles";
import { problem, type Result } from "../../components/problems";
import { whyNot } from "../../whyNot";
import type { Side } from "../side";
import { readStack } from "./stack";
import { type Parsed, readSynthFolder } from "./synthFolder";

/** One of the two states, from wherever the argument leads. */
export function readSide(
    path: string,
    today: string,
    parsed: Parsed = new Map(),
    texts: CatalogTexts = new Map(),
): Result<Side> {
    const refused = (code: string, what: string): Result<Side> => ({
        ok: false,
        problems: [problem(code, path, `${what}; name a stack file, or a folder that synth wrote`)],
    });
    let found: Stats | undefined;
    try {
        found = statSync(path, { throwIfNoEntry: false });
    } catch (error) {
        return refused("side-unreadable", `cannot be read: ${whyNot(error)}`);
    }
    if (found === undefined) {
        return refused("side-missing", "is not there");
    }
    if (!found.isDirectory() && !found.isFile()) {
        // A pipe would be waited for, and no catalogue lies beside it.
        return refused("side-unreadable", "is neither a file nor a folder");
    }
    return found.isDirectory() ? readSynthFolder(path, parsed) : readStack(path, today, texts);
}
