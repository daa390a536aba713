import { inCatalog, inStack, type RecordedPair } from "./pair";

/** Traffic, revisions, workloads and what watches them. */
export const rolloutPairs: readonly RecordedPair[] = [
    {
        name: "a canary step",
        edits: [inStack("{ v1: 90, v2: 10 }", "{ v1: 50, v2: 50 }")],
        verdict: "1 change of traffic",
        sentences: ["traffic: money/payments: money/payments v1 90 % → 50 %, money/payments v2 10 % → 50 %"],
    },
    {
        name: "another trust domain, and an edge less",
        edits: [
            inStack(
                "  meshwright:environment:",
                "  meshwright:mesh: { trustDomain: other.local }\n  meshwright:environment:",
            ),
            inCatalog(
                "reports",
                "calls:\n  - { from: nightly, service: money/payments, operations: [list] }\n",
                "",
            ),
        ],
        verdict: "1 pair may call less, 1 change of encryption",
        sentences: [
            "access: reports/nightly may no longer GET /charges on money/payments:8080",
            "encryption: the trust domain is other.local now, and was cluster.local: every identity has another name; 14 pairs may call under the new one what they might, and under the old one no longer",
        ],
    },
    {
        name: "a timeout and retries changed",
        edits: [
            inCatalog(
                "shop",
                "timeout: 10s, retries: { attempts: 2,",
                "timeout: 5s, retries: { attempts: 1,",
            ),
        ],
        verdict: "1 change of traffic",
        sentences: ["traffic: shop/cart: timeout 10s → 5s; retries.attempts 2 → 1"],
    },
    {
        name: "a limit changed",
        edits: [
            inCatalog(
                "shop",
                "connectionPool: { maxConnections: 100 }",
                "connectionPool: { maxConnections: 20 }",
            ),
        ],
        verdict: "1 change of traffic",
        sentences: ["traffic: calls to shop/cart: connectionPool.tcp.maxConnections 100 → 20"],
    },
    {
        name: "a tag moved to a new revision",
        edits: [
            inStack(
                "    1-31-1: { version: 1.31.1 }",
                "    1-31-1: { version: 1.31.1 }\n    1-31-2: { version: 1.31.2 }",
            ),
            inStack("stable: 1-31-1,", "stable: 1-31-2,"),
        ],
        verdict: "2 revision moves",
        sentences: [
            "revisions: revision 1-31-2 (Istio 1.31.2) is installed",
            "revisions: tag stable moves from revision 1-31-1 to 1-31-2: 4 namespaces (observability, money, reports and shop) follow; pods of 12 workloads get the new proxy when they restart",
        ],
    },
    {
        name: "a new revision that nobody follows yet",
        edits: [
            inStack(
                "    1-31-1: { version: 1.31.1 }",
                "    1-31-1: { version: 1.31.1 }\n    1-31-2: { version: 1.31.2 }",
            ),
        ],
        verdict: "1 revision move",
        sentences: ["revisions: revision 1-31-2 (Istio 1.31.2) is installed"],
    },
    {
        name: "gateways that follow the new revision",
        edits: [
            inStack(
                "    1-31-1: { version: 1.31.1 }",
                "    1-31-1: { version: 1.31.1 }\n    1-31-2: { version: 1.31.2 }",
            ),
            inStack("gateways: 1-31-1 }", "gateways: 1-31-2 }"),
        ],
        verdict: "2 revision moves",
        sentences: [
            "revisions: revision 1-31-2 (Istio 1.31.2) is installed",
            "revisions: tag gateways moves from revision 1-31-1 to 1-31-2: 2 gateways (istio-egress/istio-egressgateway and istio-ingress/istio-ingressgateway) follow; their pods get the new proxy when they restart",
        ],
    },
    {
        name: "a canary of a gateway, and a gateway with a tag of its own",
        edits: [
            inStack("gateways: 1-31-1 }", "gateways: 1-31-1, canary: 1-31-1 }"),
            inStack("{ kind: ingress }", "{ kind: ingress, canary: { tag: canary } }"),
            inStack("{ kind: egress }", "{ kind: egress, tag: canary }"),
        ],
        verdict: "3 revision moves, 1 changed setting",
        sentences: [
            "revisions: tag canary is new, for revision 1-31-1",
            "revisions: gateway istio-egress/istio-egressgateway follows canary instead of gateways, both for revision 1-31-1; its pods are replaced",
            "revisions: gateway istio-ingress/istio-ingressgateway-canary is new beside others, and follows canary",
            "settings: setting gateways.istio-ingressgateway.canary.replicas: 1 (was not set)",
        ],
    },
    {
        name: "a tag that a canary of a gateway follows, moved",
        before: [
            inStack("gateways: 1-31-1 }", "gateways: 1-31-1, canary: 1-31-1 }"),
            inStack("{ kind: ingress }", "{ kind: ingress, canary: { tag: canary } }"),
        ],
        edits: [
            inStack(
                "    1-31-1: { version: 1.31.1 }",
                "    1-31-1: { version: 1.31.1 }\n    1-31-2: { version: 1.31.2 }",
            ),
            inStack("gateways: 1-31-1 }", "gateways: 1-31-1, canary: 1-31-2 }"),
            inStack("{ kind: ingress }", "{ kind: ingress, canary: { tag: canary } }"),
        ],
        verdict: "2 revision moves",
        sentences: [
            "revisions: revision 1-31-2 (Istio 1.31.2) is installed",
            "revisions: tag canary moves from revision 1-31-1 to 1-31-2: 1 gateway (istio-ingress/istio-ingressgateway-canary) follows; its pods get the new proxy when they restart",
        ],
    },
    {
        name: "another image",
        edits: [inCatalog("shop", "cart:1.0.0", "cart:1.1.0")],
        verdict: "1 change of workloads",
        sentences: [
            "workloads: Deployment shop/cart: containers[cart].image registry.example.com/cart:1.0.0 → registry.example.com/cart:1.1.0; its pods restart",
        ],
    },
    {
        name: "two arguments that become one of the same words",
        before: [inCatalog("reports", 'nightly:1.0.0" }', 'nightly:1.0.0", args: [--day, yesterday] }')],
        edits: [inCatalog("reports", 'nightly:1.0.0" }', 'nightly:1.0.0", args: ["--day, yesterday"] }')],
        verdict: "1 change of workloads",
        sentences: [
            'workloads: CronJob reports/nightly: containers[nightly].args ["--day","yesterday"] → ["--day, yesterday"]',
        ],
    },
    {
        name: "a workload that is deployed no longer",
        edits: [inStack("reports: { stage: enforced, deploy: true }", "reports: { stage: enforced }")],
        verdict: "1 change of workloads",
        sentences: [
            "workloads: CronJob reports/nightly is gone, and its pods with it; the workload stays declared",
        ],
    },
    {
        name: "another share of traces",
        edits: [inStack("sampling: 100", "sampling: 10")],
        verdict: "2 changes of observability",
        sentences: [
            "observability: ConfigMap observability/jaeger-sampling: data.strategies.json.default_strategy.param 1 → 0.1",
            "observability: Telemetry istio-system/mesh-default: tracing[0].randomSamplingPercentage 100 → 10",
        ],
    },
    {
        name: "another chart repository",
        edits: [
            inStack(
                "  meshwright:environment:",
                "  meshwright:charts: { repository: oci://charts.example.com/istio }\n  meshwright:environment:",
            ),
        ],
        verdict: "1 changed setting",
        sentences: [
            "settings: setting charts.repository: oci://ghcr.io/istio/release/charts → oci://charts.example.com/istio",
        ],
    },
    {
        name: "more pods of a gateway and of the control plane",
        before: [inStack("{ kind: ingress }", "{ kind: ingress, replicas: 2 }")],
        edits: [
            inStack("{ kind: ingress }", "{ kind: ingress, replicas: 3 }"),
            inStack(
                "  meshwright:environment:",
                "  meshwright:controlPlane: { replicas: 2 }\n  meshwright:environment:",
            ),
        ],
        verdict: "2 changed settings",
        sentences: [
            "settings: setting controlPlane.replicas: 1 → 2",
            "settings: setting gateways.istio-ingressgateway.replicas: 2 → 3",
        ],
    },
    {
        name: "another cluster",
        before: [
            inStack(
                "  meshwright:environment:",
                "  meshwright:cluster: { context: prod }\n  meshwright:environment:",
            ),
        ],
        edits: [
            inStack(
                "  meshwright:environment:",
                "  meshwright:cluster: { context: staging }\n  meshwright:environment:",
            ),
        ],
        verdict: "1 changed setting",
        sentences: ["settings: setting cluster.context: prod → staging"],
    },
    {
        name: "defaults written down",
        edits: [
            inStack("{ kind: ingress }", "{ kind: ingress, replicas: 1, service: { type: LoadBalancer } }"),
            inStack(
                "  meshwright:environment:",
                "  meshwright:controlPlane: { replicas: 1 }\n  meshwright:retired: []\n  meshwright:environment:",
            ),
        ],
        verdict: "nothing changes in meaning",
        sentences: [],
    },
    {
        name: "keys in another order and comments",
        edits: [
            inCatalog(
                "shop",
                '      read: { methods: [GET], paths: ["/carts/*"] }\n      write: { methods: [POST], paths: [/carts] }',
                '      # What front needs.\n      write: { paths: [/carts], methods: [POST] }\n      read: { paths: ["/carts/*"], methods: [GET] }',
            ),
            inCatalog("shop", "  - { from: cart, external: cards.example.com }\n", ""),
            inCatalog("shop", "calls:", "calls:\n  - { external: cards.example.com, from: cart }"),
        ],
        verdict: "nothing changes in meaning",
        sentences: [],
    },
];
