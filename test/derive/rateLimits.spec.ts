import { expect } from "chai";
import { derive } from "../../components/derive";
import type { RateLimit } from "../../components/graph/model";
import { emptyPlatform, type RateLimitService } from "../../components/graph/platform";
import type { Manifest } from "../../components/istio/types";
import { ingressGateway } from "../support/gateways";
import {
    type GraphParts,
    graphOf,
    namespaceOf,
    operationOf,
    portOf,
    serviceOf,
    workloadOf,
} from "../support/graphs";
import { testTarget } from "../support/target";

const perMinute: RateLimit = { requests: 100, per: "minute", scope: "replica" };
const ofMesh: RateLimit = { requests: 1000, per: "day", scope: "mesh" };
const counters: RateLimitService = { namespace: "counters", tag: "stable", replicas: 2, failClosed: true };

interface Limits {
    readonly service?: readonly RateLimit[];
    readonly route?: readonly RateLimit[];
    readonly counted?: RateLimitService;
}

function parts({ service, route = [], counted }: Limits): GraphParts {
    const shop = { ports: [portOf("http", 80, 8080), portOf("grpc", 9000, 9000, "grpc")] };
    return {
        namespaces: [namespaceOf("shop"), namespaceOf("idle")],
        workloads: [workloadOf("shop/web"), workloadOf("idle/other")],
        services: [
            serviceOf("shop/web", {
                ...shop,
                operations: [
                    operationOf("buy", ["POST", "PUT"], ["/orders", "/orders.v2/*"]),
                    operationOf("call", ["POST"], ["/shop.Web/Call"], ["grpc"]),
                ],
                ...(service === undefined ? {} : { rateLimits: service }),
            }),
            serviceOf("idle/other"),
        ],
        routes: ["/*", "/orders"].map((path) => ({
            namespace: "shop",
            publicHost: "api",
            path,
            service: "shop/web",
            operations: ["buy"],
            access: { open: "a shop window" },
            rateLimits: path === "/*" ? route : [],
        })),
        platform: {
            ...emptyPlatform,
            gateways: new Map([["istio-ingressgateway", ingressGateway()]]),
            publicHosts: new Map([
                [
                    "api",
                    {
                        name: "api",
                        hostname: "api.example.com",
                        gateway: "istio-ingressgateway",
                        servers: ["https"],
                        certificate: { secret: "own" },
                        sourceRanges: [],
                    },
                ],
            ]),
            ...(counted === undefined ? {} : { rateLimitService: counted }),
        },
    };
}

function derived(limits: Limits) {
    const all = derive(graphOf(parts(limits)), testTarget);
    const gateway = all.gateways.get("istio-ingressgateway") ?? [];
    return { ...all, gateway, shop: all.namespaces.get("shop") ?? [] };
}

interface Patch {
    readonly match: { readonly context: string; readonly listener: { readonly portNumber?: number } };
    readonly patch: {
        readonly operation: string;
        readonly value: { readonly name: string; readonly typed_config: Readonly<Record<string, unknown>> };
    };
}

function patches(manifests: readonly Manifest[]): readonly Patch[] {
    return manifests
        .filter(({ kind }) => kind === "EnvoyFilter")
        .flatMap(({ spec }) => (spec as { configPatches: readonly Patch[] }).configPatches);
}

