import { disallowConflictingListeners } from "../../policies/traffic/disallowConflictingListeners";
import { requireKnownRouteReferences } from "../../policies/traffic/requireKnownRouteReferences";
import { type Props, unknown } from "./crossguard";
import { namespace, service } from "./objects";
import { judges } from "./tables";

const orders = service("orders", [{ name: "http", port: 80 }]);
const api = (kind: string, spec: object, name = "orders"): Props => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind,
    metadata: { name, namespace: "core" },
    spec,
});

judges(requireKnownRouteReferences, {
    accepts: [
        [
            "what is there, and what others may have",
            [
                api("Gateway", {}, "public"),
                orders,
                api("HTTPRoute", {
                    parentRefs: [{ name: "public" }, { name: "public", namespace: "infra" }],
                    rules: [
                        { backendRefs: [{ name: "orders" }, { name: "x", kind: "Other", group: "example" }] },
                    ],
                }),
            ],
        ],
    ],
    refuses: [
        [
            "a Gateway and a Service that are not there",
            [
                api("Gateway", {}, "public"),
                orders,
                api("HTTPRoute", {
                    parentRefs: [{ name: "publik" }],
                    rules: [
                        {
                            backendRefs: [{ name: "order" }],
                            filters: [
                                { type: "RequestMirror", requestMirror: { backendRef: { name: "copies" } } },
                            ],
                        },
                    ],
                }),
            ],
            [
                'mandatory: HTTPRoute core/orders:\n  - spec.parentRefs[0].name is "publik", and core has no Gateway of that name, so the route is served nowhere; correct it, or declare what it names\n  - spec.rules[0].backendRefs[0].name is "order", and core has no Service of that name, so requests are answered 500; correct it, or declare what it names\n  - spec.rules[0].filters[0].requestMirror.backendRef.name is "copies", and core has no Service of that name, so requests are answered 500; correct it, or declare what it names',
            ],
        ],
        [
            "a grant for nobody",
            [
                namespace("core", {}),
                namespace("infra", {}),
                api("ReferenceGrant", {
                    from: [
                        { kind: "HTTPRoute", namespace: "infra" },
                        { kind: "HTTPRoute", namespace: "edge" },
                    ],
                }),
            ],
            [
                'mandatory: ReferenceGrant core/orders: spec.from[1].namespace is "edge", a namespace that is not there, so the grant is for nobody; correct it, or declare what it names',
            ],
        ],
    ],
});

judges(disallowConflictingListeners, {
    accepts: [
        [
            "listeners, addresses and classes that differ",
            [
                api("GatewayClass", {}, "mine"),
                api("Gateway", {
                    gatewayClassName: "mine",
                    addresses: [{ value: "10.0.0.1" }],
                    listeners: [
                        { name: "a", port: 80, protocol: "HTTP", hostname: "a" },
                        { name: "b", port: 80, protocol: "HTTP", hostname: "b" },
                    ],
                }),
                api(
                    "Gateway",
                    { gatewayClassName: "istio-waypoint", addresses: [{ value: "10.0.0.2" }] },
                    "b",
                ),
            ],
        ],
    ],
    refuses: [
        [
            "a port that is not known",
            [
                api("Gateway", {
                    listeners: [
                        { name: "c", port: unknown, protocol: "HTTP" },
                        { name: "d", port: 80, protocol: "HTTP" },
                    ],
                }),
            ],
            [
                "advisory: Gateway core/orders: spec.listeners[0].port is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "two listeners of one kind",
            api("Gateway", {
                gatewayClassName: "istio",
                listeners: [
                    { name: "a", port: 80, protocol: "HTTP" },
                    { name: "b", port: 80, protocol: "HTTP" },
                ],
            }),
            [
                'mandatory: Gateway core/orders: spec.listeners[1].name is "b", and spec.listeners[0] has the same host, port and protocol, so neither is served; give it a hostname or port of its own',
            ],
        ],
        [
            "one host at two addresses",
            [
                api("Gateway", {
                    gatewayClassName: "istio",
                    listeners: [{ name: "a", hostname: "a.example", port: 443, protocol: "HTTPS" }],
                }),
                api(
                    "Gateway",
                    {
                        gatewayClassName: "istio",
                        listeners: [{ name: "b", hostname: "a.example", port: 443, protocol: "HTTPS" }],
                    },
                    "b",
                ),
            ],
            [
                'advisory: Gateway core/orders: spec.listeners[0].hostname is "a.example", and Gateway core/b listens for a.example, 443, HTTPS too, at another address; keep one of them',
                'advisory: Gateway core/b: spec.listeners[0].hostname is "a.example", and Gateway core/orders listens for a.example, 443, HTTPS too, at another address; keep one of them',
            ],
        ],
        [
            "one address for two",
            [
                api("Gateway", { gatewayClassName: "istio", addresses: [{ value: "10.0.0.1" }] }),
                api(
                    "Gateway",
                    { gatewayClassName: "istio", addresses: [{ type: "IPAddress", value: "10.0.0.1" }] },
                    "b",
                ),
            ],
            [
                'mandatory: Gateway core/orders: spec.addresses[0].value is "10.0.0.1", which Gateway core/b asks for too; give each its own, or use one Gateway',
                'mandatory: Gateway core/b: spec.addresses[0].value is "10.0.0.1", which Gateway core/orders asks for too; give each its own, or use one Gateway',
            ],
        ],
        [
            "one Service for two Gateways, which may be meant",
            ["orders", "b"].map((name) =>
                api(
                    "Gateway",
                    { gatewayClassName: "istio", addresses: [{ type: "Hostname", value: "edge.core.svc" }] },
                    name,
                ),
            ),
            [
                'advisory: Gateway core/orders: spec.addresses[0].value is "edge.core.svc", which Gateway core/b asks for too; give each its own, or use one Gateway',
                'advisory: Gateway core/b: spec.addresses[0].value is "edge.core.svc", which Gateway core/orders asks for too; give each its own, or use one Gateway',
            ],
        ],
        [
            "a class that is not there",
            [api("GatewayClass", {}, "mine"), api("Gateway", { gatewayClassName: "yours" })],
            [
                'mandatory: Gateway core/orders: spec.gatewayClassName is "yours", a class that is not there, so nobody serves the Gateway; correct it, or declare the GatewayClass',
            ],
        ],
    ],
});
