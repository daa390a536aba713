import { disallowPrivateKeys } from "../../policies/security/disallowPrivateKeys";
import { requireBlockedKeyNetworks } from "../../policies/security/requireBlockedKeyNetworks";
import { restrictKeySources } from "../../policies/security/restrictKeySources";
import { restrictTokenHeaders } from "../../policies/security/restrictTokenHeaders";
import { issuer, requestAuthentication } from "./accessObjects";
import { env, istiodWith } from "./controlPlane";
import { unknown } from "./crossguard";
import { judges } from "./tables";

const verified = requestAuthentication([issuer]);
const keys = (jwksUri: unknown) => requestAuthentication([{ issuer: "a", jwksUri }]);
judges(restrictKeySources, {
    accepts: [
        ["https by name", verified],
        ["inline keys", requestAuthentication([{ issuer: "a", jwks: "{}" }])],
        ["a port", keys("https://id.example.com:8443/keys")],
    ],
    refuses: [
        [
            "plain http",
            keys("http://keycloak.id.svc.cluster.local/keys"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "http://keycloak.id.svc.cluster.local/keys", so whoever is on the way can give istiod keys of his own; give an https URL of the issuer',
            ],
        ],
        [
            "metadata of a cloud",
            keys("http://169.254.169.254/latest/meta-data"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "http://169.254.169.254/latest/meta-data", so istiod can be made to ask its own machine or its cloud\'s metadata service; give an https URL of the issuer',
            ],
        ],
        [
            "istiod itself",
            keys("https://localhost:8080/debug"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "https://localhost:8080/debug", so istiod can be made to ask its own machine or its cloud\'s metadata service; give an https URL of the issuer',
            ],
        ],
        [
            "its own machine in IPv6",
            keys("https://[::1]/keys"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "https://[::1]/keys", so istiod can be made to ask its own machine or its cloud\'s metadata service; give an https URL of the issuer',
            ],
        ],
        [
            "an address",
            keys("https://203.0.113.7/keys"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "https://203.0.113.7/keys", an address, which can change owners with nobody noticing; give an https URL of the issuer',
            ],
        ],
        [
            "a private address",
            keys("https://user@10.0.0.1/keys"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "https://user@10.0.0.1/keys", so istiod can be made to ask its own machine or its cloud\'s metadata service; give an https URL of the issuer',
            ],
        ],
        [
            "a file",
            keys("file:///etc/keys"),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is "file:///etc/keys", which is no URL that istiod fetches, so no token is valid; give an https URL of the issuer',
            ],
        ],
        [
            "no URL",
            keys(7),
            [
                "mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is 7, which is no URL that istiod fetches, so no token is valid; give an https URL of the issuer",
            ],
        ],
        [
            "a URL that is not known",
            keys(unknown),
            [
                "advisory: RequestAuthentication core/orders: spec.jwtRules[0].jwksUri is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "rules that are not known",
            requestAuthentication(unknown),
            [
                "advisory: RequestAuthentication core/orders: spec.jwtRules is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const blocked = [{ name: "BLOCKED_CIDRS_IN_JWKS_URIS", value: "127.0.0.0/8" }];
judges(requireBlockedKeyNetworks, {
    accepts: [
        ["a list", [verified, istiodWith(blocked)]],
        ["a list in the chart's values", [verified, env({ BLOCKED_CIDRS_IN_JWKS_URIS: "127.0.0.0/8" })]],
        ["no keys to fetch", [requestAuthentication([{ issuer: "a", jwks: "{}" }]), istiodWith([])]],
        ["an istiod of another stack", verified],
    ],
    refuses: [
        [
            "no list",
            [verified, istiodWith([])],
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env.BLOCKED_CIDRS_IN_JWKS_URIS is not set, so whoever may write a RequestAuthentication can make istiod call any address; list the networks it must not ask",
            ],
        ],
        [
            "no list in the chart's values",
            [verified, env({})],
            [
                "advisory: Release istio-system/istiod: values.pilot.env.BLOCKED_CIDRS_IN_JWKS_URIS is not set, so whoever may write a RequestAuthentication can make istiod call any address; list the networks it must not ask",
            ],
        ],
        [
            "an environment that is not known",
            [verified, istiodWith(unknown)],
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "values that are not known",
            [verified, env(unknown)],
            [
                "advisory: Release istio-system/istiod: values.pilot.env is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const jwks = (...each: object[]) =>
    requestAuthentication([{ issuer: "a", jwks: JSON.stringify({ keys: each }) }]);
judges(disallowPrivateKeys, {
    accepts: [
        ["public keys", jwks({ kty: "RSA", n: "x", e: "AQAB" }, { kty: "EC", x: "a", y: "b" })],
        ["keys by URL", verified],
    ],
    refuses: [
        [
            "a private RSA key, without repeating it",
            jwks({ kty: "RSA", n: "x" }, { kty: "RSA", n: "x", d: "SECRET" }),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwks is "(a key set)", whose key 1 is private, so whoever reads this object can sign tokens; replace the key and give only its public part',
            ],
        ],
        [
            "a shared secret",
            jwks({ kty: "oct", k: "SECRET" }),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwks is "(a key set)", whose key 0 is private, so whoever reads this object can sign tokens; replace the key and give only its public part',
            ],
        ],
        [
            "a text that is no key set",
            requestAuthentication([{ issuer: "a", jwks: "SECRET" }]),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].jwks is "(a text)", which is no JSON Web Key Set, so no token is valid; give {"keys": […]}',
            ],
        ],
        [
            "keys that are not known",
            requestAuthentication([{ issuer: "a", jwks: unknown }]),
            [
                "advisory: RequestAuthentication core/orders: spec.jwtRules[0].jwks is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictTokenHeaders, {
    accepts: [
        [
            "headers of their own",
            requestAuthentication([
                {
                    ...issuer,
                    outputPayloadToHeader: "x-jwt-payload",
                    outputClaimToHeaders: [{ header: "x-tenant", claim: "t" }],
                    forwardOriginalToken: true,
                },
            ]),
        ],
    ],
    refuses: [
        [
            "parameters that are not known",
            requestAuthentication([{ ...issuer, fromParams: unknown }]),
            [
                "advisory: RequestAuthentication core/orders: spec.jwtRules[0].fromParams is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "the payload in place of a token",
            requestAuthentication([{ ...issuer, outputPayloadToHeader: "Authorization" }]),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].outputPayloadToHeader is "Authorization", which means something else already, so a claim passes for it; name a header of its own, such as x-jwt-payload',
            ],
        ],
        [
            "a claim as address of the client",
            requestAuthentication([{ ...issuer, outputClaimToHeaders: [{ header: "x-forwarded-for" }] }]),
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].outputClaimToHeaders[0].header is "x-forwarded-for", which means something else already, so a claim passes for it; name a header of its own, such as x-jwt-payload',
            ],
        ],
        [
            "tokens in URLs",
            requestAuthentication([{ ...issuer, fromParams: ["token"] }]),
            [
                'advisory: RequestAuthentication core/orders: spec.jwtRules[0].fromParams[0] is "token", so tokens stand in URLs, and URLs in access logs; take the token from a header (fromHeaders)',
            ],
        ],
        [
            "a header that is not known",
            requestAuthentication([{ ...issuer, outputPayloadToHeader: unknown }]),
            [
                "advisory: RequestAuthentication core/orders: spec.jwtRules[0].outputPayloadToHeader is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