function find(manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined {
    return manifests.find((each) => each.kind === kind && each.metadata.name === name);
}

describe("limits of a service", () => {
    it("stand at its workload's proxy, after authorization, on every HTTP port", () => {
        const { shop } = derived({ service: [perMinute] });
        expect(
            patches(shop).map(({ match, patch }) => [match.listener.portNumber, patch.operation]),
        ).to.deep.equal([
            [8080, "INSERT_BEFORE"],
            [9000, "INSERT_BEFORE"],
        ]);
        expect(find(shop, "EnvoyFilter", "rate-limits-web")).to.have.nested.property(
            "spec.workloadSelector.labels.app",
            "web",
        );
    });

    it("count in the proxy, and tell a gRPC caller not to try again", () => {
        const [patch] = patches(derived({ service: [perMinute] }).shop);
        expect(patch?.patch.value.typed_config).to.deep.equal({
            "@type": "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
            stat_prefix: "rate_limit",
            filter_enabled: { default_value: { numerator: 100, denominator: "HUNDRED" } },
            filter_enforced: { default_value: { numerator: 100, denominator: "HUNDRED" } },
            enable_x_ratelimit_headers: "DRAFT_VERSION_03",
            rate_limited_as_resource_exhausted: true,
            always_consume_default_token_bucket: false,
            rate_limits: [
                {
                    actions: [
                        {
                            generic_key: {
                                descriptor_key: "limit",
                                descriptor_value: "service/shop/web/minute",
                            },
                        },
                    ],
                },
            ],
            descriptors: [
                {
                    entries: [{ key: "limit", value: "service/shop/web/minute" }],
                    token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: "60s" },
                },
            ],
        });
    });

    it("of an operation count its methods and paths alone, on its ports alone, with any query", () => {
        const all = patches(derived({ service: [{ ...perMinute, operation: "buy" }] }).shop);
        expect(all.map(({ match }) => match.listener.portNumber)).to.deep.equal([8080]);
        const actions = all.flatMap(({ patch }) => patch.value.typed_config["rate_limits"]) as readonly {
            readonly actions: readonly { readonly header_value_match: { readonly headers: unknown } }[];
        }[];
        expect(actions[0]?.actions[0]?.header_value_match.headers).to.deep.equal([
            { name: ":method", string_match: { safe_regex: { regex: "POST|PUT" } } },
            {
                name: ":path",
                string_match: { safe_regex: { regex: "/orders(\\?.*)?|/orders\\.v2/.*" } },
            },
        ]);
    });

    it("are nowhere where none is declared, and nowhere in a namespace that is off", () => {
        expect(patches(derived({}).shop)).to.deep.equal([]);
        const { namespaces, ...rest } = parts({ service: [perMinute] });
        const off = graphOf({ ...rest, namespaces: namespaces.map(({ name }) => namespaceOf(name, "off")) });
        expect(patches(derive(off, testTarget).namespaces.get("shop") ?? [])).to.deep.equal([]);
    });

    it("of the mesh are asked for at the rate-limit service, and refused without answer where it is closed", () => {
        const [patch] = patches(derived({ service: [ofMesh], counted: counters }).shop);
        expect(patch?.patch.value.typed_config).to.deep.include({
            domain: "meshwright",
            failure_mode_deny: true,
            status_on_error: { code: "ServiceUnavailable" },
            rate_limit_service: {
                transport_api_version: "V3",
                grpc_service: {
                    envoy_grpc: {
                        cluster_name: "outbound|8081||ratelimit.counters.svc.cluster.local",
                        authority: "ratelimit.counters.svc.cluster.local",
                    },
                },
            },
        });
        expect(() => derived({ service: [ofMesh] })).to.throw("needs a rate-limit service");
    });
});

describe("limits of a way in", () => {
    it("of each client come before authentication, the others after authorization", () => {
        const { gateway } = derived({
            route: [{ ...perMinute, by: "clientIp" }, perMinute, ofMesh],
            counted: counters,
        });
        expect(patches(gateway).map(({ patch }) => [patch.operation, patch.value.name])).to.deep.equal([
            ["INSERT_FIRST", "meshwright.rate_limit.clients"],
            ["INSERT_BEFORE", "meshwright.rate_limit.replica"],
            ["INSERT_BEFORE", "meshwright.rate_limit.mesh"],
        ]);
    });

    it("count the route's host and path, and not what a longer route claims", () => {
        const [patch] = patches(derived({ route: [{ ...perMinute, by: "clientIp" }] }).gateway);
        expect(patch?.patch.value.typed_config).to.deep.include({
            max_dynamic_descriptors: 10_000,
            rate_limits: [
                {
                    actions: [
                        {
                            header_value_match: {
                                descriptor_key: "limit",
                                descriptor_value: "route/api/clientIp-minute/*",
                                headers: [
                                    {
                                        name: ":authority",
                                        string_match: {
                                            safe_regex: { regex: "(?i)api\\.example\\.com(:.*)?" },
                                        },
                                    },
                                    { name: ":path", string_match: { safe_regex: { regex: "/.*" } } },
                                    {
                                        name: ":path",
                                        string_match: { safe_regex: { regex: "/orders(\\?.*)?" } },
                                        invert_match: true,
                                    },
                                ],
                            },
                        },
                        { masked_remote_address: { v4_prefix_mask_len: 32, v6_prefix_mask_len: 64 } },
                    ],
                },
            ],
            descriptors: [
                {
                    entries: [
                        { key: "limit", value: "route/api/clientIp-minute/*" },
                        { key: "masked_remote_address" },
                    ],
                    token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: "60s" },
                },
            ],
        });
    });
});

