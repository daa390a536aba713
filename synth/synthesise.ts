import { dirname } from "node:path";
import type { Result } from "../components/problems";
import { readMesh } from "../mesh";
import { factsOf } from "../report/factsOf";
import type { Facts } from "../report/side";
import { ownsNamespace, ownsPlatform } from "../scope";
import { readStackFile } from "../stackFile";
import { type SynthFile, synthFiles } from "./layout";

export interface Synthesised {
    readonly files: readonly SynthFile[];
    /** What no object says and a report of a change needs. */
    readonly facts: Facts;
}

/** Every object this stack owns; see `synthesiseWithFacts`. */
export function synthesise(stackFile: string, today: string): Result<readonly SynthFile[]> {
    const result = synthesiseWithFacts(stackFile, today);
    return result.ok ? { ...result, value: result.value.files } : result;
}

/**
 * Every object this stack owns, from its stack file and the catalogue beside it, or everything that is wrong with
 * them. `today` is the ISO date by which dated settings are judged.
 */
export function synthesiseWithFacts(stackFile: string, today: string): Result<Synthesised> {
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        return { ok: false, problems: stack.problems };
    }
    const mesh = readMesh({ config: stack.config, folder: dirname(stackFile), today });
    if (!mesh.ok) {
        return mesh;
    }
    const { settings, derived } = mesh.value;
    const namespaces = [...derived.namespaces.keys()].filter((name) => ownsNamespace(settings.scope, name));
    return {
        ok: true,
        value: {
            files: synthFiles(derived, namespaces, ownsPlatform(settings.scope)),
            facts: factsOf(mesh.value),
        },
        warnings: mesh.warnings,
    };
}
