import { disallowDuplicateRules } from "../../policies/traffic/disallowDuplicateRules";
import { disallowRivalDefaults } from "../../policies/traffic/disallowRivalDefaults";
import { requireKnownRuleHosts } from "../../policies/traffic/requireKnownRuleHosts";
import { requireValidRules } from "../../policies/traffic/requireValidRules";
import { requireWaypointsForRules } from "../../policies/traffic/requireWaypointsForRules";
import { joined, service } from "./accessObjects";
import { unknown } from "./crossguard";
import { ruleFor, serviceEntry, withTls } from "./egressObjects";
import { namespace, peerAuthentication, sidecar } from "./objects";
import { judges } from "./tables";

const core = namespace("core", { "istio.io/rev": "stable" });
const pooled = ruleFor({ trafficPolicy: { connectionPool: {} } });
const subset = (labels: unknown) => ruleFor({ subsets: [{ name: "v1", labels }] });
const served = [service([{ port: 80 }]), joined({}, { version: "v1" })];
judges(requireKnownRuleHosts, {
    accepts: [
        [
            "a Service that Sidecars take in too",
            [
                ruleFor({ host: "order" }),
                ...served,
                sidecar({ egress: [{ hosts: ["core/order.core.svc.cluster.local"] }] }),
            ],
        ],
        ["a Service and a subset of its pods", [subset({ version: "v1" }), ...served]],
        ["a short name", [ruleFor({ host: "orders" }), ...served]],
        ["a ServiceEntry", [ruleFor({ host: "partner.example.com" }), serviceEntry({})]],
        ["all hosts of a domain", [ruleFor({ host: "*.core.svc.cluster.local" }), ...served]],
        ["a host of another stack", ruleFor({})],
        ["pods of another stack", [subset({ version: "v1" }), service([{ port: 80 }])]],
        ["a region, which is the node's", [subset({ "topology.kubernetes.io/region": "a" }), ...served]],
        [
            "a subset that is known to be empty",
            [
                {
                    ...subset({ version: "v2" }),
                    metadata: {
                        name: "orders",
                        namespace: "core",
                        annotations: { "galley.istio.io/analyze-suppress": "IST0173" },
                    },
                },
                ...served,
            ],
        ],
        [
            "hosts of entries that are not known",
            [ruleFor({ host: "a.example.com" }), serviceEntry({ hosts: [unknown] })],
        ],
    ],
    refuses: [
        [
            "a host that is not known",
            ruleFor({ host: unknown }),
            [
                "advisory: DestinationRule core/orders: spec.host is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "labels that are not known",
            [subset(unknown), subset({ version: unknown }), ...served],
            [
                "advisory: DestinationRule core/orders: spec.subsets[0].labels is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: DestinationRule core/orders: spec.subsets[0].labels.version is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a Service that is not there",
            [ruleFor({ host: "order" }), ...served],
            [
                'advisory: DestinationRule core/orders: spec.host is "order", and no Service or ServiceEntry of this stack has order.core.svc.cluster.local, so the rule has no effect; correct it, or declare the host',
            ],
        ],
        [
            "a host that nothing declares",
            [ruleFor({ host: "partner.example.org" }), serviceEntry({})],
            [
                'advisory: DestinationRule core/orders: spec.host is "partner.example.org", and no Service or ServiceEntry of this stack has partner.example.org, so the rule has no effect; correct it, or declare the host',
            ],
        ],
        [
            "a subset of no pods",
            [subset({ version: "v3" }), ...served],
            [
                'advisory: DestinationRule core/orders: spec.subsets[0].labels is {"version":"v3"}, which no pod of the host carries; write the labels of the pod template',
            ],
        ],
        [
            "an empty region, which no pod gets",
            [subset({ "topology.kubernetes.io/region": "" }), ...served],
            [
                'advisory: DestinationRule core/orders: spec.subsets[0].labels is {"topology.kubernetes.io/region":""}, which no pod of the host carries; write the labels of the pod template',
            ],
        ],
        [
            "a subset without labels",
            subset({}),
            [
                "advisory: DestinationRule core/orders: spec.subsets[0].labels is {}, so the subset is the whole host; give it labels, or take it away",
            ],
        ],
    ],
});

judges(disallowDuplicateRules, {
    accepts: [
        ["two hosts", [ruleFor({}), ruleFor({ host: "payments" }, "b")]],
        [
            "two sets of callers",
            [ruleFor({}), ruleFor({ workloadSelector: { matchLabels: { app: "a" } } }, "b")],
        ],
        ["hosts that are not known", [ruleFor({ host: unknown }), ruleFor({ host: unknown }, "b")]],
    ],
    refuses: [
        [
            "two traffic policies",
            [pooled, ruleFor({ host: "orders", trafficPolicy: { tls: {} } }, "b")],
            [
                'mandatory: DestinationRule core/orders: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/b is for too, and one traffic policy is lost; merge them',
                'mandatory: DestinationRule core/b: spec.host is "orders", which DestinationRule core/orders is for too, and one traffic policy is lost; merge them',
            ],
        ],
        [
            "a subset twice",
            [subset({}), ruleFor({ subsets: [{ name: "v1" }] }, "b")],
            [
                'mandatory: DestinationRule core/orders: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/b is for too, and one subset of one name is lost; merge them',
                'mandatory: DestinationRule core/b: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/orders is for too, and one subset of one name is lost; merge them',
            ],
        ],
        [
            "two rules that go together",
            [pooled, ruleFor({ subsets: [{ name: "v1" }] }, "b")],
            [
                'advisory: DestinationRule core/orders: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/b is for too, and one exportTo is lost; merge them',
                'advisory: DestinationRule core/b: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/orders is for too, and one exportTo is lost; merge them',
            ],
        ],
    ],
});

const chosen = (labels: unknown, name: string, inNamespace = "core") =>
    sidecar({ workloadSelector: { labels } }, { name, namespace: inNamespace });
judges(disallowRivalDefaults, {
    accepts: [
        ["one of each", [sidecar({}), chosen({ app: "orders" }, "a"), peerAuthentication({})]],
        ["two workloads", [chosen({ app: "a" }, "a"), chosen({ app: "b" }, "b")]],
        ["two namespaces", [sidecar({}), sidecar({}, { namespace: "users" })]],
        [
            "a namespace that injects sidecars beside ambient mode",
            [
                sidecar({}),
                namespace("core", { "istio.io/dataplane-mode": "ambient", "istio.io/rev": "stable" }),
            ],
        ],
    ],
    refuses: [
        [
            "labels that are not known",
            [chosen({ app: unknown }, "a"), chosen({ app: unknown }, "b")],
            ["a", "b"].map(
                (name) =>
                    `advisory: Sidecar core/${name}: spec.workloadSelector.labels.app is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created`,
            ),
        ],
        [
            "two for a namespace",
            [sidecar({}), sidecar({}, { name: "b" })],
            [
                "mandatory: Sidecar core/default: spec.workloadSelector is not set, and Sidecar core/b is for the whole namespace too; merge them, or select workloads",
                "mandatory: Sidecar core/b: spec.workloadSelector is not set, and Sidecar core/default is for the whole namespace too; merge them, or select workloads",
            ],
        ],
        [
            "two PeerAuthentications for a namespace",
            [peerAuthentication({}), peerAuthentication({}, { name: "b" })],
            [
                "mandatory: PeerAuthentication core/default: spec.selector is not set, and PeerAuthentication core/b is for the whole namespace too; merge them, or select workloads",
                "mandatory: PeerAuthentication core/b: spec.selector is not set, and PeerAuthentication core/default is for the whole namespace too; merge them, or select workloads",
            ],
        ],
        [
            "two of one selector",
            [chosen({ app: "a" }, "a"), chosen({ app: "a" }, "b")],
            [
                'mandatory: Sidecar core/a: spec.workloadSelector.labels is {"app":"a"}, which selects workloads of Sidecar core/b too; merge them, or tell their workloads apart',
                'mandatory: Sidecar core/b: spec.workloadSelector.labels is {"app":"a"}, which selects workloads of Sidecar core/a too; merge them, or tell their workloads apart',
            ],
        ],
        [
            "two for one pod",
            [chosen({ app: "orders" }, "a"), chosen({ version: "v1" }, "b"), joined({}, { version: "v1" })],
            [
                'mandatory: Sidecar core/a: spec.workloadSelector.labels is {"app":"orders"}, which selects workloads of Sidecar core/b too; merge them, or tell their workloads apart',
                'mandatory: Sidecar core/b: spec.workloadSelector.labels is {"version":"v1"}, which selects workloads of Sidecar core/a too; merge them, or tell their workloads apart',
            ],
        ],
        [
            "a selector in the root namespace",
            chosen({ app: "a" }, "a", "istio-system"),
            [
                'advisory: Sidecar istio-system/a: spec.workloadSelector.labels is {"app":"a"}, in the root namespace, where a Sidecar is for every namespace and its selector does not count; remove it, or move the Sidecar',
            ],
        ],
        [
            "a Sidecar without sidecars",
            [sidecar({}), namespace("core", { "istio.io/dataplane-mode": "ambient" })],
            [
                'advisory: Sidecar core/default: metadata.namespace is "core", a namespace without sidecars (ambient), so the Sidecar has no effect; remove it',
            ],
        ],
    ],
});

judges(requireValidRules, {
    accepts: [
        ["subsets", ruleFor({ subsets: [{ name: "a" }, { name: "b" }] })],
        ["MUTUAL with its files", withTls({ mode: "MUTUAL", clientCertificate: "a", privateKey: "b" })],
        ["the mesh's own", withTls({ mode: "ISTIO_MUTUAL", sni: "a", subjectAltNames: ["b"] })],
    ],
    refuses: [
        [
            "a subset twice",
            ruleFor({ subsets: [{ name: "a" }, { name: "a" }] }),
            [
                'mandatory: DestinationRule core/orders: spec.subsets[1].name is "a", which another subset has too; rename one of them',
            ],
        ],
        [
            "MUTUAL without key",
            withTls({ mode: "MUTUAL", clientCertificate: "a" }),
            [
                "mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.privateKey is not set, and MUTUAL needs it; give it, or credentialName",
            ],
        ],
        [
            "a certificate beside the mesh's",
            withTls({ mode: "ISTIO_MUTUAL", caCertificates: "a" }),
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.caCertificates is "a", beside ISTIO_MUTUAL, which has the mesh\'s certificates; remove it',
            ],
        ],
        [
            "a mode that does not exist",
            withTls({ mode: "STRICT" }),
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "STRICT", which is no mode; use one of DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL',
            ],
        ],
        [
            "two ways to fail over",
            ruleFor({
                trafficPolicy: { loadBalancer: { localityLbSetting: { distribute: [{}], failover: [{}] } } },
            }),
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.loadBalancer.localityLbSetting is {"distribute":[{}],"failover":[{}]}, with distribute and failover, and only one may be there; remove one of them',
            ],
        ],
        [
            "what is not known",
            ruleFor({ subsets: [{ name: unknown }], trafficPolicy: { tls: unknown } }),
            [
                "advisory: DestinationRule core/orders:\n  - spec.subsets[0].name is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.trafficPolicy.tls is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const ambient = (labels: object = {}) =>
    namespace("core", { "istio.io/dataplane-mode": "ambient", ...labels });
const perRequest = ruleFor({ trafficPolicy: { connectionPool: { http: { http2MaxRequests: 1 } } } });
judges(requireWaypointsForRules, {
    accepts: [
        ["a namespace with sidecars", [perRequest, core]],
        ["a namespace behind a waypoint", [perRequest, ambient({ "istio.io/use-waypoint": "a" })]],
        [
            "a Service behind a waypoint",
            [
                perRequest,
                ambient(),
                service([{ port: 80 }], {}, { labels: { "istio.io/use-waypoint": "a" } }),
            ],
        ],
        [
            "a rule about connections",
            [ruleFor({ trafficPolicy: { connectionPool: { tcp: {} } } }), ambient()],
        ],
        [
            "what is not known",
            [ruleFor({ trafficPolicy: unknown }), ambient({ "istio.io/use-waypoint": unknown })],
        ],
    ],
    refuses: [
        [
            "a rule about requests",
            [perRequest, ambient()],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.connectionPool.http is {"http2MaxRequests":1}, which only a waypoint does, and the Service uses none; set istio.io/use-waypoint',
            ],
        ],
        [
            "a Service that has none",
            [
                perRequest,
                ambient({ "istio.io/use-waypoint": "a" }),
                service([{ port: 80 }], {}, { labels: { "istio.io/use-waypoint": "none" } }),
            ],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.connectionPool.http is {"http2MaxRequests":1}, which only a waypoint does, and the Service uses none; set istio.io/use-waypoint',
            ],
        ],
        [
            "subsets",
            [subset({}), ambient()],
            [
                'advisory: DestinationRule core/orders: spec.subsets[0] is {"name":"v1","labels":{}}, which only a waypoint does, and the Service uses none; set istio.io/use-waypoint',
            ],
        ],
        [
            "a rule of another namespace",
            [ruleFor({ subsets: [{ name: "a" }] }, "a", "users"), ambient({ "istio.io/use-waypoint": "a" })],
            [
                'advisory: DestinationRule users/a: spec.host is "orders.core.svc.cluster.local", a Service of core, whose waypoint takes rules of its own namespace only; move it to core',
            ],
        ],
    ],
});
