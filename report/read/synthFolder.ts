import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { loadAll } from "js-yaml";
import type { Manifest } from "../../components/istio/types";
import { type Problem, problem, type Result } from "../../components/problems";
import { type FactsFile, factsFormat, factsName, sha256Of } from "../../synth/factsFile";
import { markerName, type OutputFile } from "../../synth/outputFolder";
import { listsAsMaps } from "../mapsAsLists";
import type { Side } from "../side";

/** Objects of files by their text, so that what is the same on both sides is read once and is the same object. */
export type Parsed = Map<string, readonly Manifest[]>;

/** A folder that synth wrote, as it wrote it: what is in it and what is said beside must be of one moment. */
export function readSynthFolder(folder: string, parsed: Parsed): Result<Side> {
    const marker = readJson<{ readonly sha256?: string }>(folder, markerName);
    const beside = readJson<FactsFile>(folder, factsName);
    if (marker === undefined || beside === undefined) {
        const missing = marker === undefined ? markerName : factsName;
        return refused("synth-folder", folder, `has no ${missing} that can be read, ${again}`);
    }
    if (beside.format !== factsFormat) {
        const message = `was written by another version of Meshwright (format ${beside.format}, this one reads ${factsFormat}), ${again}`;
        return refused("synth-format", folder, message);
    }
    const present = new Set(yamlFiles(folder));
    const missing = beside.files.filter((each) => !present.delete(each));
    const differing = [
        ...missing.map((each) => problem("synth-file", join(folder, each), `is missing, ${again}`)),
        ...[...present].map((each) =>
            problem("synth-file", join(folder, each), `was not written by synth, ${again}`),
        ),
    ];
    if (differing.length > 0) {
        return { ok: false, problems: differing };
    }
    const files = beside.files.map(
        (path): OutputFile => ({ path, text: readFileSync(join(folder, path), "utf8") }),
    );
    if (sha256Of(files) !== marker.sha256) {
        return refused("synth-edited", folder, `was edited since synth wrote it, ${again}`);
    }
    const objects = files.flatMap(({ text }) => objectsIn(text, parsed));
    return { ok: true, value: { name: folder, objects, ...beside.facts }, warnings: [] };
}

const again = "so its facts cannot be trusted; run synth again, or name the stack file itself";

function objectsIn(text: string, parsed: Parsed): readonly Manifest[] {
    const known = parsed.get(text) ?? (loadAll(text) as Manifest[]);
    parsed.set(text, known);
    return known;
}

function yamlFiles(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((each) => /\.ya?ml$/.test(each))
        .map((each) => each.split(sep).join("/"));
}

function readJson<Content>(folder: string, name: string): Content | undefined {
    try {
        const content: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"), listsAsMaps);
        return typeof content === "object" && content !== null ? (content as Content) : undefined;
    } catch {
        return undefined;
    }
}

function refused(
    code: string,
    path: string,
    message: string,
): { readonly ok: false; readonly problems: readonly Problem[] } {
    return { ok: false, problems: [problem(code, path, message)] };
}
