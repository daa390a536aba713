import { disallowFaultInjection } from "../../policies/traffic/disallowFaultInjection";
import { limitRetries } from "../../policies/traffic/limitRetries";
import { limitRetryStorms } from "../../policies/traffic/limitRetryStorms";
import { requireConsistentTimeouts } from "../../policies/traffic/requireConsistentTimeouts";
import { requireOutlierDetection } from "../../policies/traffic/requireOutlierDetection";
import { requireRouteTimeouts } from "../../policies/traffic/requireRouteTimeouts";
import { type Props, unknown } from "./crossguard";
import {
    authorizationPolicy,
    deployment,
    meshConfigMap,
    podTemplate,
    service,
    virtualService,
} from "./objects";
import { judges } from "./tables";

const to = (host: unknown, more: object = {}) => ({ destination: { host, ...more } });
const route = (http: object, spec: object = {}, metadata: Props = {}) =>
    virtualService({ hosts: ["orders"], http: [{ route: [to("orders")], ...http }], ...spec }, metadata);
const routes = (...http: object[]) => virtualService({ hosts: ["orders"], http });
const retried = (retries: unknown, more: object = {}) => route({ retries, ...more });
const rule = (subsets: unknown, spec: object = {}): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { name: "orders", namespace: "core" },
    spec: { host: "orders", subsets, ...spec },
});
const balanced = (trafficPolicy: object, host = "orders.core.svc.cluster.local") =>
    rule([], { host, trafficPolicy });
/** A workload with its Service, its route and its one caller. */
const hop = (name: string, caller: string, retries: object): Props[] => [
    deployment(podTemplate({ labels: { app: name } }, { serviceAccountName: name }), name),
    service(name, [{ name: "http", port: 80 }]),
    virtualService({ hosts: [name], http: [{ route: [to(name)], retries }] }, { name }),
    authorizationPolicy(
        {
            selector: { matchLabels: { app: name } },
            rules: [{ from: [{ source: { principals: [`cluster.local/ns/core/sa/${caller}`] } }] }],
        },
        { name },
    ),
];
const again = { attempts: 3, retryOn: "5xx" };

