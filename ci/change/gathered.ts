import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { join, posix } from "node:path";
import { foreignContents, holds, type Owner } from "../../ownFolder";
import { readStackFile } from "../../stackFile";
import { whyNot } from "../../whyNot";

/** Whose the folder is that a run leaves; what uploads it leaves the hidden marker behind. */
export const ofGather: Owner = { name: "gather", marker: ".meshwright-gather" };

/** Stack files by their names. */
export const stackFile = /^Pulumi\.([a-z0-9-]+)\.yaml$/;

/** The files of one state by their paths in it, and those that are links or folders and stay where they are. */
export interface Gathered {
    readonly files: readonly string[];
    readonly left: readonly string[];
}

/** Stack files, and YAML in the folders that they name for the catalogue. */
export function gatheredIn(folder: string): Gathered {
    const all = ["", ...catalogsOf(folder)].flatMap((part) =>
        namesIn(join(folder, part))
            .filter((name) => (part === "" ? stackFile : /\.yaml$/).test(name))
            .map((name) => posix.join(part, name)),
    );
    const files = all.filter((path) => isPlainFile(folder, path));
    return { files, left: all.filter((path) => !files.includes(path)) };
}

/** Why nothing of these states can be put there: a state that cannot be read, or a folder that is not ours to replace. */
export function problemsWith(states: Readonly<Record<string, string>>, out: string): readonly string[] {
    const unread = Object.entries(states).flatMap(([state, folder]) => {
        try {
            readdirSync(folder);
            const advice = "it would be deleted; name another folder";
            return holds(out, folder) ? [`--out is "${out}", which holds --${state}: ${advice}`] : [];
        } catch (error) {
            const advice = "name a checkout of the repository";
            return [`--${state} is "${folder}", which cannot be read: ${whyNot(error)}; ${advice}`];
        }
    });
    return unread.length > 0 ? unread : [foreignContents(out, ofGather) ?? []].flat();
}

/** Folders that the stack files name; one that leads out of theirs is refused where it is read. */
function catalogsOf(folder: string): readonly string[] {
    const named = namesIn(folder)
        .filter((name) => stackFile.test(name))
        .map((name) => readStackFile(join(folder, name)))
        .flatMap((stack) => ("problems" in stack ? [] : [stack.config["catalog"]]))
        .flatMap((each) => (typeof each === "string" ? [posix.normalize(each).replace(/\/$/, "")] : []))
        .filter((each) => inside.test(each));
    return [...new Set(["catalog", ...named])];
}

const inside = /^\w[\w.-]*(\/\w[\w.-]*)*$/;

/** None where there is no such folder: what reads the files afterwards says so. */
function namesIn(folder: string): readonly string[] {
    try {
        return readdirSync(folder).sort();
    } catch {
        return [];
    }
}

/** A link, on the way there too, leads to what the change does not hold and a run may read all the same. */
function isPlainFile(folder: string, path: string): boolean {
    try {
        const whole = join(realpathSync(folder), path);
        return lstatSync(whole).isFile() && realpathSync(whole) === whole;
    } catch {
        return false;
    }
}
