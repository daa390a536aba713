import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { loadAll } from "js-yaml";
import type { Manifest } from "../../components/istio/types";
import { type Problem, problem, type Result } from "../../components/problems";
import { type FactsFile, factsFormat, factsName, sha256Of } from "../../synth/factsFile";
import { markerName, type OutputFile } from "../../synth/outputFolder";
import { whyNot } from "../../whyNot";
import { listsAsMaps } from "../mapsAsLists";
import type { Side } from "../side";
import { isFacts, isNamed } from "./isFacts";

/** Objects of files by their text, so that what is the same on both sides is read once and is the same object. */
export type Parsed = Map<string, readonly Manifest[]>;

/** A folder that synth wrote, as it wrote it: what is in it and what is said beside must be of one moment. */
export function readSynthFolder(folder: string, parsed: Parsed): Result<Side> {
    const marker = readJson<{ readonly sha256?: string }>(folder, markerName);
    const beside = readJson<Partial<FactsFile>>(folder, factsName);
    if (beside !== undefined && beside.format !== factsFormat) {
        const message = `was written by another version of Meshwright (format ${beside.format}, this one reads ${factsFormat}), ${again}`;
        return refused("synth-format", folder, message);
    }
    if (marker === undefined || beside === undefined || !isFactsFile(beside)) {
        const missing = marker === undefined ? markerName : factsName;
        return refused("synth-folder", folder, `has no ${missing} that can be read, ${again}`);
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
    const files: OutputFile[] = [];
    for (const path of beside.files) {
        try {
            files.push({ path, text: readFileSync(join(folder, path), "utf8") });
        } catch (error) {
            return refused("synth-file", join(folder, path), `cannot be read (${whyNot(error)}), ${again}`);
        }
    }
    if (sha256Of(files) !== marker.sha256) {
        return refused("synth-edited", folder, `was edited since synth wrote it, ${again}`);
    }
    const objects: Manifest[] = [];
    for (const { path, text } of files) {
        const found = objectsIn(text, parsed);
        if (found === undefined) {
            const message = `holds something else than objects of Kubernetes, ${again}`;
            return refused("synth-file", join(folder, path), message);
        }
        objects.push(...found);
    }
    return { ok: true, value: { name: folder, objects, ...beside.facts }, warnings: [] };
}

const again = "so its facts cannot be trusted; run synth again, or name the stack file itself";

function objectsIn(text: string, parsed: Parsed): readonly Manifest[] | undefined {
    const known = parsed.get(text);
    if (known !== undefined) {
        return known;
    }
    try {
        const found = loadAll(text);
        if (!found.every(isNamed)) {
            return undefined;
        }
        parsed.set(text, found as Manifest[]);
        return found as Manifest[];
    } catch {
        return undefined;
    }
}

function yamlFiles(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((each) => /\.ya?ml$/.test(each))
        .map((each) => each.split(sep).join("/"));
}

function isFactsFile(content: Partial<FactsFile>): content is FactsFile {
    const { files, facts } = content;
    return Array.isArray(files) && files.every((each) => typeof each === "string") && isFacts(facts);
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
