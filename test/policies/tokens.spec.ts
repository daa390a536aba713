import { requireAuthenticationForClaimRoutes } from "../../policies/security/requireAuthenticationForClaimRoutes";
import { requireTokens } from "../../policies/security/requireTokens";
import { restrictAnyTokens } from "../../policies/security/restrictAnyTokens";
import { allow, allowFrom, deny, issuer, requestAuthentication } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { authorizationPolicy } from "./objects";
import { judges } from "./tables";

const verified = requestAuthentication([issuer]);
const asks = allowFrom({ requestPrincipals: ["https://id.example.com/*"] });
const refusesNone = deny({ from: [{ source: { notRequestPrincipals: ["*"] } }] });
const wide = (spec: object, metadata: object = {}) => authorizationPolicy(spec, { ...metadata });
const target = { targetRefs: [{ kind: "Gateway", name: "edge" }], selector: undefined };

judges(requireTokens, {
    accepts: [
        ["an ALLOW that asks for the token", [verified, asks]],
        ["a DENY of requests without one", [verified, refusesNone]],
        [
            "an ALLOW for the namespace",
            [verified, wide({ rules: [{ when: [{ key: "request.auth.claims[a]", values: ["b"] }] }] })],
        ],
        [
            "a DENY of the mesh",
            [
                verified,
                wide(
                    {
                        action: "DENY",
                        rules: [{ when: [{ key: "request.auth.principal", notValues: ["*"] }] }],
                    },
                    { namespace: "istio-system" },
                ),
            ],
        ],
        [
            "a policy for the same target",
            [
                requestAuthentication([issuer], target),
                wide({
                    targetRefs: target.targetRefs,
                    action: "DENY",
                    rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }],
                }),
            ],
        ],
        [
            "tokens for a namespace of which a policy asks in part",
            [requestAuthentication([issuer], { selector: undefined }), asks],
        ],
        ["a workload that nobody may call", [verified, authorizationPolicy({})]],
        ["no rules", requestAuthentication([])],
        ["a policy that may ask", [verified, allow({ when: [{ key: unknown, values: ["a"] }] })]],
        [
            "a policy whose selector is not known",
            [
                verified,
                wide({
                    selector: { matchLabels: { app: unknown } },
                    rules: [{ from: [{ source: { requestPrincipals: ["a/*"] } }] }],
                }),
            ],
        ],
    ],
    refuses: [
        [
            "no policy",
            verified,
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a policy that asks for no token",
            [verified, allowFrom({ principals: ["a"] })],
            [
                'advisory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a policy that lets in whoever reads",
            [verified, allow({ to: [{ operation: { methods: ["GET"] } }] })],
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a gateway that opens certain requests",
            [
                requestAuthentication([issuer], { selector: { matchLabels: { istio: "ingressgateway" } } }),
                authorizationPolicy({
                    selector: { matchLabels: { istio: "ingressgateway" } },
                    rules: [{ to: [{ operation: { paths: ["/public"] } }] }],
                }),
            ],
            [
                'advisory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a policy for another workload",
            [
                verified,
                wide({
                    selector: { matchLabels: { app: "other" } },
                    rules: [{ from: [{ source: { requestPrincipals: ["a/*"] } }] }],
                }),
            ],
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a policy of another namespace",
            [
                verified,
                wide(
                    { rules: [{ from: [{ source: { requestPrincipals: ["a/*"] } }] }] },
                    { namespace: "edge" },
                ),
            ],
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a DENY of some tokens",
            [verified, deny({ from: [{ source: { requestPrincipals: ["*"] } }] })],
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "a dry run",
            [
                verified,
                wide(
                    { rules: [{ from: [{ source: { requestPrincipals: ["a/*"] } }] }] },
                    { annotations: { "istio.io/dry-run": "true" } },
                ),
            ],
            [
                'mandatory: RequestAuthentication core/orders: spec.jwtRules[0].issuer is "https://id.example.com", and no AuthorizationPolicy asks for its token, so requests without any pass; add requestPrincipals to the ALLOW rules of the same workload',
            ],
        ],
        [
            "rules that are not known",
            requestAuthentication(unknown),
            [
                "mandatory: RequestAuthentication core/orders: spec.jwtRules is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

judges(restrictAnyTokens, {
    accepts: [
        ["an issuer", asks],
        ["a DENY of requests without token", refusesNone],
    ],
    refuses: [
        [
            "any token",
            allowFrom({ requestPrincipals: ["*"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.requestPrincipals[0] is "*", so a token of any known issuer will do; write ISSUER/*',
            ],
        ],
        [
            "any issuer's token of a subject",
            allow({ when: [{ key: "request.auth.principal", values: ["*/admin"] }] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values[0] is "*/admin", so a token of any known issuer will do; write ISSUER/*',
            ],
        ],
        [
            "a principal that is not known",
            allowFrom({ requestPrincipals: [unknown] }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.requestPrincipals[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "an action that is not known",
            authorizationPolicy({
                action: unknown,
                rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }],
            }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.action is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const route = (
    gateways: unknown,
    match: object = { headers: { "@request.auth.claims.group": { exact: "a" } } },
): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name: "orders", namespace: "core" },
    spec: { hosts: ["a.example.com"], gateways, http: [{ match: [match], route: [] }] },
});
const edge: Props = {
    apiVersion: "networking.istio.io/v1",
    kind: "Gateway",
    metadata: { name: "edge", namespace: "core" },
    spec: { selector: { istio: "ingressgateway" }, servers: [] },
};
const atGateway = requestAuthentication(
    [issuer],
    { selector: { matchLabels: { istio: "ingressgateway" } } },
    { namespace: "istio-ingress" },
);
judges(requireAuthenticationForClaimRoutes, {
    accepts: [
        ["a gateway that verifies tokens", [route(["edge"]), edge, atGateway]],
        ["a gateway of another stack", route(["istio-ingress/edge"])],
        ["a route by another header", [route(["edge"], { headers: { "x-a": { exact: "b" } } }), edge]],
        ["gateways that are not known", [route([unknown]), edge]],
        [
            "a selector that is not known",
            [route(["edge"]), { ...edge, spec: { selector: unknown } }, atGateway],
        ],
    ],
    refuses: [
        [
            "a gateway without verification",
            [route(["core/edge"]), edge],
            [
                'mandatory: VirtualService core/orders: spec.http[0].match[0].headers["@request.auth.claims.group"] is {"exact":"a"}, and no RequestAuthentication verifies tokens at Gateway core/edge; create a RequestAuthentication that selects the gateway\'s pods',
            ],
        ],
        [
            "a gateway where another verifies",
            [
                route(["edge"], { withoutHeaders: { "@request.auth.claims[a]": {} } }),
                edge,
                requestAuthentication([issuer]),
            ],
            [
                'mandatory: VirtualService core/orders: spec.http[0].match[0].withoutHeaders["@request.auth.claims[a]"] is {}, and no RequestAuthentication verifies tokens at Gateway core/edge; create a RequestAuthentication that selects the gateway\'s pods',
            ],
        ],
        [
            "the mesh",
            route(["mesh"]),
            [
                'mandatory: VirtualService core/orders: spec.http[0].match[0].headers["@request.auth.claims.group"] is {"exact":"a"}, and claims are known at gateways only, so the route never matches; bind the VirtualService to a gateway',
            ],
        ],
        [
            "the mesh, by default",
            route(undefined),
            [
                'mandatory: VirtualService core/orders: spec.http[0].match[0].headers["@request.auth.claims.group"] is {"exact":"a"}, and claims are known at gateways only, so the route never matches; bind the VirtualService to a gateway',
            ],
        ],
    ],
});
