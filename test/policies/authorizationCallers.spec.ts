import { requireIdentityBesideAddresses } from "../../policies/security/requireIdentityBesideAddresses";
import { requirePositiveMatching } from "../../policies/security/requirePositiveMatching";
import { restrictWildcardIdentities } from "../../policies/security/restrictWildcardIdentities";
import { allow, allowFrom, allowTo, deny, denyTo } from "./accessObjects";
import { unknown } from "./crossguard";
import { authorizationPolicy } from "./objects";
import { judges } from "./tables";

const principals = (...values: unknown[]) => allowFrom({ principals: values });
const when = (key: unknown, values: unknown, to?: unknown) =>
    allow({ when: [{ key, values }], ...(to === undefined ? {} : { to }) });
const get = [{ operation: { methods: ["GET"] } }];

judges(restrictWildcardIdentities, {
    accepts: [
        ["a whole principal", principals("cluster.local/ns/edge/sa/frontend")],
        ["any trust domain of one account", principals("*/ns/edge/sa/frontend")],
        ["a namespace by its name", allowFrom({ namespaces: ["edge"] })],
        ["a DENY of everyone", deny({ from: [{ source: { principals: ["*"] } }] })],
        [
            "a rule that allows everything, which another refuses",
            allow({ from: [{ source: { principals: ["*"] } }] }),
        ],
    ],
    refuses: [
        [
            "anyone with an identity",
            principals("*"),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "*", so every workload of the mesh may call; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "any namespace",
            principals("cluster.local/ns/*"),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/*", which leaves the namespace open, so whoever makes one may call; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "namespaces by the start of their name",
            principals("cluster.local/ns/edge*"),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge*", which leaves the namespace open, so whoever makes one may call; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "an account in any namespace",
            principals("*/sa/frontend"),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "*/sa/frontend", which leaves the namespace open, so whoever makes one may call; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "a star in the middle",
            principals("*/ns/*/sa/frontend"),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "*/ns/*/sa/frontend", which matches nothing: only one star, first or last, is a wildcard; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "all accounts of a namespace",
            principals("cluster.local/ns/edge/sa/*"),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/*", so every account of that namespace with such a name may call; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "any namespace, by namespaces",
            allowFrom({ namespaces: ["*"] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.namespaces[0] is "*", so every workload of the mesh may call; name the namespaces',
            ],
        ],
        [
            "namespaces of a kind",
            allow({ to: get, when: [{ key: "source.namespace", values: ["team-*"] }] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values[0] is "team-*", so whoever makes a namespace of such a name may call; name the namespaces',
            ],
        ],
        [
            "a condition on anyone",
            allow({ to: get, when: [{ key: "source.principal", values: ["*"] }] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values[0] is "*", so every workload of the mesh may call; name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT',
            ],
        ],
        [
            "a principal that is not known",
            principals(unknown),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a namespace that is not known",
            allowFrom({ namespaces: [unknown] }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.namespaces[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "sources that are not known",
            allow({ from: unknown, to: get }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].from is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requirePositiveMatching, {
    accepts: [
        ["exclusions beside what is allowed", allowTo({ paths: ["/api/*"], notPaths: ["/api/admin"] })],
        ["a DENY of all but", denyTo({ notPaths: ["/healthz"] })],
        ["a DENY of ports", denyTo({ ports: ["9000"] })],
    ],
    refuses: [
        [
            "an ALLOW of all paths but",
            allowTo({ notPaths: ["/admin"] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.notPaths is ["/admin"], so whatever is not in it is allowed; name what is allowed in spec.rules[0].to[0].operation.paths',
            ],
        ],
        [
            "an ALLOW of everyone but",
            allowFrom({ notPrincipals: ["cluster.local/ns/edge/sa/x"] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.notPrincipals is ["cluster.local/ns/edge/sa/x"], so whatever is not in it is allowed; name what is allowed in spec.rules[0].from[0].source.principals',
            ],
        ],
        [
            "an ALLOW of all methods but",
            allowTo({ notMethods: ["DELETE"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.notMethods is ["DELETE"], so whatever is not in it is allowed; name what is allowed in spec.rules[0].to[0].operation.methods',
            ],
        ],
        [
            "a condition that only excludes",
            allow({ when: [{ key: "request.headers[x]", notValues: ["a"] }] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].notValues is ["a"], so whatever is not in it is allowed; name what is allowed in spec.rules[0].when[0].values',
            ],
        ],
        [
            "a DENY by a list",
            denyTo({ paths: ["/admin"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/admin"], and a request that says the same in another way is not denied; deny what is not in a list of what may pass (notPaths, notPrincipals), or allow only that',
            ],
        ],
        [
            "exclusions that are not known",
            allowTo({ notPaths: unknown }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.notPaths is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "an operation that is not known",
            allowTo(unknown),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "an action that is not known",
            authorizationPolicy({ action: unknown, rules: [{ to: [{ operation: { notPaths: ["/a"] } }] }] }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.action is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireIdentityBesideAddresses, {
    accepts: [
        ["addresses beside principals", allowFrom({ ipBlocks: ["10.0.0.0/8"], principals: ["a"] })],
        [
            "addresses at a gateway",
            authorizationPolicy({
                selector: { matchLabels: { istio: "ingressgateway" } },
                rules: [{ from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }] }],
            }),
        ],
        ["a DENY of addresses", deny({ from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }] })],
        [
            "an address and a token",
            allow({
                when: [
                    { key: "source.ip", values: ["10.0.0.1"] },
                    { key: "request.auth.principal", values: ["a/*"] },
                ],
            }),
        ],
    ],
    refuses: [
        [
            "addresses alone",
            allowFrom({ ipBlocks: ["10.0.0.0/8"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.ipBlocks is ["10.0.0.0/8"], the only thing that tells the caller; add principals beside it',
            ],
        ],
        [
            "a condition on the address",
            when("source.ip", ["10.0.0.1"]),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values is ["10.0.0.1"], the only thing that tells the caller; add principals beside it',
            ],
        ],
        [
            "addresses that are not known",
            allowFrom({ ipBlocks: unknown }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.ipBlocks is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "an action that is not known",
            authorizationPolicy({
                action: unknown,
                rules: [{ from: [{ source: { remoteIpBlocks: ["1.2.3.4"] } }] }],
            }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.action is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
