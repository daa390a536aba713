import { badHost } from "../components/graph/formats";
import { type Content, list, oneOf, section, text, whole } from "../components/graph/shape";
import { sourceRanges } from "./gatewaySchema";

const certificate = section(
    {
        issuer: text("the name of an issuer", "Issuer that cert-manager asks for it.").optional(),
        secret: text(
            "the name of a Secret",
            "TLS Secret of the gateway's namespace that others keep.",
        ).optional(),
    },
    "a map such as { issuer: internal } or { secret: my-tls-secret }",
    "Where the certificate comes from.",
);

const passthrough = section(
    {
        service: text(
            "a service such as users/directory",
            "Service that ends the connection, as `namespace/service`.",
        ),
        port: whole("Its port, of protocol tls.", { min: 1, max: 65535, code: "bad-port" }),
    },
    "a map such as { service: users/directory, port: 636 }",
    "Where connections that are passed through end.",
);

export const publicHost = section(
    {
        hostname: text(
            "a host such as api.example.com",
            "The exact name that clients ask for, never a pattern.",
            badHost,
        ),
        gateway: text(
            "the name of an ingress gateway",
            "Gateway it is served by. Defaults to the only ingress gateway.",
        ).optional(),
        servers: list(
            oneOf(
                ["https", "grpc", "passthrough"],
                "`https` is port 443, `grpc` is 8443, `passthrough` is 15443 with TLS left alone.",
            ),
            "a list such as [https, grpc]",
            "Ports it is served on. Defaults to [https].",
        ).optional(),
        certificate: certificate.optional(),
        passthrough: passthrough.optional(),
        sourceRanges: sourceRanges.optional(),
    },
    "a public host such as { hostname: api.example.com, certificate: { issuer: internal } }",
    "A host the platform lends to namespaces, who own routes on it.",
);
export type RawPublicHost = Content<typeof publicHost>;
