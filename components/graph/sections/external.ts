import { type Content, oneOf, section, whole } from "../shape/leaves";
import { owner } from "./store";

export const external = section(
    {
        port: whole("Port. Defaults to 443 for tls and 80 for http.", {
            min: 1,
            max: 65535,
            code: "bad-port",
        }).optional(),
        protocol: oneOf(["tls", "http"], "tls when the caller encrypts. Defaults to tls.").optional(),
        owner,
    },
    "an external host such as { port: 443, protocol: tls, owner: identity }",
    "A host outside the cluster.",
);
export type RawExternal = Content<typeof external>;
