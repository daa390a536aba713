import { gatewayOf } from "../controlPlane";
import type { Props } from "../crossguard";
import { authorizationPolicy, deployment, podTemplate, service, virtualService } from "../objects";
import { added, type Mutation, set } from "./mutation";

type Spec = { http?: { retries?: { attempts?: number }; timeout?: string; match?: unknown }[] };
const http = (object: Props) => (object["spec"] as Spec).http?.[0];

/** A VirtualService whose first route has an end and may be tried again. */
const routed = {
    kind: "VirtualService",
    where: (object: Props) =>
        (http(object)?.retries?.attempts ?? 0) > 0 && http(object)?.timeout !== undefined,
};

/** A namespace that the stack says nothing else about. */
const apart = { namespace: "apart" };
const shop = service("shop", [{ name: "http", port: 80 }], "apart");
const route = (name: string, spec: object, namespace = "apart") =>
    virtualService({ exportTo: ["."], ...spec }, { namespace, name });
const to = (host: string, more: object = {}) => ({ destination: { host, ...more } });
const plainly = (host: string, more: object = {}) => ({ route: [to(host, more)], timeout: "5s" });
const versions: Props = {
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { name: "shop", ...apart },
    spec: {
        host: "shop.apart.svc.cluster.local",
        exportTo: ["."],
        trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } },
        subsets: [{ name: "v1", labels: { version: "v1" } }],
    },
};
const gatewayApi = (kind: string, spec: object): Props => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind,
    metadata: { name: "shop", ...apart },
    spec,
});
const pods = (name: string, container: object = {}, namespace = "apart") =>
    deployment(
        podTemplate(
            { labels: { app: name } },
            { serviceAccountName: name, containers: [{ name, image: `${name}:1`, ...container }] },
        ),
        name,
        namespace,
    );

const proxiedShop = deployment(
    podTemplate(
        { labels: { app: "shop", "sidecar.istio.io/inject": "true" } },
        { serviceAccountName: "shop", containers: [{ name: "shop", image: "shop:1" }] },
    ),
    "shop",
    "apart",
);

const account = (name: string): Props => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace: "core" },
});

/** A workload whose calls are tried four times, whatever its server had begun, and who may call it. */
const repeated = (name: string, caller: string): Props[] => [
    pods(name, {}, "core"),
    account(name),
    service(name, [{ name: "http", port: 80 }]),
    route(
        name,
        {
            hosts: [`${name}.core.svc.cluster.local`],
            http: [
                {
                    ...plainly(`${name}.core.svc.cluster.local`),
                    retries: { attempts: 3, retryOn: "5xx", perTryTimeout: "1s" },
                },
            ],
        },
        "core",
    ),
    authorizationPolicy(
        {
            selector: { matchLabels: { app: name } },
            rules: [
                {
                    from: [{ source: { principals: [`cluster.local/ns/core/sa/${caller}`] } }],
                    to: [{ operation: { methods: ["GET"] } }],
                },
            ],
        },
        { name },
    ),
];

const withoutKey =
    (path: readonly string[], key: string): Mutation["change"] =>
    (object) => {
        const copy = structuredClone(object) as Record<string, Record<string, unknown>>;
        const here = path.reduce((each, step) => each[step] as typeof copy, copy);
        delete here[key];
        return copy;
    };

