import { requireValidPolicies } from "../../policies/traffic/requireValidPolicies";
import { requireValidRoutes } from "../../policies/traffic/requireValidRoutes";
import { requireValidSidecars } from "../../policies/traffic/requireValidSidecars";
import { limitEnvoyFilters } from "../../policies/workload/limitEnvoyFilters";
import { requireValidEnvoyFilters } from "../../policies/workload/requireValidEnvoyFilters";
import { type Props, unknown } from "./crossguard";
import { judgesSpecs } from "./specTables";
import { judges } from "./tables";

const hazy =
    "is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created";
const to = { route: [{ destination: { host: "orders" } }] };
const routed = (...http: Props[]): Props => ({ hosts: ["orders"], http });

judgesSpecs(
    requireValidRoutes,
    "VirtualService",
    [
        ["destinations", routed(to)],
        ["a redirect", routed({ redirect: { authority: "shop.example" } })],
        ["a direct response", routed({ directResponse: { status: 404 } })],
        ["a delegate", routed({ delegate: { name: "parts" } })],
        ["what another delegates to", { http: [to] }],
        ["TCP", { hosts: ["orders"], tcp: [to] }],
        ["gateways and the mesh", { ...routed(to), gateways: ["core/web", "web", "mesh"] }],
    ],
    [
        [
            "no routes",
            { hosts: ["orders"] },
            "spec.http is not set, nor tls nor tcp, so it routes nothing; give it a route",
        ],
        [
            "a route to nowhere",
            routed({ timeout: "5s" }),
            "spec.http[0].route is not set, nor a redirect nor a directResponse, so it leads nowhere; give it a destination",
        ],
        [
            "a route and a redirect",
            routed({ ...to, redirect: { authority: "shop.example" } }),
            'spec.http[0].route is [{"destination":{"host":"orders"}}], beside redirect, which goes nowhere else; remove one of them',
        ],
        [
            "a redirect and a response",
            routed({ redirect: { authority: "shop.example" }, directResponse: { status: 404 } }),
            'spec.http[0].directResponse is {"status":404}, beside redirect, which goes nowhere else; remove one of them',
        ],
        [
            "a delegate and its routes",
            routed({ ...to, delegate: { name: "parts" } }),
            'spec.http[0].route is [{"destination":{"host":"orders"}}], beside a delegate, which has the routes; remove one of them',
        ],
        [
            "mirror and mirrors",
            routed({ ...to, mirror: { host: "a" }, mirrors: [{ destination: { host: "b" } }] }),
            'spec.http[0].mirrors is [{"destination":{"host":"b"}}], beside mirror, which says the same; remove one of them',
        ],
        [
            "a fault that does nothing",
            routed({ ...to, fault: {} }),
            "spec.http[0].fault is {}, without abort or delay; remove it",
        ],
        [
            "a rewrite of nothing",
            routed({ ...to, rewrite: {} }),
            "spec.http[0].rewrite is {}, without anything to rewrite; remove it",
        ],
        [
            "a rewrite in two ways",
            routed({ ...to, rewrite: { uri: "/", uriRegexRewrite: { match: "a", rewrite: "b" } } }),
            'spec.http[0].rewrite.uri is "/", beside uriRegexRewrite; remove one of them',
        ],
        [
            "TCP to nowhere",
            { hosts: ["orders"], tcp: [{ match: [{ port: 80 }] }] },
            "spec.tcp[0].route is not set, so it leads nowhere; give it a destination",
        ],
        [
            "the name of a gateway that istiod makes",
            { ...routed(to), gateways: ["core/web~a"] },
            'spec.gateways[0] is "core/web~a", which is no name of a Gateway; write namespace/name',
        ],
        [
            "gateways without hosts",
            { http: [to], gateways: ["core/web"] },
            'spec.gateways is ["core/web"], without hosts, and what another delegates to has neither; name the hosts',
        ],
        ["a route that is not known", routed({ route: unknown }), `spec.http[0].route ${hazy}`],
    ],
);

