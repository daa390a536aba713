import { phaseOf } from "./derive";
import type { Manifest } from "./istio/types";
import { annotations } from "./labels";

/**
 * Lets the provider wait until each certificate is issued, so that a Gateway never names a Secret that is not there
 * yet. Not those of an ACME issuer: its challenge is answered through the gateway itself, which would come after.
 * Until such a certificate is there its server answers no handshake, and the others of the gateway do.
 *
 * Within a phase, authorities come after issuers and what they sign after them: a certificate that is waited for
 * takes one of the engine's places (four for each processor), and a stack with many public hosts would otherwise
 * wait for issuers that find no place to be created.
 *
 * @returns the objects in the order of their steps, and the step of each, for `registerPhases`
 */
export function awaitCertificates(manifests: readonly Manifest[]): {
    readonly manifests: readonly Manifest[];
    readonly stepOf: (manifest: Manifest) => string;
} {
    const challenged = new Set(manifests.filter(usesAcme).map(({ metadata }) => metadata.name));
    const phases = [...new Set(manifests.map(phaseOf))];
    const place = (manifest: Manifest) => phases.indexOf(phaseOf(manifest));
    return {
        manifests: manifests
            .map((manifest) => (challenged.has(issuerOf(manifest)) ? manifest : awaited(manifest)))
            .sort((left, right) => place(left) - place(right) || rank(left) - rank(right)),
        stepOf: (manifest) => `${phaseOf(manifest)} ${rank(manifest)}`,
    };
}

function awaited(manifest: Manifest): Manifest {
    const { kind, metadata } = manifest;
    return kind !== "Certificate"
        ? manifest
        : {
              ...manifest,
              metadata: {
                  ...metadata,
                  annotations: { ...metadata.annotations, [annotations.waitFor]: "condition=Ready" },
              },
          };
}

function rank({ kind, spec }: Manifest): number {
    if (kind !== "Certificate") {
        return 0;
    }
    return (spec as { readonly isCA?: boolean }).isCA === true ? 1 : 2;
}

function usesAcme({ kind, spec }: Manifest): boolean {
    return kind === "Issuer" && typeof spec === "object" && spec !== null && "acme" in spec;
}

function issuerOf({ kind, spec }: Manifest): string {
    return kind === "Certificate"
        ? (spec as { readonly issuerRef: { readonly name: string } }).issuerRef.name
        : "";
}
