import { inCatalog, inStack, type RecordedPair } from "./pair";

/** Who may call what, what is exposed and what leaves the cluster. */
export const accessPairs: readonly RecordedPair[] = [
    {
        name: "a new edge",
        edits: [
            inCatalog(
                "reports",
                "calls:",
                "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }",
            ),
        ],
        verdict: "1 pair may call more",
        sentences: ["access: reports/nightly may now GET /carts/* on shop/cart:8080"],
    },
    {
        name: "an edge taken away",
        edits: [
            inCatalog(
                "reports",
                "calls:\n  - { from: nightly, service: money/payments, operations: [list] }\n",
                "",
            ),
        ],
        verdict: "1 pair may call less",
        sentences: ["access: reports/nightly may no longer GET /charges on money/payments:8080"],
    },
    {
        name: "an edge that another takes the place of: what opens stands first",
        edits: [
            inCatalog(
                "reports",
                "calls:\n  - { from: nightly, service: money/payments, operations: [list] }\n",
                "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }\n",
            ),
        ],
        verdict: "1 pair may call more, 1 pair may call less",
        sentences: [
            "access: reports/nightly may now GET /carts/* on shop/cart:8080",
            "access: reports/nightly may no longer GET /charges on money/payments:8080",
        ],
    },
    {
        name: "a widened path",
        edits: [inCatalog("shop", 'paths: ["/carts/*"]', 'paths: ["/*"]')],
        verdict: "1 pair may call more",
        sentences: ["access: shop/front may now GET /* but /carts/* on shop/cart:8080"],
    },
    {
        name: "a route that exposes another operation",
        edits: [
            inCatalog(
                "shop",
                "routes:",
                'routes:\n  - { publicHost: shop, path: "/carts/*", service: cart, operations: [read], open: "a public cart" }',
            ),
        ],
        verdict: "1 newly exposed route",
        sentences: ["exposure: anyone outside may now GET /carts/* on shop.example.com (shop/cart)"],
    },
    {
        name: "a route taken away",
        edits: [
            inCatalog(
                "shop",
                'routes:\n  - { publicHost: shop, path: "/pages/*", service: front, operations: [pages], token: users }\n',
                "",
            ),
        ],
        verdict: "1 route exposed less",
        sentences: [
            "exposure: anyone outside with a token of users.example.com may no longer GET /pages/* on shop.example.com (shop/front)",
        ],
    },
    {
        name: "a token that is required no longer",
        edits: [
            inCatalog(
                "shop",
                "operations: [pages], token: users",
                'operations: [pages], open: "anyone may read"',
            ),
        ],
        verdict: "1 newly exposed route",
        sentences: [
            "exposure: anyone outside may now GET /pages/* on shop.example.com (shop/front); before, only with a token of users.example.com",
        ],
    },
    {
        name: "a token that is required now, by its role",
        edits: [inCatalog("shop", "token: users", "token: { issuer: users, claims: { role: [buyer] } }")],
        verdict: "1 route exposed less",
        sentences: [
            "exposure: anyone outside may GET /pages/* on shop.example.com (shop/front) only with a token of users.example.com whose role is buyer now; before, with a token of users.example.com",
        ],
    },
    {
        name: "a new way out",
        edits: [inCatalog("shop", "routes:", "  - { from: front, external: mail.example.com }\nroutes:")],
        verdict: "1 new way out",
        sentences: ["egress: shop/front may now connect to mail.example.com:443"],
    },
    {
        name: "a way out taken away",
        edits: [inCatalog("shop", "  - { from: cart, external: cards.example.com }\n", "")],
        verdict: "1 way out less",
        sentences: ["egress: shop/cart may no longer connect to cards.example.com:443"],
    },
    {
        name: "a renamed service",
        edits: [
            inCatalog("money", "  payments:\n    workload: payments", "  billing:\n    workload: payments"),
            inCatalog("shop", "service: money/payments", "service: money/billing"),
            inCatalog("reports", "service: money/payments", "service: money/billing"),
            inStack("services:\n        payments: { weights", "services:\n        billing: { weights"),
        ],
        verdict: "1 change of traffic",
        sentences: [
            "traffic: Service money/payments is gone: callers reach money/payments as money/billing now",
        ],
    },
    {
        name: "a deleted namespace",
        edits: [
            { file: "catalog/reports.yaml" },
            inStack("    reports: { stage: enforced, deploy: true }\n", ""),
            inCatalog("shop", "      - { from: reports/nightly, operations: [read] }\n", ""),
            inCatalog("money", "      - { from: reports/nightly, operations: [list] }\n", ""),
        ],
        verdict: "3 pairs may call less",
        sentences: [
            "access: namespace reports is gone",
            "access: reports/nightly is gone: it called 3 others",
        ],
    },
    {
        name: "a new namespace",
        edits: [
            {
                file: "catalog/search.yaml",
                to: `namespace: search
owners: [team-search]
workloads:
  search:
    deployment: { image: "registry.example.com/search:1.0.0", probe: { path: /healthz, port: 8080 } }
services:
  search:
    workload: search
    ports: { http: { port: 80, targetPort: 8080, protocol: http } }
    operations:
      find: { methods: [GET], paths: [/find] }
    accepts:
      - { from: shop/front }
`,
            },
            inStack("    reports: {", "    search: { stage: enforced, deploy: true }\n    reports: {"),
            inCatalog(
                "shop",
                "calls:",
                "calls:\n  - { from: front, service: search/search, operations: [find] }",
            ),
        ],
        verdict:
            "3 pairs may call more, 1 change of access, 1 change of workloads, 1 change of observability",
        sentences: [
            "access: namespace search is new, at stage enforced",
            "access: search/search (new) may call observability/jaeger and observability/otel-collector, which watch the mesh",
            "access: shop/front may now GET /find on search/search:8080 (new)",
            "workloads: Deployment search/search is new",
            "observability: each of Deployment observability/grafana and Deployment observability/prometheus: its pods restart",
        ],
    },
    {
        name: "a weaker stage",
        edits: [
            inStack(
                "reports: { stage: enforced, deploy: true }",
                'reports: { stage: observed, until: "2027-01-31", deploy: true }',
            ),
        ],
        verdict: "1 workload open to every identity, 1 new way out, 1 change of encryption",
        sentences: [
            "access: namespace reports is at stage observed until 2027-01-31 now, and was at enforced",
            "access: every identity and anyone without a certificate may now call anything on reports/nightly, as far as its policy goes; nothing else holds all of it",
            "egress: reports/nightly may now connect to any host outside",
            "encryption: reports/nightly takes plaintext now, and took only mutual TLS",
        ],
    },
    {
        name: "a stronger stage",
        before: [
            inStack(
                "reports: { stage: enforced, deploy: true }",
                'reports: { stage: observed, until: "2027-01-31", deploy: true }',
            ),
        ],
        edits: [],
        verdict: "1 workload open to every identity no longer, 1 way out less, 1 change of encryption",
        sentences: [
            "access: namespace reports is at stage enforced now, and was at observed until 2027-01-31",
            "access: every identity and anyone without a certificate may no longer call anything on reports/nightly, as far as its policy goes; nothing else held all of it",
            "egress: reports/nightly may no longer connect to any host outside",
            "encryption: reports/nightly takes only mutual TLS now, and took plaintext",
        ],
    },
    {
        name: "a workload that runs as another account",
        edits: [
            inCatalog(
                "shop",
                "  cart:\n    deployment:",
                "  cart:\n    serviceAccount: till\n    deployment:",
            ),
        ],
        verdict: "1 change of access, 1 change of workloads",
        sentences: [
            "access: shop/cart runs as shop/till now, and may call what it might",
            "workloads: Deployment shop/cart: serviceAccountName cart → till; its pods restart",
        ],
    },
    {
        name: "a workload that runs as another account, and may call less",
        before: [
            inCatalog(
                "shop",
                "  - { from: cart, service: money/payments, operations: [charge] }",
                "  - { from: cart, service: money/payments, operations: [charge] }\n  - { from: cart, service: front, operations: [pages] }",
            ),
        ],
        edits: [
            inCatalog(
                "shop",
                "  cart:\n    deployment:",
                "  cart:\n    serviceAccount: till\n    deployment:",
            ),
        ],
        verdict: "1 pair may call less, 1 change of access, 1 change of workloads",
        sentences: [
            "access: shop/cart may no longer GET /pages/* on shop/front:8080",
            "access: shop/cart runs as shop/till now, and may otherwise call what it might",
            "workloads: Deployment shop/cart: serviceAccountName cart → till; its pods restart",
        ],
    },
    {
        name: "the same stack twice",
        edits: [],
        verdict: "nothing changes in meaning",
        sentences: [],
    },
];
