import { disallowConflictingPorts } from "../../policies/traffic/disallowConflictingPorts";
import { requirePortProtocols } from "../../policies/traffic/requirePortProtocols";
import { requireServedPorts } from "../../policies/traffic/requireServedPorts";
import { type Props, unknown } from "./crossguard";
import { deployment, namespace, podTemplate, service, serving } from "./objects";
import { judges } from "./tables";

const orders = service("orders", [{ name: "http", port: 80 }]);
const ported = (ports: readonly object[], more: Props = {}) => service("orders", ports, "core", more);

judges(requirePortProtocols, {
    accepts: [
        [
            "protocols by name, by word and by what is well known",
            ported([
                { name: "http-web", port: 80 },
                { name: "grpc", port: 81 },
                { name: "web", port: 82, appProtocol: "kubernetes.io/h2c" },
                { name: "db", port: 3306 },
                { name: "dns", port: 53, protocol: "UDP" },
            ]),
        ],
        [
            "Istio's own",
            [
                {
                    ...orders,
                    metadata: { name: "istiod", namespace: "istio-system" },
                    spec: { ports: [{ name: "x", port: 1 }] },
                },
                {
                    ...orders,
                    metadata: {
                        name: "a",
                        namespace: "core",
                        labels: { "gateway.istio.io/managed": "istio.io-gateway-controller" },
                    },
                    spec: { ports: [{ name: "x", port: 1 }] },
                },
            ],
        ],
    ],
    refuses: [
        [
            "names that say nothing",
            ported([{ name: "web", port: 80 }, { port: 81 }]),
            [
                'advisory: Service core/orders:\n  - spec.ports[0].name is "web", which is no protocol, so proxies guess what the port speaks; set appProtocol\n  - spec.ports[1].name is not set, which is no protocol, so proxies guess what the port speaks; set appProtocol',
            ],
        ],
        [
            "a word that Istio does not know",
            ported([{ name: "http", port: 80, appProtocol: "amqp" }]),
            [
                'advisory: Service core/orders: spec.ports[0].appProtocol is "amqp", which Istio does not know, so proxies guess what the port speaks; write http, http2, grpc, tls, https or tcp',
            ],
        ],
        [
            "plain TCP to a name",
            ported([{ name: "tcp", port: 80 }], { type: "ExternalName", externalName: "a.example" }),
            [
                'advisory: Service core/orders: spec.ports[0].name is "tcp", so every proxy sends all that goes to this port, of any host, to this name; write its protocol, or declare a ServiceEntry',
            ],
        ],
        [
            "what is not known yet",
            ported([{ name: unknown, port: 80 }]),
            [
                "advisory: Service core/orders: spec.ports[0].name is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const core = namespace("core", { "istio.io/rev": "stable" });
const twice = ported([
    { port: 80, targetPort: "web" },
    { port: 81, targetPort: "web" },
]);
judges(disallowConflictingPorts, {
    accepts: [
        [
            "Services that agree",
            [serving([]), orders, core, { ...orders, metadata: { name: "b", namespace: "core" } }],
        ],
        ["two ports for one of a pod without a proxy", [serving([]), twice]],
    ],
    refuses: [
        [
            "two protocols for one port",
            [
                serving([]),
                core,
                orders,
                { ...ported([{ port: 80, protocol: "UDP" }]), metadata: { name: "b", namespace: "core" } },
            ],
            [
                'advisory: Deployment core/orders: spec.template.metadata.labels is {"app":"orders"}, by which Services orders and b select these pods, and port 80 is TCP in one and UDP in the other; let one Service have the port',
            ],
        ],
        [
            "two ports for one of the pod",
            [serving([]), core, twice],
            [
                'advisory: Deployment core/orders: spec.template.metadata.labels is {"app":"orders"}, by which Services orders select these pods, and ports 80 and 81 both lead to web of the pods; let one Service have the port',
            ],
        ],
    ],
});

judges(requireServedPorts, {
    accepts: [
        [
            "ports that are served, by number and name",
            [
                serving([{ name: "web", containerPort: 8080 }]),
                ported([
                    { port: 80, targetPort: 8080 },
                    { port: 81, targetPort: "web" },
                ]),
            ],
        ],
        ["pods that say nothing", [serving(undefined), orders]],
        [
            "a gateway, which listens where Gateways tell it to",
            [
                deployment(
                    podTemplate(
                        {},
                        {
                            containers: [
                                { name: "istio-proxy", image: "auto", ports: [{ containerPort: 15090 }] },
                            ],
                        },
                    ),
                ),
                orders,
            ],
        ],
    ],
    refuses: [
        [
            "ports that are not",
            [
                serving([{ name: "web", containerPort: 8080 }]),
                serving([{ containerPort: 8080 }], "orders-2"),
                ported([{ port: 80 }, { port: 81, targetPort: "wep" }]),
            ],
            [
                'advisory: Service core/orders:\n  - spec.ports[0].port is 80, while its pods say that they serve 8080; correct it, or let the pods say so\n  - spec.ports[1].targetPort is "wep", while its pods say that they serve 8080; correct it, or let the pods say so',
            ],
        ],
    ],
});
