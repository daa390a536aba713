import { badName } from "../components/graph/formats";
import { type Content, flag, oneOf, section, text } from "../components/graph/shape";

export const issuer = section(
    {
        kind: oneOf(["selfSigned", "ca", "vault", "acme"], "Who signs."),
        secret: text(
            "the name of a Secret",
            "TLS Secret of the gateway's namespace with the authority (ca only).",
        ).optional(),
        server: text("an address that starts with https://", "Vault's or the ACME directory's.").optional(),
        path: text("a path such as pki/sign/mesh", "Vault's path that signs requests.").optional(),
        role: text("the name of a role", "Role of Vault's Kubernetes authentication.").optional(),
        mount: text(
            "a path such as /v1/auth/kubernetes",
            "Mount of Vault's Kubernetes authentication. Defaults to /v1/auth/kubernetes.",
        ).optional(),
        serviceAccount: text(
            "the name of a service account",
            "Account of the gateway's namespace that signs in to Vault. Defaults to cert-issuer.",
        ).optional(),
        caSecret: text(
            "the name of a Secret",
            "Secret of the gateway's namespace whose ca.crt Vault's own certificate is checked with.",
        ).optional(),
        email: text("an address such as platform@example.com", "Contact of the ACME account.").optional(),
    },
    "an issuer such as { kind: selfSigned }",
    "An authority that certificates of public hosts come from.",
);
export type RawIssuer = Content<typeof issuer>;

export const certManager = section(
    {
        install: flag(
            "Whether this program installs cert-manager; false uses one that others run. Defaults to true where an issuer is declared.",
        ).optional(),
        namespace: text(
            "the name of a namespace",
            "Namespace cert-manager runs in. Defaults to cert-manager.",
            badName,
        ).optional(),
        serviceAccount: text(
            "the name of a service account",
            "Account of cert-manager's controller. Defaults to cert-manager.",
        ).optional(),
    },
    "a map such as { install: true }",
    "The controller that keeps certificates.",
);
export type RawCertManager = Content<typeof certManager>;