const listener = (more: Props): Props => ({ ingress: [{ port: { number: 80, protocol: "HTTP" }, ...more }] });

judgesSpecs(
    requireValidSidecars,
    "Sidecar",
    [
        ["egress", { egress: [{ hosts: ["./*"] }] }],
        [
            "a port before the rest",
            { egress: [{ port: { number: 80 }, hosts: ["./*"] }, { hosts: ["./*"] }] },
        ],
        ["ingress", listener({ tls: { mode: "SIMPLE" } })],
        ["a policy for what is outside", { outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } }],
    ],
    [
        [
            "nothing",
            { workloadSelector: { labels: { app: "a" } } },
            "spec.egress is not set, nor anything else that a Sidecar is for, and istiod takes none without; name the hosts that its workloads call",
        ],
        [
            "every port before the last",
            { egress: [{ hosts: ["./*"] }, { port: { number: 80 }, hosts: ["./*"] }] },
            "spec.egress[0].port is not set, so it takes every port, and only the last listener may; name the port, or move it to the end",
        ],
        [
            "a host without namespace",
            { egress: [{ hosts: ["orders"] }] },
            'spec.egress[0].hosts[0] is "orders", without its namespace; write */orders or ./orders',
        ],
        [
            "a port twice",
            { ingress: [{ port: { number: 80 } }, { port: { number: 80 } }] },
            "spec.ingress[1].port.number is 80, which another listener has too; leave it to one of them",
        ],
        [
            "a target port",
            { ingress: [{ port: { number: 80, targetPort: 8080 } }] },
            "spec.ingress[0].port.targetPort is 8080, which listeners of sidecars do not have; set defaultEndpoint",
        ],
        [
            "a credential",
            listener({ tls: { mode: "SIMPLE", credentialName: "a" } }),
            'spec.ingress[0].tls.credentialName is "a", which listeners of sidecars do not have; remove it',
        ],
        [
            "mutual TLS of the mesh",
            listener({ tls: { mode: "ISTIO_MUTUAL" } }),
            'spec.ingress[0].tls.mode is "ISTIO_MUTUAL", which listeners of sidecars do not have; remove tls, or set SIMPLE or MUTUAL',
        ],
        ["hosts that are not known", { egress: [{ hosts: unknown }] }, `spec.egress[0].hosts ${hazy}`],
    ],
);

const policy = (trafficPolicy: unknown): Props => ({ host: "orders", trafficPolicy });

judgesSpecs(
    requireValidPolicies,
    "DestinationRule",
    [
        ["no policy", { host: "orders" }],
        ["TLS", policy({ tls: { mode: "ISTIO_MUTUAL" } })],
        [
            "errors of its own, apart",
            policy({
                outlierDetection: { consecutiveLocalOriginFailures: 5, splitExternalLocalOriginErrors: true },
            }),
        ],
        ["a cookie", policy({ loadBalancer: { consistentHash: { httpCookie: { name: "a", ttl: "0s" } } } })],
    ],
    [
        ["nothing", policy({}), "spec.trafficPolicy is {}, without anything that a policy says; remove it"],
        [
            "an empty pool",
            policy({ connectionPool: {} }),
            "spec.trafficPolicy.connectionPool is {}, without tcp or http; remove it",
        ],
        [
            "a cookie without a name",
            policy({ loadBalancer: { consistentHash: { httpCookie: { ttl: "0s" } } } }),
            "spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.name is not set, so there is no cookie to hash; give it",
        ],
        [
            "errors of its own that nothing tells apart",
            policy({ outlierDetection: { consecutiveLocalOriginFailures: 5 } }),
            "spec.trafficPolicy.outlierDetection.consecutiveLocalOriginFailures is 5, while spec.trafficPolicy.outlierDetection.splitExternalLocalOriginErrors is not set; keep what is meant of the two",
        ],
        ["a policy that is not known", policy(unknown), `spec.trafficPolicy ${hazy}`],
    ],
);

