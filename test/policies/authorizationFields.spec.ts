import { disallowForgottenDryRuns } from "../../policies/security/disallowForgottenDryRuns";
import { disallowHeaderIdentities } from "../../policies/security/disallowHeaderIdentities";
import { requirePathVariants } from "../../policies/security/requirePathVariants";
import { requireValidAuthorizationPolicies } from "../../policies/security/requireValidAuthorizationPolicies";
import { allow, allowFrom, allowTo, caller, deny, denyTo } from "./accessObjects";
import { unknown } from "./crossguard";
import { authorizationPolicy, dated } from "./objects";
import { judges } from "./tables";

const when = (key: unknown, values: unknown, to?: unknown) =>
    allow({ when: [{ key, values }], ...(to === undefined ? {} : { to }) });
const get = [{ operation: { methods: ["GET"] } }];

judges(requirePathVariants, {
    accepts: [
        ["a path with all below it", denyTo({ paths: ["/admin", "/admin/*"] })],
        ["a prefix", denyTo({ paths: ["/admin*"] })],
        ["a host with its ports", denyTo({ hosts: ["a.example.com", "a.example.com:*"] })],
        ["an ALLOW of one path", allowTo({ paths: ["/admin"] })],
    ],
    refuses: [
        [
            "values that are not known",
            denyTo({ paths: unknown, hosts: [unknown] }),
            [
                "advisory: AuthorizationPolicy core/orders:\n  - spec.rules[0].to[0].operation.paths is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.rules[0].to[0].operation.hosts[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a DENY of one spelling",
            denyTo({ paths: ["/admin", "/internal", "/internal/"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths[0] is "/admin", which does not deny /admin/; add "/admin/*" beside it',
            ],
        ],
        [
            "a DENY of a host without port",
            denyTo({ hosts: ["a.example.com"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.hosts[0] is "a.example.com", which does not match Host: a.example.com:443, as some clients send it; add "a.example.com:*" beside it',
            ],
        ],
        [
            "an ALLOW of a host without port",
            allowTo({ hosts: ["a.example.com"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.hosts[0] is "a.example.com", which does not match Host: a.example.com:443, as some clients send it; add "a.example.com:*" beside it',
            ],
        ],
    ],
});

const dryRun = (metadata: object, spec: unknown = { rules: [{ from: [caller] }] }) =>
    authorizationPolicy(spec, {
        ...metadata,
        annotations: { ...(metadata as { annotations?: object }).annotations, "istio.io/dry-run": "true" },
    });

judges(disallowForgottenDryRuns, {
    accepts: [
        ["a policy that is enforced", allow({ from: [caller] })],
        ["a dry run in a dated stage", dryRun(dated("audit"))],
        ["a default deny, of which another rule speaks", dryRun({}, {})],
        [
            "the annotation with another value",
            authorizationPolicy({ rules: [{}] }, { annotations: { "istio.io/dry-run": "false" } }),
        ],
    ],
    refuses: [
        [
            "a dry run",
            dryRun({}),
            [
                'mandatory: AuthorizationPolicy core/orders: metadata.annotations["istio.io/dry-run"] is "true", so the policy is evaluated and enforces nothing; remove it',
            ],
        ],
        [
            "a dry run past its stage",
            dryRun(dated("audit", "2026-11-01")),
            [
                'mandatory: AuthorizationPolicy core/orders: metadata.annotations["istio.io/dry-run"] is "true", so the policy is evaluated and enforces nothing (the stage "audit" ended on 2026-11-01); remove it',
            ],
        ],
        [
            "a dry run near the end of its stage",
            dryRun(dated("audit", "2026-11-25")),
            [
                'advisory: AuthorizationPolicy core/orders: metadata.annotations["meshwright.io/until"] is "2026-11-25", the end of the stage "audit": its last day is in 5 days; promote the namespace, or move the date',
            ],
        ],
        [
            "a dated stage where none is taken",
            dryRun(dated("audit")),
            [
                'mandatory: AuthorizationPolicy core/orders: metadata.annotations["istio.io/dry-run"] is "true", so the policy is evaluated and enforces nothing (this environment refuses the dated stage "audit"); remove it',
            ],
            { datedStages: "refuse" },
        ],
        [
            "an annotation that is not known",
            authorizationPolicy({ rules: [{}] }, { annotations: { "istio.io/dry-run": unknown } }),
            [
                'advisory: AuthorizationPolicy core/orders: metadata.annotations["istio.io/dry-run"] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created',
            ],
        ],
    ],
});

judges(disallowHeaderIdentities, {
    accepts: [
        [
            "a header beside callers",
            allow({ from: [caller], when: [{ key: "request.headers[x-user]", values: ["a"] }] }),
        ],
        ["another header beside an operation", when("request.headers[origin]", ["https://a"], get)],
        [
            "a header beside a token",
            allow({
                when: [
                    { key: "request.headers[x-user]", values: ["a"] },
                    { key: "request.auth.principal", values: ["a/*"] },
                ],
            }),
        ],
        ["a DENY by header", deny({ when: [{ key: "request.headers[x-user]", values: ["a"] }] })],
    ],
    refuses: [
        [
            "a header alone",
            when("request.headers[x-token]", ["secret"]),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].key is "request.headers[x-token]", which the caller writes itself; name the callers in from beside it',
            ],
        ],
        [
            "a header that says who",
            when("request.headers[x-forwarded-user]", ["admin"], get),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].key is "request.headers[x-forwarded-user]", which the caller writes itself; name the callers in from beside it',
            ],
        ],
        [
            "a key that is not known",
            when(unknown, ["a"]),
            [
                "advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].key is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "an action that is not known",
            authorizationPolicy({
                action: unknown,
                rules: [{ when: [{ key: "request.headers[x-user]", values: ["a"] }] }],
            }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.action is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const custom = (spec: object) =>
    authorizationPolicy({ action: "CUSTOM", provider: { name: "a" }, rules: [{}], ...spec });

judges(requireValidAuthorizationPolicies, {
    accepts: [
        ["an ALLOW", allowTo({ methods: ["GET", "PA*", "*T"], ports: ["8080"] })],
        ["a CUSTOM with its provider", custom({})],
        ["an ALLOW of nothing", authorizationPolicy({})],
        [
            "every key",
            allow({
                when: [
                    "request.headers[a]",
                    "request.auth.claims[a][b]",
                    "source.serviceAccount",
                    "remote.ip",
                    "destination.port",
                    "connection.sni",
                    "experimental.envoy.filters.a[b]",
                ].map((key) => ({ key, values: ["a"] })),
            }),
        ],
    ],
    refuses: [
        [
            "fields that are not known",
            allow({ from: unknown, to: [{ operation: { methods: [unknown], ports: unknown } }] }),
            [
                "advisory: AuthorizationPolicy core/orders:\n  - spec.rules[0].from is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.rules[0].to[0].operation.methods[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.rules[0].to[0].operation.ports is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a DENY without rules",
            authorizationPolicy({ action: "DENY", rules: [] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.action is "DENY", and there are no rules for it, so istiod refuses the policy; add a rule, or {} for all',
            ],
        ],
        [
            "a CUSTOM without provider",
            custom({ provider: {} }),
            [
                "mandatory: AuthorizationPolicy core/orders: spec.provider.name is not set, so nobody decides; name one of meshConfig.extensionProviders",
            ],
        ],
        [
            "a provider beside ALLOW",
            authorizationPolicy({ provider: { name: "a" } }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.provider is {"name":"a"}, which only CUSTOM takes; remove it, or set action to CUSTOM',
            ],
        ],
        [
            "a CUSTOM by identity",
            custom({ rules: [{ from: [{ source: { principals: ["a"] } }] }] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals is ["a"], which CUSTOM does not take; select by operation, and let the provider tell callers',
            ],
        ],
        [
            "two ways to say what it is for",
            authorizationPolicy({
                selector: { matchLabels: { a: "b" } },
                targetRefs: [{ kind: "Service", name: "a" }],
            }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.targetRefs is [{"kind":"Service","name":"a"}], beside a selector, and only one may be there; remove one of them',
            ],
        ],
        [
            "accounts in two ways",
            allowFrom({ serviceAccounts: ["a/b"], namespaces: ["a"] }),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.namespaces is ["a"], beside serviceAccounts, which is refused; say all of it by one of them',
            ],
        ],
        [
            "a method that does not exist",
            allowTo({ methods: ["get", "FETCH", "X*"] }),
            [
                'mandatory: AuthorizationPolicy core/orders:\n  - spec.rules[0].to[0].operation.methods[0] is "get", which is no HTTP method, so it never matches; name one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH\n  - spec.rules[0].to[0].operation.methods[1] is "FETCH", which is no HTTP method, so it never matches; name one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH\n  - spec.rules[0].to[0].operation.methods[2] is "X*", which is no HTTP method, so it never matches; name one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH',
            ],
        ],
        [
            "a port that does not exist",
            allowTo({ ports: ["http", "0"] }),
            [
                'mandatory: AuthorizationPolicy core/orders:\n  - spec.rules[0].to[0].operation.ports[0] is "http", which is no port; give a number as text, such as "8080"\n  - spec.rules[0].to[0].operation.ports[1] is "0", which is no port; give a number as text, such as "8080"',
            ],
        ],
        [
            "a key that does not exist",
            when("request.header[a]", ["a"]),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].when[0].key is "request.header[a]", which istiod does not know; name an attribute of its documentation',
            ],
        ],
        [
            "an action that is not known",
            authorizationPolicy({ action: unknown }),
            [
                "advisory: AuthorizationPolicy core/orders: spec.action is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
