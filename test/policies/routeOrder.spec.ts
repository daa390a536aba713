import { disallowConflictingHosts } from "../../policies/traffic/disallowConflictingHosts";
import { disallowDeprecatedFields } from "../../policies/traffic/disallowDeprecatedFields";
import { disallowUnreachableRoutes } from "../../policies/traffic/disallowUnreachableRoutes";
import { requireGatewaySubsets } from "../../policies/traffic/requireGatewaySubsets";
import { requireMeaningfulWeights } from "../../policies/traffic/requireMeaningfulWeights";
import { type Props, unknown } from "./crossguard";
import { meshConfigMap, telemetry, virtualService } from "./objects";
import { judges } from "./tables";

const to = (host: unknown, more: object = {}) => ({ destination: { host, ...more } });
const route = (http: object, spec: object = {}, metadata: Props = {}) =>
    virtualService({ hosts: ["orders"], http: [{ route: [to("orders")], ...http }], ...spec }, metadata);
const routes = (...http: object[]) => virtualService({ hosts: ["orders"], http });
const at = (gateways: unknown, hosts: unknown = ["shop.example"]) => route({}, { gateways, hosts });

judges(disallowUnreachableRoutes, {
    accepts: [
        [
            "the narrow before the wide",
            [
                routes({ match: [{ uri: { prefix: "/a/b" } }] }, { match: [{ uri: { prefix: "/a" } }] }, {}),
                routes(
                    { match: [{ uri: { prefix: "/a" }, method: { exact: "GET" } }] },
                    { match: [{ uri: { prefix: "/a" } }] },
                ),
                routes({ match: [{ uri: { prefix: "/" } }, { uri: { exact: "/" } }] }),
                routes({ match: [{ uri: { regex: ".*" } }] }, { match: [{ uri: { prefix: "/a" } }] }),
            ],
        ],
    ],
    refuses: [
        [
            "a route behind one that takes all",
            routes({}, { match: [{ uri: { prefix: "/a" } }] }, {}),
            [
                'advisory: VirtualService core/orders:\n  - spec.http[1].match[0] is {"uri":{"prefix":"/a"}}, but before it spec.http[0] takes everything, so no request reaches the route; put it before, or remove it\n  - spec.http[2].match is not set, but before it spec.http[0] takes everything, so no request reaches the route; put it before, or remove it',
            ],
        ],
        [
            "the same, and the narrow behind the wide",
            routes(
                { match: [{ uri: { prefix: "/a" } }] },
                { match: [{ uri: { prefix: "/a" } }] },
                {
                    match: [
                        { uri: { exact: "/a/b" }, headers: { x: { exact: "1" } } },
                        { uri: { prefix: "/c" } },
                    ],
                },
            ),
            [
                'advisory: VirtualService core/orders:\n  - spec.http[1].match[0] is {"uri":{"prefix":"/a"}}, but before it spec.http[0].match[0] takes it all, so no request reaches the route; put it before, or remove it\n  - spec.http[2].match[0] is {"uri":{"exact":"/a/b"},"headers":{"x":{"exact":"1"}}}, but before it spec.http[0].match[0] takes it all, so this match does nothing; put it before, or remove it',
            ],
        ],
        [
            "two matches of one route",
            routes({
                match: [{ uri: { prefix: "/a" } }, { uri: { prefix: "/ab" }, method: { exact: "GET" } }],
            }),
            [
                'advisory: VirtualService core/orders: spec.http[0].match[1] is {"uri":{"prefix":"/ab"},"method":{"exact":"GET"}}, but before it spec.http[0].match[0] takes it all, so this match does nothing; put it before, or remove it',
            ],
        ],
        [
            "connections",
            virtualService({
                hosts: ["a"],
                tls: [{ match: [{ sniHosts: ["a"] }] }, { match: [{ sniHosts: ["a"] }] }],
                tcp: [{}, {}],
            }),
            [
                'advisory: VirtualService core/orders:\n  - spec.tls[1].match[0] is {"sniHosts":["a"]}, but before it spec.tls[0].match[0] takes it all, so no request reaches the route; put it before, or remove it\n  - spec.tcp[1].match is not set, but before it spec.tcp[0] takes everything, so no request reaches the route; put it before, or remove it',
            ],
        ],
        [
            "what is not known yet",
            virtualService(unknown),
            [
                "advisory: VirtualService core/orders: spec is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(disallowConflictingHosts, {
    accepts: [
        [
            "hosts that differ, or that nobody sees both of",
            [
                route({}),
                route({}, { hosts: ["other"] }, { name: "b" }),
                route({}, { hosts: ["x.example"], exportTo: ["a"] }, { name: "c" }),
                route({}, { hosts: ["x.example"], exportTo: ["b"] }, { name: "d" }),
            ],
        ],
        [
            "a host below a wildcard, both for all",
            [route({}, { hosts: ["a.example.com"] }), route({}, { hosts: ["*.example.com"] }, { name: "b" })],
        ],
        [
            "one for sidecars, one for a gateway",
            [route({}), route({}, { gateways: ["public"] }, { name: "b" })],
        ],
    ],
    refuses: [
        [
            "two for sidecars",
            [route({}), route({}, { hosts: ["orders.core.svc.cluster.local"] }, { name: "b" })],
            [
                'mandatory: VirtualService core/orders: spec.hosts[0] is "orders", and VirtualService core/b has the host orders.core.svc.cluster.local too, for some of the same callers; put all routes of a host into one',
                'mandatory: VirtualService core/b: spec.hosts[0] is "orders.core.svc.cluster.local", and VirtualService core/orders has the host orders.core.svc.cluster.local too, for some of the same callers; put all routes of a host into one',
            ],
        ],
        [
            "a host for its own namespace, and a wildcard for all",
            [
                route({}, { hosts: ["a.example.com"], exportTo: ["."] }),
                route({}, { hosts: ["*.example.com"] }, { name: "b" }),
            ],
            [
                'advisory: VirtualService core/orders: spec.hosts[0] is "a.example.com", and VirtualService core/b has *.example.com, so who sees both is routed by the more exact, and others are not; export both to the same namespaces',
                'advisory: VirtualService core/b: spec.hosts[0] is "*.example.com", and VirtualService core/orders has a.example.com, so who sees both is routed by the more exact, and others are not; export both to the same namespaces',
            ],
        ],
        [
            "two at one gateway",
            [at(["public"]), { ...at(["core/public"]), metadata: { name: "b", namespace: "core" } }],
            [
                'advisory: VirtualService core/orders: spec.hosts[0] is "shop.example", and VirtualService core/b has the host shop.example too, which the gateway merges in the order of their creation; put all routes of a host into one',
                'advisory: VirtualService core/b: spec.hosts[0] is "shop.example", and VirtualService core/orders has the host shop.example too, which the gateway merges in the order of their creation; put all routes of a host into one',
            ],
        ],
    ],
});

judges(requireMeaningfulWeights, {
    accepts: [
        [
            "shares, and a whole",
            [
                routes({
                    route: [
                        { ...to("a"), weight: 90 },
                        { ...to("b"), weight: 10 },
                    ],
                }),
                routes({ route: [{ ...to("a"), weight: 100 }] }),
            ],
        ],
    ],
    refuses: [
        [
            "a share of one",
            routes({ route: [{ ...to("a"), weight: 30 }] }),
            [
                "advisory: VirtualService core/orders: spec.http[0].route[0].weight is 30, while it is the only destination, which gets everything; remove it, or add the other destinations",
            ],
        ],
        [
            "one that is there twice",
            routes({
                route: [
                    { ...to("a", { subset: "v1" }), weight: 30 },
                    { ...to("a", { subset: "v1" }), weight: 70 },
                ],
            }),
            [
                'advisory: VirtualService core/orders: spec.http[0].route[1].destination is {"host":"a","subset":"v1"}, which spec.http[0].route[0] is already; give it one entry with its whole weight',
            ],
        ],
        [
            "what is not known yet",
            routes({ route: [{ ...to("a"), weight: unknown }] }),
            [
                "advisory: VirtualService core/orders: spec.http[0].route[0].weight is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireGatewaySubsets, {
    accepts: [
        [
            "the same subsets, and a host that is not divided",
            [
                routes({ route: [to("orders", { subset: "v1" })] }),
                route(
                    { route: [to("orders", { subset: "v1" }), to("other")] },
                    { gateways: ["public"], hosts: ["a.example"] },
                    { name: "b" },
                ),
            ],
        ],
    ],
    refuses: [
        [
            "a gateway that sends everywhere",
            [
                routes({ route: [to("orders", { subset: "v1" })] }),
                route({}, { gateways: ["public"], hosts: ["a.example"] }, { name: "b" }),
            ],
            [
                'advisory: VirtualService core/b: spec.http[0].route[0].destination.host is "orders", whose traffic VirtualService orders divides by subset for sidecars, and not for this gateway; name the subsets here too',
            ],
        ],
    ],
});

judges(disallowDeprecatedFields, {
    accepts: [
        [
            "what is in use",
            [
                route({ fault: { delay: { percentage: { value: 1 } } }, mirrorPercentage: { value: 1 } }),
                telemetry({ tracing: [{ providers: [{ name: "otel" }] }] }),
            ],
        ],
    ],
    refuses: [
        [
            "whole numbers",
            route({ fault: { delay: { percent: 5 } }, mirrorPercent: 5 }),
            [
                "advisory: VirtualService core/orders:\n  - spec.http[0].fault.delay.percent is 5, which is deprecated, and ignored before long; use percentage\n  - spec.http[0].mirrorPercent is 5, which is deprecated, and ignored before long; use mirrorPercentage",
            ],
        ],
        [
            "a proxy of a Sidecar",
            {
                apiVersion: "networking.istio.io/v1",
                kind: "Sidecar",
                metadata: { name: "default", namespace: "core" },
                spec: { outboundTrafficPolicy: { egressProxy: { host: "a" } } },
            },
            [
                'advisory: Sidecar core/default: spec.outboundTrafficPolicy.egressProxy is {"host":"a"}, which is deprecated, and ignored before long; declare a ServiceEntry and a route to the egress gateway',
            ],
        ],
        [
            "Lightstep",
            [
                meshConfigMap({ extensionProviders: [{ name: "ls", lightstep: {} }] }),
                telemetry({ tracing: [{ providers: [{ name: "ls" }] }] }),
            ],
            [
                'advisory: Telemetry core/default: spec.tracing[0].providers[0].name is "ls", which is deprecated, and ignored before long; use the opentelemetry provider',
            ],
        ],
        [
            "kinds of before",
            {
                apiVersion: "apiextensions.k8s.io/v1",
                kind: "CustomResourceDefinition",
                metadata: { name: "serviceroles.rbac.istio.io" },
                spec: { group: "rbac.istio.io" },
            },
            [
                'advisory: CustomResourceDefinition serviceroles.rbac.istio.io: spec.group is "rbac.istio.io", which is deprecated, and ignored before long; use AuthorizationPolicy',
            ],
        ],
    ],
});