const patches = (...configPatches: Props[]): Props => ({ configPatches });
const merge = { patch: { operation: "MERGE", value: { name: "a" } } };
const filter = (filter: Props) => ({ match: { listener: { filterChain: { filter } } }, ...merge });
const manager = "envoy.filters.network.http_connection_manager";

judgesSpecs(
    requireValidEnvoyFilters,
    "EnvoyFilter",
    [
        [
            "a route by its configuration",
            patches({ applyTo: "HTTP_ROUTE", match: { routeConfiguration: {} }, ...merge }),
        ],
        [
            "a filter by its name",
            patches({ applyTo: "HTTP_FILTER", ...filter({ name: manager, subFilter: { name: "a" } }) }),
        ],
        ["what is removed", patches({ applyTo: "CLUSTER", patch: { operation: "REMOVE" } })],
        ["an operation that is no text", patches({ applyTo: "CLUSTER", patch: { operation: -4 } })],
        ["waypoints", patches({ match: { context: "WAYPOINT" } })],
        ["what istiod does not compare", patches({ applyTo: "BOOTSTRAP", ...merge })],
    ],
    [
        [
            "nothing to patch",
            patches(merge),
            "spec.configPatches[0].applyTo is not set, so nothing says what is patched; name it",
        ],
        [
            "no patch",
            patches({ applyTo: "CLUSTER" }),
            "spec.configPatches[0].patch is not set, so there is nothing to apply; give it an operation and a value",
        ],
        [
            "no operation",
            patches({ applyTo: "CLUSTER", patch: { value: {} } }),
            "spec.configPatches[0].patch.operation is not set, so nothing says what the patch does; name it",
        ],
        [
            "no value",
            patches({ applyTo: "CLUSTER", patch: { operation: "MERGE" } }),
            "spec.configPatches[0].patch.value is not set, and MERGE needs one; give it",
        ],
        [
            "a cluster by a listener",
            patches({ applyTo: "CLUSTER", ...filter({ name: "a" }) }),
            'spec.configPatches[0].match.listener is {"filterChain":{"filter":{"name":"a"}}}, which no CLUSTER is found by; match by cluster',
        ],
        [
            "a filter without a name",
            patches({ applyTo: "NETWORK_FILTER", ...filter({}) }),
            "spec.configPatches[0].match.listener.filterChain.filter.name is not set, and filters are found by their names; give it",
        ],
        [
            "filters below none",
            patches({ applyTo: "NETWORK_FILTER", ...filter({ name: manager, subFilter: { name: "a" } }) }),
            'spec.configPatches[0].match.listener.filterChain.filter.subFilter is {"name":"a"}, and only HTTP_FILTER has filters below filters, not NETWORK_FILTER; remove it',
        ],
        [
            "filters below another",
            patches({ applyTo: "HTTP_FILTER", ...filter({ name: "tcp", subFilter: { name: "a" } }) }),
            `spec.configPatches[0].match.listener.filterChain.filter.name is "tcp", which has no filters below it; write ${manager}`,
        ],
        [
            "a filter below without a name",
            patches({ applyTo: "HTTP_FILTER", ...filter({ name: manager, subFilter: {} }) }),
            "spec.configPatches[0].match.listener.filterChain.filter.subFilter.name is not set, and filters are found by their names; give it",
        ],
        [
            "a match that is not known",
            patches({ applyTo: "CLUSTER", match: unknown, ...merge }),
            `spec.configPatches[0].match ${hazy}`,
        ],
    ],
);

judges(limitEnvoyFilters, {
    accepts: [
        [
            "what Meshwright derives",
            {
                apiVersion: "networking.istio.io/v1alpha3",
                kind: "EnvoyFilter",
                metadata: {
                    name: "mine",
                    namespace: "core",
                    labels: { "app.kubernetes.io/managed-by": "meshwright" },
                },
                spec: {},
            },
        ],
    ],
    refuses: [],
});
judgesSpecs(
    limitEnvoyFilters,
    "EnvoyFilter",
    [],
    [
        [
            "any other",
            {},
            'kind is "EnvoyFilter", so it patches what istiod generates, which any upgrade may change; prefer an API of Istio',
        ],
    ],
);
