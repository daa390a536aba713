import type { Props } from "../../crossguard";
import { type CorpusCase, of } from "../corpus";

type Pair = readonly [kind: string, fires: Props, quiet: Props];

const patch = (more: Props): Props => ({
    applyTo: "HTTP_ROUTE",
    patch: { operation: "MERGE", value: { name: "a" } },
    ...more,
});
const policy = (trafficPolicy: Props): Props => ({ host: "partner.example", trafficPolicy });
const routed = (http: Props): Props => ({ hosts: ["partner.example"], http: [http] });
const to = { route: [{ destination: { host: "partner.example" } }] };
const server = { port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["shop.example"] };

/** What istiod's validation refuses, and what it takes. */
const refused: readonly Pair[] = [
    ["Gateway", { servers: [] }, { servers: [server] }],
    ["Sidecar", { workloadSelector: { labels: { app: "web" } } }, { egress: [{ hosts: ["./*"] }] }],
    ["VirtualService", { hosts: ["partner.example"] }, routed(to)],
    ["VirtualService", routed({ timeout: "5s" }), routed({ redirect: { authority: "shop.example" } })],
    [
        "VirtualService",
        { ...routed(to), gateways: ["shop/web~a"] },
        { ...routed(to), gateways: ["shop/web", "mesh"] },
    ],
    [
        "DestinationRule",
        policy({ connectionPool: {} }),
        policy({ connectionPool: { tcp: { maxConnections: 1 } } }),
    ],
    [
        "EnvoyFilter",
        { configPatches: [{ applyTo: "HTTP_ROUTE", match: { context: "GATEWAY" } }] },
        { configPatches: [patch({ match: { context: "GATEWAY" } })] },
    ],
    [
        "EnvoyFilter",
        { configPatches: [patch({ match: { listener: { portNumber: 80 } } })] },
        { configPatches: [patch({ match: { routeConfiguration: { portNumber: 80 } } })] },
    ],
];

/** What it takes with a warning, and what without. */
const warned: readonly Pair[] = [
    [
        "Sidecar",
        { workloadSelector: {}, egress: [{ hosts: ["./*"] }] },
        { workloadSelector: { labels: { app: "web" } }, egress: [{ hosts: ["./*"] }] },
    ],
    [
        "DestinationRule",
        policy({ outlierDetection: { consecutiveErrors: 5 } }),
        policy({ outlierDetection: { consecutive5xxErrors: 5 } }),
    ],
    [
        "ServiceEntry",
        { hosts: ["partner.example"], ports: [{ number: 5432, name: "tcp", protocol: "TCP" }] },
        {
            hosts: ["partner.example"],
            ports: [{ number: 5432, name: "tcp", protocol: "TCP" }],
            resolution: "DNS",
        },
    ],
    [
        "VirtualService",
        routed({ ...to, fault: { abort: { percentage: { value: 1 } } } }),
        routed({ ...to, fault: { abort: { httpStatus: 503, percentage: { value: 1 } } } }),
    ],
];

const casesOf = (code: string, pairs: readonly Pair[]): readonly CorpusCase[] =>
    pairs.map(([kind, fires, quiet]) => ({
        code,
        on: `${kind} shop/web`,
        fires: [of(kind, "shop/web", fires)],
        quiet: [of(kind, "shop/web", quiet)],
    }));

export const validityCases: readonly CorpusCase[] = [
    ...casesOf("IST0106", refused),
    ...casesOf("IST0133", warned),
    {
        code: "IST0133",
        on: "EnvoyFilter shop/web",
        fires: [of("EnvoyFilter", "shop/web", { configPatches: [patch({})] })],
        quiet: [
            of(
                "EnvoyFilter",
                "shop/web",
                { configPatches: [patch({})] },
                { labels: { "app.kubernetes.io/managed-by": "meshwright" } },
            ),
        ],
    },
];
