import type { Manifest } from "../istio/types";
import { type Cases, cases } from "./cases";
import { fieldAt, fieldsOf, selects, textOf, textsByName } from "./fields";
import type { Mesh, WorkloadRef } from "./workload";

/** What a port does with connections: `STRICT` refuses plaintext, `DISABLE` knows no identities. */
export type MutualTls = "STRICT" | "PERMISSIVE" | "DISABLE";

/** By the workload's own port. */
export type PortModes = Cases<number, MutualTls>;

/** A value that is not one of the three modes inherits. */
const modes = new Map<unknown, MutualTls>([
    ["STRICT", "STRICT"],
    ["PERMISSIVE", "PERMISSIVE"],
    ["DISABLE", "DISABLE"],
]);

/**
 * What the workload's PeerAuthentications come to: workload before namespace before mesh before PERMISSIVE. Of
 * several on one level the oldest wins; manifests do not say which that is, so every outcome is returned, at
 * least one.
 *
 * Port-level modes count only in a policy with a selector, and one with a selector in the root namespace counts
 * for nothing (pilot/pkg/security/authn, `ComposePeerAuthentication`).
 */
export function portModes(
    peerAuthentications: readonly Manifest[],
    workload: WorkloadRef,
    mesh: Mesh,
): readonly PortModes[] {
    const level = (namespace: string, selecting: boolean): readonly (Manifest | undefined)[] => {
        const found = peerAuthentications.filter(
            (each) =>
                each.metadata.namespace === namespace &&
                hasSelector(each) === selecting &&
                selects(selectorOf(each), workload.labels),
        );
        return found.length === 0 ? [undefined] : found;
    };
    const inRoot = workload.namespace === mesh.rootNamespace;
    return level(mesh.rootNamespace, false).flatMap((forMesh) =>
        (inRoot ? [undefined] : level(workload.namespace, false)).flatMap((forNamespace) =>
            (inRoot ? [undefined] : level(workload.namespace, true)).map((forWorkload) => {
                const inherited = modeOf(forNamespace) ?? modeOf(forMesh) ?? "PERMISSIVE";
                return modesByPort(forWorkload, modeOf(forWorkload) ?? inherited);
            }),
        ),
    );
}

function modesByPort(forWorkload: Manifest | undefined, otherwise: MutualTls): PortModes {
    const named = Object.entries(fieldsOf(fieldAt(forWorkload?.spec, "portLevelMtls"))).map(
        ([port, value]): [number, MutualTls] => [
            Number(port),
            modes.get(fieldAt(value, "mode")) ?? otherwise,
        ],
    );
    return cases(named, otherwise, (left, right) => left === right);
}

function modeOf(peerAuthentication: Manifest | undefined): MutualTls | undefined {
    return modes.get(textOf(fieldAt(peerAuthentication?.spec, "mtls", "mode")));
}

function selectorOf(peerAuthentication: Manifest): Readonly<Record<string, string>> {
    return textsByName(fieldAt(peerAuthentication.spec, "selector", "matchLabels"));
}

function hasSelector(peerAuthentication: Manifest): boolean {
    return Object.keys(selectorOf(peerAuthentication)).length > 0;
}