export const routesMutations: readonly Mutation[] = [
    {
        rule: "G-01",
        title: "ten tries",
        ...routed,
        change: set(["spec", "http", 0, "retries"], { attempts: 9, retryOn: "connect-failure" }),
    },
    {
        rule: "G-02",
        title: "tries that take longer than their timeout",
        ...routed,
        change: set(["spec", "http", 0, "retries"], { attempts: 3, perTryTimeout: "300s" }),
    },
    {
        rule: "G-03",
        title: "a route without an end",
        ...routed,
        change: withoutKey(["spec", "http", "0"], "timeout"),
    },
    {
        rule: "G-04",
        title: "endpoints that are never left out",
        kind: "DestinationRule",
        where: ({ spec }) =>
            (spec as { trafficPolicy?: Props } | undefined)?.trafficPolicy?.["outlierDetection"] !==
            undefined,
        change: withoutKey(["spec", "trafficPolicy"], "outlierDetection"),
    },
    {
        rule: "G-05",
        title: "a fault that is left in",
        ...routed,
        change: set(["spec", "http", 0, "fault"], { abort: { httpStatus: 503, percentage: { value: 100 } } }),
    },
    {
        rule: "G-07",
        title: "a route that does not wait for its subset",
        ...added(
            shop,
            route("shop", {
                hosts: ["shop.apart.svc.cluster.local"],
                http: [plainly("shop", { subset: "v1" })],
            }),
            versions,
        ),
    },
    {
        rule: "G-08",
        title: "a route to nowhere",
        ...added(shop, route("shop", { hosts: ["shop.apart.svc.cluster.local"], http: [plainly("shopp")] })),
    },
    {
        rule: "G-09",
        title: "a port that says nothing",
        kind: "Service",
        where: ({ metadata }) => (metadata as Props)["namespace"] !== "istio-system",
        change: (object) => {
            const copy = structuredClone(object) as unknown as { spec: { ports: Props[] } };
            copy.spec.ports = copy.spec.ports.map(({ appProtocol: _, ...rest }) => ({
                ...rest,
                name: "web",
            }));
            return copy as unknown as Props;
        },
    },
    {
        rule: "G-12",
        title: "a subset that does not exist",
        ...added(
            shop,
            versions,
            route("shop", {
                hosts: ["shop.apart.svc.cluster.local"],
                http: [plainly("shop", { subset: "v2" })],
            }),
        ),
    },
    {
        rule: "G-13",
        title: "a port that the Service does not have",
        ...added(
            shop,
            route("shop", {
                hosts: ["shop.apart.svc.cluster.local"],
                http: [plainly("shop", { port: { number: 8080 } })],
            }),
        ),
    },
    {
        rule: "G-14",
        title: "a route after one that takes everything",
        ...routed,
        change: (object) => {
            const copy = structuredClone(object) as unknown as { spec: { http: Props[] } };
            const { match: _, ...rest } = copy.spec.http[0] ?? {};
            copy.spec.http = [rest, { ...rest, name: "never", match: [{ uri: { exact: "/never" } }] }];
            return copy as unknown as Props;
        },
    },
    {
        rule: "G-15",
        title: "two VirtualServices for one host",
        ...added(
            shop,
            ...["one", "two"].map((name) =>
                route(name, {
                    hosts: ["shop.apart.svc.cluster.local"],
                    http: [plainly("shop")],
                }),
            ),
        ),
    },
    {
        rule: "G-16",
        title: "a gateway that is not there",
        ...added(
            shop,
            route("shop", { hosts: ["shop.example"], gateways: ["core/none"], http: [plainly("shop")] }),
        ),
    },
    {
        rule: "G-17",
        title: "a host that the gateway does not serve",
        ...added(
            shop,
            gatewayOf("gateways", "apart", "front"),
            {
                apiVersion: "networking.istio.io/v1",
                kind: "Gateway",
                metadata: { name: "shop", ...apart },
                spec: {
                    selector: { app: "front" },
                    servers: [
                        {
                            port: { number: 443, name: "https", protocol: "HTTPS" },
                            hosts: ["./shop.example"],
                            tls: { mode: "SIMPLE", credentialName: "shop", minProtocolVersion: "TLSV1_3" },
                        },
                    ],
                },
            },
            route("shop", {
                hosts: ["stop.example"],
                gateways: ["apart/shop"],
                http: [plainly("shop")],
            }),
        ),
    },
    {
        rule: "G-18",
        title: "a part of the traffic for the only destination",
        ...routed,
        change: set(["spec", "http", 0, "route", 0, "weight"], 10),
    },
    {
        rule: "G-19",
        title: "a gateway that does not divide what sidecars divide",
        ...added(
            shop,
            route("mesh", {
                hosts: ["shop.apart.svc.cluster.local"],
                http: [plainly("shop", { subset: "v1" })],
            }),
            route("shop", {
                hosts: ["shop.example"],
                gateways: ["elsewhere/public"],
                http: [plainly("shop")],
            }),
        ),
    },
    {
        rule: "G-20",
        title: "two ports for one of the pod",
        ...added(
            proxiedShop,
            authorizationPolicy({}, { name: "nobody", ...apart }),
            service("shop", [{ name: "http", port: 80, targetPort: 8080 }], "apart"),
            {
                ...service("shop", [{ name: "http", port: 81, targetPort: 8080 }], "apart"),
                metadata: { name: "again", ...apart },
            },
        ),
    },
    {
        rule: "G-21",
        title: "a port that the pods do not serve",
        ...added(
            pods("shop", { ports: [{ containerPort: 8080 }] }),
            service("shop", [{ name: "http", port: 80, targetPort: 8081 }], "apart"),
        ),
    },
    {
        rule: "G-24",
        title: "a route to a Service that is not there",
        ...added(
            shop,
            gatewayApi("HTTPRoute", {
                parentRefs: [{ name: "public", namespace: "elsewhere" }],
                hostnames: ["shop.example"],
                rules: [{ backendRefs: [{ name: "shopp", port: 80 }] }],
            }),
        ),
    },
    {
        rule: "G-25",
        title: "two listeners for one host and port",
        ...added(
            gatewayApi("Gateway", {
                gatewayClassName: "istio-waypoint",
                listeners: ["one", "two"].map((name) => ({ name, port: 15008, protocol: "HBONE" })),
            }),
        ),
    },
    {
        rule: "G-26",
        title: "a percentage of old",
        ...routed,
        change: set(["spec", "http", 0, "mirrorPercent"], 10),
    },
    {
        rule: "G-27",
        title: "sixty-four tries at the end of a chain",
        ...added(
            account("client"),
            account("frontend"),
            ...repeated("first", "client"),
            ...repeated("second", "first"),
            ...repeated("third", "second"),
        ),
    },
    {
        rule: "G-28",
        title: "a route that leads nowhere",
        ...added(shop, route("shop", { hosts: ["shop.apart.svc.cluster.local"], http: [{ timeout: "5s" }] })),
    },
];
