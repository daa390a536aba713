import { statSync } from "node:fs";
import type { CatalogTexts } from "../../catalogFiles";
import { problem, type Result } from "../../components/problems";
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
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
        const message = "is not there; name a stack file, or a folder that synth wrote";
        return { ok: false, problems: [problem("side-missing", path, message)] };
    }
    return found.isDirectory() ? readSynthFolder(path, parsed) : readStack(path, today, texts);
}
