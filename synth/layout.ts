import { type Derived, phaseOf, phases } from "../components/derive";
import type { Manifest } from "../components/istio/types";

/** One file of the output: its path in the output folder, and the objects it holds, sorted by name. */
export interface SynthFile {
    readonly path: string;
    readonly manifests: readonly Manifest[];
}

/** No namespace can be called this; two gateways may share one, so each has a folder of its own. */
const platformFolder = "_platform";
const gatewayFolder = "_gateway-";

/**
 * A folder for each owner and a file in it for each kind: `<namespace>/<n>-<kind>.yaml`. The number is that of the
 * phase, so the order of names is the order in which the objects may come into being, and `kubectl apply
 * --recursive` goes by names.
 */
export function synthFiles(derived: Derived, namespaces: readonly string[], platform: boolean): SynthFile[] {
    const files: SynthFile[] = [];
    if (platform) {
        addFiles(files, platformFolder, derived.platform);
        const [namespace] = derived.rateLimitService;
        addFiles(files, namespace?.metadata.name ?? "", derived.rateLimitService);
        const stack = derived.observability.find(({ kind }) => kind === "Namespace")?.metadata.name ?? "";
        // The mesh's Telemetry stands in the root namespace; roles of the whole cluster are the stack's own.
        const isOwn = ({ metadata }: Manifest) => (metadata.namespace ?? stack) === stack;
        addFiles(files, stack, derived.observability.filter(isOwn));
        addFiles(
            files,
            platformFolder,
            derived.observability.filter((each) => !isOwn(each)),
        );
        for (const [gateway, manifests] of derived.gateways) {
            addFiles(files, `${gatewayFolder}${gateway}`, manifests);
        }
    }
    for (const namespace of namespaces) {
        addFiles(files, namespace, derived.namespaces.get(namespace) ?? []);
    }
    return files;
}

/** Manifests of one phase and kind stand beside each other; each run of them is a file. */
function addFiles(files: SynthFile[], folder: string, manifests: readonly Manifest[]): void {
    let path: string | undefined;
    let run: Manifest[] = [];
    for (const manifest of manifests) {
        const next = `${folder}/${phases.indexOf(phaseOf(manifest))}-${manifest.kind.toLowerCase()}.yaml`;
        if (next !== path) {
            path = next;
            run = [];
            files.push({ path, manifests: run });
        }
        run.push(manifest);
    }
}
