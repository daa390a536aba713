import { hostSecretName, rootSecretName, selfSigner } from "../../../graph/certificateNames";
import type { CertificateIssuer, PublicHost } from "../../../graph/platform";
import { apiVersions, type Certificate } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { metadata } from "../../metadata";
import { byCodeUnits } from "../../order";
import type { GatewayPart } from "../gatewayPart";
import { publicHostsOf } from "../publicHosts";

/** A host and the issuer of its certificate, by the host's name. */
export function issuedHosts(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
): readonly { readonly host: PublicHost; readonly issuer: CertificateIssuer }[] {
    return publicHostsOf(party, arranged).flatMap((host) => {
        if (host.certificate === undefined || !("issuer" in host.certificate)) {
            return [];
        }
        const issuer = arranged.platform.issuers.get(host.certificate.issuer);
        if (issuer === undefined) {
            throw new Error(`internal error: the public host "${host.name}" names an unknown issuer`);
        }
        return [{ host, issuer }];
    });
}

/** The issuers that hosts of the gateway ask, by name. */
export function askedIssuers(part: GatewayPart, arranged: ArrangedGraph): readonly CertificateIssuer[] {
    const asked = new Map(issuedHosts(part, arranged).map(({ issuer }) => [issuer.name, issuer]));
    return [...asked.values()].sort((left, right) => byCodeUnits(left.name, right.name));
}

/**
 * A certificate for each host, in the gateway's namespace: its Secret is read by the gateway's own service account
 * (SDS), and by nothing in another namespace. Lasts three months and is renewed a month before its end, with a new
 * key each time; the gateway takes the new one without a restart.
 */
export function certificates(part: GatewayPart, arranged: ArrangedGraph): Certificate[] {
    const { namespace } = part.party.gateway;
    const roots = askedIssuers(part, arranged)
        .filter(({ kind }) => kind === "selfSigned")
        .map(({ name }) => root(namespace, name));
    const hosts = issuedHosts(part, arranged).map(
        ({ host, issuer }): Certificate => ({
            apiVersion: apiVersions.Certificate,
            kind: "Certificate",
            metadata: metadata(namespace, host.name),
            spec: {
                secretName: hostSecretName(host.name),
                dnsNames: [host.hostname],
                // An ACME authority decides on the duration itself, and refuses a request that names one.
                ...(issuer.kind === "acme" ? {} : { duration: "2160h0m0s", renewBefore: "720h0m0s" }),
                privateKey: privateKey(issuer),
                usages: ["digital signature", "server auth"],
                issuerRef: issuerRef(issuer.name),
            },
        }),
    );
    return [...roots, ...hosts];
}

/** A role of Vault's signs RSA keys and no others unless it was told otherwise. */
function privateKey({ kind }: CertificateIssuer) {
    return {
        ...(kind === "vault" ? { algorithm: "RSA", size: 2048 } : { algorithm: "ECDSA", size: 256 }),
        rotationPolicy: "Always",
    };
}

/** Its key stays at each renewal: certificates that it signed before would else be signed by nobody. */
function root(namespace: string, issuer: string): Certificate {
    const name = rootSecretName(issuer);
    return {
        apiVersion: apiVersions.Certificate,
        kind: "Certificate",
        metadata: metadata(namespace, name),
        spec: {
            isCA: true,
            commonName: name,
            secretName: name,
            duration: "87600h0m0s",
            renewBefore: "8760h0m0s",
            privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
            usages: ["cert sign", "crl sign", "digital signature"],
            issuerRef: issuerRef(selfSigner),
        },
    };
}

function issuerRef(name: string) {
    return { name, kind: "Issuer", group: "cert-manager.io" };
}
