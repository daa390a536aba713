/** Issuer that signs the roots of self-signed authorities; the only name no other issuer may have. */
export const selfSigner = "self-signed";

/** Secret that cert-manager keeps the certificate of a public host in. */
export function hostSecretName(publicHost: string): string {
    return `${publicHost}-tls`;
}

/** Secret with the root of a self-signed authority; also the name of its Certificate. */
export function rootSecretName(issuer: string): string {
    return `${issuer}-ca`;
}