judges(limitRetries, {
    accepts: [
        [
            "three tries, and none",
            [retried({ attempts: 3, retryOn: "5xx" }), retried({ attempts: 0 }), route({})],
        ],
    ],
    refuses: [
        [
            "ten tries",
            retried({ attempts: 9 }),
            [
                "advisory: VirtualService core/orders: spec.http[0].retries.attempts is 9, so one request may become 10 when the server can bear it least; set it to 3 at most",
            ],
        ],
        [
            "a POST that is done twice",
            retried(
                { attempts: 2, retryOn: "connect-failure, 5xx" },
                { match: [{ method: { exact: "POST" } }] },
            ),
            [
                'advisory: VirtualService core/orders: spec.http[0].retries.retryOn is "connect-failure, 5xx", so a POST that the server answered with 5xx is sent again, and may be done twice; leave it to connect-failure, refused-stream and unavailable',
            ],
        ],
        [
            "what is not known yet",
            [retried({ attempts: unknown }), retried(unknown), virtualService(unknown)],
            [
                "advisory: VirtualService core/orders: spec.http[0].retries.attempts is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: VirtualService core/orders: spec.http[0].retries is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: VirtualService core/orders: spec is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireConsistentTimeouts, {
    accepts: [
        [
            "tries that fit, or have no end to fit into",
            [
                retried({ attempts: 2, perTryTimeout: "5s" }, { timeout: "10s" }),
                retried({ attempts: 9, perTryTimeout: "5s" }),
                retried({ attempts: 2, perTryTimeout: "5s" }, { timeout: "0s" }),
            ],
        ],
    ],
    refuses: [
        [
            "tries that do not",
            retried({ attempts: 3, perTryTimeout: "1m" }, { timeout: "2m30s" }),
            [
                'advisory: VirtualService core/orders: spec.http[0].retries.perTryTimeout is "1m", with 3 retries more than the route\'s timeout of 2m30s, so the last are never made; lower it, or raise the timeout',
            ],
        ],
        [
            "what is not known yet",
            retried({ attempts: 3, perTryTimeout: unknown }, { timeout: "1s" }),
            [
                "advisory: VirtualService core/orders: spec.http[0].retries.perTryTimeout is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireRouteTimeouts, {
    accepts: [
        [
            "an end, a stream, and what nobody may repeat",
            [route({ timeout: "10s" }), route({ timeout: "0s" }), retried({ attempts: 0 })],
        ],
        [
            "redirects and parts of others",
            [routes({ redirect: { uri: "/" } }), routes({ delegate: { name: "more" }, match: [{}] })],
        ],
    ],
    refuses: [
        [
            "a route without an end",
            route({}),
            [
                "advisory: VirtualService core/orders: spec.http[0].timeout is not set, so a server that hangs holds its callers for ever; set it, or say 0s for a stream",
            ],
        ],
        [
            "what is not known yet",
            routes(unknown as unknown as object),
            [
                "advisory: VirtualService core/orders: spec.http[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireOutlierDetection, {
    accepts: [
        [
            "detection of its own, of its subset, and of the mesh",
            [
                balanced({ loadBalancer: {}, outlierDetection: {} }),
                rule([{ name: "v1", trafficPolicy: { outlierDetection: {} } }], {
                    host: "orders.core.svc.cluster.local",
                }),
            ],
        ],
        [
            "the mesh's default",
            [
                balanced({ connectionPool: {} }),
                meshConfigMap({ defaultTrafficPolicy: { outlierDetection: {} } }),
            ],
        ],
        ["hosts outside", balanced({ loadBalancer: { simple: "RANDOM" } }, "pay.example")],
    ],
    refuses: [
        [
            "a pool without it",
            balanced({ connectionPool: { tcp: { maxConnections: 1 } } }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.outlierDetection is not set, so an endpoint that is broken is sent its share for ever; set it",
            ],
        ],
        [
            "failover that never happens",
            balanced({ loadBalancer: { localityLbSetting: { failover: [{ from: "a", to: "b" }] } } }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.outlierDetection is not set, so failover between localities never happens: nothing says which endpoint is broken; set it beside localityLbSetting",
            ],
        ],
    ],
});

judges(disallowFaultInjection, {
    accepts: [
        [
            "no fault, a guard, and what asks for one",
            [
                route({}),
                route({ fault: { abort: { httpStatus: 421, percentage: { value: 100 } } } }),
                route({
                    fault: { delay: { fixedDelay: "1s" } },
                    match: [{ headers: { "x-chaos": { exact: "on" } } }],
                }),
            ],
        ],
    ],
    refuses: [
        [
            "errors and delays for everyone",
            route({ fault: { abort: { httpStatus: 503 }, delay: { fixedDelay: "1s" } } }),
            [
                'mandatory: VirtualService core/orders:\n  - spec.http[0].fault.abort is {"httpStatus":503}, so requests fail that nothing is wrong with; remove it\n  - spec.http[0].fault.delay is {"fixedDelay":"1s"}, so requests wait that nothing holds up; remove it',
            ],
        ],
        [
            "a match that does not ask",
            route({
                fault: { delay: { fixedDelay: "1s" } },
                match: [
                    { headers: { "x-chaos": { exact: "on" } } },
                    { headers: { ":authority": { exact: "a" } } },
                ],
            }),
            [
                'mandatory: VirtualService core/orders: spec.http[0].fault.delay is {"fixedDelay":"1s"}, so requests wait that nothing holds up; remove it',
            ],
        ],
        [
            "what is not known yet",
            [route({ fault: unknown }), route({ fault: { abort: unknown } })],
            [
                "advisory: VirtualService core/orders: spec.http[0].fault is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: VirtualService core/orders: spec.http[0].fault.abort is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(limitRetryStorms, {
    accepts: [
        [
            "chains within the budget, and tries that repeat nothing",
            [
                ...hop("a", "client", again),
                ...hop("b", "a", again),
                ...hop("c", "b", { attempts: 3, retryOn: "connect-failure,refused-stream" }),
            ],
        ],
        ["a circle", [...hop("a", "b", again), ...hop("b", "a", again)]],
        [
            "a larger budget",
            [...hop("a", "client", again), ...hop("b", "a", again), ...hop("c", "b", again)],
            { triesBudget: 64 },
        ],
    ],
    refuses: [
        [
            "a chain above it",
            [...hop("a", "client", again), ...hop("b", "a", again), ...hop("c", "b", again)],
            [
                'mandatory: VirtualService core/c: spec.http is [{"route":[{"destination":{"host":"c"}}],"retries":{"attempts":3,"retryOn":"5xx"}}], by which one request becomes 64 along core/client, core/a, core/b, core/c, above the budget of 16; lower attempts on the way',
            ],
        ],
    ],
});
