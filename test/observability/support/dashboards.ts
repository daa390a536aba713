import type { ObservabilityContext } from "../../../components/observability";
import { type Dashboard, dashboardFolders } from "../../../components/observability/dashboards";
import {
    callOf,
    externalOf,
    namespaceOf,
    portOf,
    serviceOf,
    storeOf,
    workloadOf,
} from "../../support/graphs";
import { gatewayOf, platformWith } from "../../support/platforms";
import { contextOf } from "./contexts";

/** As much of a dashboard's JSON as tests read. */
export interface Panel {
    readonly type: string;
    readonly title?: string;
    readonly description?: string;
    readonly datasource?: { readonly type: string; readonly uid: string };
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly fieldConfig?: { readonly defaults?: { readonly unit?: string } };
    readonly options?: { readonly content?: string };
    readonly targets?: readonly {
        readonly expr?: string;
        readonly queryType?: string;
        readonly refId?: string;
    }[];
}
export interface DashboardJson {
    readonly id?: unknown;
    readonly uid: string;
    readonly title: string;
    readonly tags: readonly string[];
    readonly panels: readonly Panel[];
    readonly templating: {
        readonly list: readonly {
            readonly name: string;
            readonly type: string;
            readonly query?: string;
            readonly datasource?: { readonly uid: string };
            readonly current?: { readonly value: string };
        }[];
    };
    readonly links: readonly {
        readonly title: string;
        readonly type: string;
        readonly url?: string;
        readonly tags?: readonly string[];
    }[];
}

export function read({ json }: Dashboard): DashboardJson {
    return JSON.parse(json) as DashboardJson;
}

/** Two namespaces with every kind of edge, a promise, a canary, a service of plain TCP and one whose workload is alone. */
export function busyMesh(): ObservabilityContext {
    const gateway = gatewayOf("istio-ingressgateway", "ingress");
    return contextOf({
        namespaces: [
            namespaceOf("shop", "enforced", { owners: ["team-shop", "team-web"] }),
            namespaceOf("stock", "audit"),
            namespaceOf("old", "off"),
        ],
        workloads: [
            workloadOf("shop/cart"),
            workloadOf("shop/front"),
            workloadOf("stock/counts"),
            workloadOf("stock/feed"),
            workloadOf("old/thing"),
        ],
        services: [
            serviceOf("shop/cart", {
                slo: { availability: 99.95, latency: { percent: 99, withinMs: 250 } },
                subsets: [
                    { name: "v1", labels: { version: "v1" } },
                    { name: "v2", labels: { version: "v2" } },
                ],
            }),
            serviceOf("shop/front"),
            serviceOf("stock/counts", { slo: { availability: 99 } }),
            serviceOf("stock/feed", { ports: [portOf("feed", 7000, 7000, "tcp")] }),
            serviceOf("old/thing"),
        ],
        stores: [storeOf("redis", "shop")],
        externals: [externalOf("pay.example.com", "shop")],
        calls: [
            callOf("shop/front", "shop/cart"),
            callOf("shop/cart", "stock/counts"),
            callOf("shop/cart", "stock/feed", []),
            callOf("shop/cart", "old/thing"),
        ],
        storeCalls: [{ from: "shop/cart", store: "redis" }],
        externalCalls: [{ from: "shop/cart", external: "pay.example.com" }],
        routes: [
            {
                namespace: "shop",
                publicHost: "api",
                path: "/shop/*",
                service: "shop/front",
                operations: ["all"],
                access: { open: "a shop" },
                rateLimits: [],
            },
        ],
        platform: platformWith(gateway),
    });
}

export function dashboardsOf(context: ObservabilityContext): readonly Dashboard[] {
    return dashboardFolders(context).flatMap(({ dashboards }) => dashboards);
}

export interface Expression {
    readonly dashboard: string;
    readonly panel: string;
    readonly language: string;
    readonly text: string;
}

/** Every query of every panel, and what variables are filled by. */
export function expressionsOf(dashboards: readonly Dashboard[]): readonly Expression[] {
    return dashboards.map(read).flatMap(({ uid, panels, templating }) => [
        ...panels.flatMap((panel) =>
            (panel.targets ?? []).flatMap(({ expr }) =>
                expr === undefined
                    ? []
                    : [
                          {
                              dashboard: uid,
                              panel: panel.title ?? "",
                              language: panel.datasource?.type ?? "",
                              text: expr,
                          },
                      ],
            ),
        ),
        ...templating.list.flatMap(({ name, type, query }) =>
            type === "query"
                ? [
                      {
                          dashboard: uid,
                          panel: `$${name}`,
                          language: "prometheus",
                          text: labelSource(query ?? ""),
                      },
                  ]
                : [],
        ),
    ]);
}

/** The selector of `label_values(selector, label)`. */
function labelSource(query: string): string {
    return /^label_values\((.*), \w+\)$/.exec(query)?.[1] ?? query;
}