describe("the rate-limit service", () => {
    const all = () =>
        derived({ service: [ofMesh], route: [{ ...ofMesh, by: "clientIp" }], counted: counters });

    it("is absent unless the platform declares it", () => {
        expect(derived({ service: [perMinute] }).rateLimitService).to.deep.equal([]);
    });

    it("is no namespace of the catalogue", () => {
        expect([...all().namespaces.keys()]).to.deep.equal(["idle", "shop"]);
    });

    it("counts each limit of the mesh, for each client where the limit does", () => {
        const config = find(all().rateLimitService, "ConfigMap", "ratelimit-config");
        expect(JSON.parse(config?.data?.["limits.yaml"] ?? "")).to.deep.equal({
            domain: "meshwright",
            descriptors: [
                {
                    key: "limit",
                    value: "route/api/clientIp-day/*",
                    descriptors: [
                        {
                            key: "masked_remote_address",
                            rate_limit: { unit: "day", requests_per_unit: 1000 },
                        },
                    ],
                },
                {
                    key: "limit",
                    value: "service/shop/web/day",
                    rate_limit: { unit: "day", requests_per_unit: 1000 },
                },
            ],
        });
    });

    it("answers exactly the proxies that have something to count", () => {
        const policy = find(all().rateLimitService, "AuthorizationPolicy", "ratelimit");
        expect(policy?.spec).to.deep.equal({
            selector: { matchLabels: { app: "ratelimit" } },
            action: "ALLOW",
            rules: [
                {
                    from: [{ source: { principals: ["cluster.local/ns/shop/sa/web"] } }],
                    to: [
                        {
                            operation: {
                                ports: ["8081"],
                                methods: ["POST"],
                                paths: ["/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit"],
                            },
                        },
                    ],
                },
                {
                    from: [
                        {
                            source: {
                                principals: ["cluster.local/ns/istio-ingress/sa/istio-ingressgateway"],
                            },
                        },
                    ],
                    to: [
                        {
                            operation: {
                                ports: ["8081"],
                                methods: ["POST"],
                                paths: ["/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit"],
                            },
                        },
                    ],
                },
            ],
        });
        const sidecar = find(all().namespaces.get("shop") ?? [], "Sidecar", "web");
        expect(sidecar?.spec).to.have.deep.property("egress", [
            { hosts: ["counters/ratelimit.counters.svc.cluster.local"] },
        ]);
        expect(find(all().namespaces.get("idle") ?? [], "Sidecar", "other")).to.equal(undefined);
    });

    it("is a closed namespace of its own: Redis answers the service alone", () => {
        const { rateLimitService } = all();
        const redis = find(rateLimitService, "AuthorizationPolicy", "redis")?.spec;
        expect(redis).to.have.nested.property(
            "rules[0].from[0].source.principals[0]",
            "cluster.local/ns/counters/sa/ratelimit",
        );
        expect(find(rateLimitService, "AuthorizationPolicy", "default-deny")?.spec).to.deep.equal({});
        expect(find(rateLimitService, "PeerAuthentication", "default")?.spec).to.deep.equal({
            mtls: { mode: "STRICT" },
        });
        expect(rateLimitService.filter(({ kind }) => kind === "NetworkPolicy")).to.have.length(3);
        expect(find(rateLimitService, "PodDisruptionBudget", "ratelimit")).to.not.equal(undefined);
    });

    it("reads its limits from files and counts in the Redis that is there, or in one of its own", () => {
        const env = (counted: RateLimitService) => {
            const { rateLimitService } = derived({ service: [ofMesh], counted });
            const spec = find(rateLimitService, "Deployment", "ratelimit")?.spec as {
                readonly template: {
                    readonly spec: {
                        readonly containers: readonly {
                            readonly env: readonly { readonly name: string; readonly value: string }[];
                            readonly volumeMounts: unknown;
                        }[];
                        readonly volumes: unknown;
                    };
                };
            };
            const [container] = spec.template.spec.containers;
            expect(container?.volumeMounts).to.deep.equal([
                { name: "files", mountPath: "/data/ratelimit/config" },
            ]);
            expect(spec.template.spec.volumes).to.deep.equal([
                { name: "files", configMap: { name: "ratelimit-config" } },
            ]);
            return {
                redis: container?.env.find(({ name }) => name === "REDIS_URL")?.value,
                own: find(rateLimitService, "Deployment", "redis") !== undefined,
            };
        };
        expect(env(counters)).to.deep.equal({ redis: "redis.counters.svc.cluster.local:6379", own: true });
        const redis = { host: "redis.example.com", port: 6380 };
        expect(env({ ...counters, redis })).to.deep.equal({ redis: "redis.example.com:6380", own: false });
    });
});
