import { badHost, badName, labelPattern } from "../formats";
import { type Content, list, oneOf, section, text, whole } from "../shape/leaves";
import { owner } from "./store";
import { timeout } from "./traffic";

const originate = section(
    {
        port: whole("Port the host speaks TLS on. Defaults to 443.", {
            min: 1,
            max: 65535,
            code: "bad-port",
        }).optional(),
        subjectAltNames: list(
            text("a host such as auth.example.com", "A name the host's certificate must carry.", badHost),
            "a list such as [auth.example.com]",
            "Names of which the host's certificate must carry one. Defaults to the host itself.",
        ).optional(),
        caSecret: text(
            "the name of a Secret",
            "Secret in the egress gateway's namespace with the authority, as ca.crt. Defaults to the public authorities.",
            badName,
            labelPattern,
        ).optional(),
    },
    "a map such as { port: 443 }",
    "TLS that the mesh adds for callers that speak plain HTTP. On http only.",
);

export const external = section(
    {
        port: whole("Port callers use. Defaults to 443 for tls and 80 for http.", {
            min: 1,
            max: 65535,
            code: "bad-port",
        }).optional(),
        protocol: oneOf(["tls", "http"], "tls when the caller encrypts. Defaults to tls.").optional(),
        owner,
        timeout: timeout.optional(),
        originate: originate.optional(),
    },
    "an external host such as { port: 443, protocol: tls, owner: identity }",
    "A host outside the cluster.",
);
export type RawExternal = Content<typeof external>;
