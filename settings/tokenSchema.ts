import { anyList, type Content, section, text } from "../components/graph/shape";
import { badAudience, badIssuerText, badKeys, badKeysAddress } from "../components/graph/tokenFormats";

export const token = section(
    {
        issuer: text("the iss claim of its tokens", "The `iss` claim, exact.", badIssuerText),
        jwksUri: text(
            "an address that starts with https://",
            "Where istiod fetches the keys, with https://.",
            badKeysAddress,
        ).optional(),
        jwks: text(
            `a JSON Web Key Set such as '{"keys":[...]}'`,
            "The public keys themselves, as a JSON Web Key Set, where istiod cannot fetch them.",
            badKeys,
        ).optional(),
        audiences: anyList(
            text("an aud claim", "An audience.", badAudience),
            "a list of audiences",
            "Audiences that are accepted. Defaults to any.",
        ).optional(),
    },
    "an issuer such as { issuer: https://auth.example.com, jwksUri: https://auth.example.com/keys }",
    "Who issues end users' tokens.",
);
export type RawToken = Content<typeof token>;
