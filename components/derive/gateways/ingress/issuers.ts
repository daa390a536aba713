import { rootSecretName, selfSigner } from "../../../graph/certificateNames";
import type { CertificateIssuer } from "../../../graph/platform";
import { apiVersions, type Issuer } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { metadata } from "../../metadata";
import type { GatewayPart } from "../gatewayPart";
import { askedIssuers } from "./certificates";

/**
 * The issuers of a gateway's hosts, in its own namespace: a ClusterIssuer would sign for everyone who may create a
 * Certificate anywhere.
 */
export function issuers(part: GatewayPart, arranged: ArrangedGraph): Issuer[] {
    const { namespace } = part.party.gateway;
    const asked = askedIssuers(part, arranged);
    const object = (name: string, spec: Readonly<Record<string, unknown>>): Issuer => ({
        apiVersion: apiVersions.Issuer,
        kind: "Issuer",
        metadata: metadata(namespace, name),
        spec,
    });
    return [
        ...(asked.some(({ kind }) => kind === "selfSigned") ? [object(selfSigner, { selfSigned: {} })] : []),
        ...asked.map((issuer) => object(issuer.name, specOf(issuer))),
    ];
}

function specOf(issuer: CertificateIssuer): Readonly<Record<string, unknown>> {
    switch (issuer.kind) {
        case "selfSigned":
            return { ca: { secretName: rootSecretName(issuer.name) } };
        case "ca":
            return { ca: { secretName: issuer.secret } };
        case "vault":
            return {
                vault: {
                    server: issuer.server,
                    path: issuer.path,
                    ...(issuer.caSecret === undefined
                        ? {}
                        : { caBundleSecretRef: { name: issuer.caSecret, key: "ca.crt" } }),
                    auth: {
                        kubernetes: {
                            role: issuer.role,
                            mountPath: issuer.mount,
                            // A token made for this purpose and valid for minutes; no Secret holds one.
                            serviceAccountRef: { name: issuer.serviceAccount },
                        },
                    },
                },
            };
        case "acme":
            return {
                acme: {
                    server: issuer.server,
                    email: issuer.email,
                    privateKeySecretRef: { name: `${issuer.name}-account` },
                    solvers: [{ http01: { ingress: solverIngress } }],
                },
            };
    }
}

/**
 * The Ingress that cert-manager makes for a challenge is of a class nobody serves: our own route leads to the solver
 * (see `acme.ts`). The solver gets no proxy, for it lives for a minute and needs none.
 */
const solverIngress = {
    ingressClassName: "meshwright-gateway",
    serviceType: "ClusterIP",
    podTemplate: { metadata: { labels: { "sidecar.istio.io/inject": "false" } } },
};
