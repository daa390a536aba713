import { type Derived, phaseOf, phases } from "../components/derive";
import type { Manifest } from "../components/istio/types";

/** One file of the output: its path in the output folder, and the object it holds. */
export interface SynthFile {
    readonly path: string;
    readonly manifest: Manifest;
}

/** No namespace can be called this. */
const platformFolder = "_platform";

/**
 * A file for each object, so that a change in review is a change of one file with the object's name:
 * `<namespace>/<n>-<phase>/<kind>-<name>.yaml`. The numbers make the order of names the order of phases, and
 * `kubectl apply --recursive` goes by names.
 */
export function synthFiles(derived: Derived, namespaces: readonly string[], platform: boolean): SynthFile[] {
    const files: SynthFile[] = [];
    if (platform) {
        addFiles(files, platformFolder, derived.platform);
    }
    for (const namespace of namespaces) {
        addFiles(files, namespace, derived.namespaces.get(namespace) ?? []);
    }
    return files;
}

function addFiles(files: SynthFile[], folder: string, manifests: readonly Manifest[]): void {
    for (const manifest of manifests) {
        const phase = phaseOf(manifest);
        const file = `${manifest.kind.toLowerCase()}-${manifest.metadata.name}.yaml`;
        files.push({ path: `${folder}/${phases.indexOf(phase)}-${phase}/${file}`, manifest });
    }
}
