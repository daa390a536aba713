import type { Manifest } from "./istio/types";
import { annotations } from "./labels";

/**
 * Lets the provider wait until each certificate is issued, so that a Gateway never names a Secret that is not there
 * yet. Not those of an ACME issuer: its challenge is answered through the gateway itself, which would come after.
 * Until such a certificate is there its server answers no handshake, and the others of the gateway do.
 */
export function awaitCertificates(manifests: readonly Manifest[]): readonly Manifest[] {
    const challenged = new Set(manifests.filter(usesAcme).map(({ metadata }) => metadata.name));
    return manifests.map((manifest) => {
        if (manifest.kind !== "Certificate" || challenged.has(issuerOf(manifest))) {
            return manifest;
        }
        const { metadata } = manifest;
        return {
            ...manifest,
            metadata: {
                ...metadata,
                annotations: { ...metadata.annotations, [annotations.waitFor]: "condition=Ready" },
            },
        };
    });
}

function usesAcme({ kind, spec }: Manifest): boolean {
    return kind === "Issuer" && typeof spec === "object" && spec !== null && "acme" in spec;
}

function issuerOf({ spec }: Manifest): string {
    return (spec as { readonly issuerRef: { readonly name: string } }).issuerRef.name;
}
