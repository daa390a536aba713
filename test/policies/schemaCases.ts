import type { Props } from "./crossguard";

/** An object, and what an API server with the CRDs of the newest Istio makes of it. */
export interface SchemaCase {
    readonly title: string;
    readonly object: Props;
    /** What is said of it; nothing when it is taken. */
    readonly refusals: readonly string[];
    /** Dropped without a word unless the writer asks for strictness (kubectl does). */
    readonly isPruned?: true;
}

const groups: Readonly<Record<string, string>> = {
    AuthorizationPolicy: "security.istio.io/v1",
    PeerAuthentication: "security.istio.io/v1",
    RequestAuthentication: "security.istio.io/v1",
    Telemetry: "telemetry.istio.io/v1",
    EnvoyFilter: "networking.istio.io/v1alpha3",
    ProxyConfig: "networking.istio.io/v1beta1",
    WasmPlugin: "extensions.istio.io/v1alpha1",
    TrafficExtension: "extensions.istio.io/v1alpha1",
};

function object(kind: string, spec: unknown, more: Props = {}): Props {
    const apiVersion = groups[kind] ?? "networking.istio.io/v1";
    return { apiVersion, kind, metadata: { name: "it", namespace: "core" }, spec, ...more };
}

const good = (title: string, kind: string, spec: unknown, more?: Props): SchemaCase => ({
    title: `${kind}: ${title}`,
    object: object(kind, spec, more),
    refusals: [],
});
const bad = (title: string, kind: string, spec: unknown, refusal: string, more?: Props): SchemaCase => ({
    title: `${kind}: ${title}`,
    object: object(kind, spec, more),
    refusals: [refusal],
});
const pruned = (...args: Parameters<typeof bad>): SchemaCase => ({ ...bad(...args), isPruned: true });

const no = "so the API server refuses the object";
const port = { number: 80, name: "http", protocol: "HTTP" };
const entry = { hosts: ["a.example.com"], ports: [port], resolution: "DNS" };
const route = [{ destination: { host: "orders" } }];
const server = { hosts: ["core/*"], port };
const url = "oci://ghcr.io/a/b:1";

export const schemaCases: readonly SchemaCase[] = [
    good("empty", "PeerAuthentication", {}),
    good("without a spec", "PeerAuthentication", undefined),
    good("ports of a workload", "PeerAuthentication", {
        selector: { matchLabels: { app: "a" } },
        portLevelMtls: { "80": { mode: "DISABLE" } },
    }),
    bad(
        "ports of a namespace",
        "PeerAuthentication",
        { portLevelMtls: { "80": { mode: "DISABLE" } } },
        `spec is {"portLevelMtls":{"80":{"mode":"DISABLE"}}}, ${no}: portLevelMtls requires selector; change it accordingly`,
    ),
    bad(
        "a port that is none",
        "PeerAuthentication",
        { selector: { matchLabels: { app: "a" } }, portLevelMtls: { "0": { mode: "STRICT" } } },
        `spec.portLevelMtls is {"0":{"mode":"STRICT"}}, ${no}: port must be between 1-65535; change it accordingly`,
    ),
    bad(
        "a mode that is none",
        "PeerAuthentication",
        { mtls: { mode: "strict" } },
        `spec.mtls.mode is "strict", which is none of its words, ${no}; write UNSET, DISABLE, PERMISSIVE, STRICT`,
    ),
    pruned(
        "a misspelt field",
        "PeerAuthentication",
        { mtls: { mode: "STRICT" }, portLevelMTLS: {} },
        "spec.portLevelMTLS is {}, but there is no such field: it is refused, or dropped and means nothing; write " +
            "portLevelMtls, or remove it",
    ),
    pruned(
        "settings beside spec",
        "PeerAuthentication",
        {},
        'mtls is {"mode":"STRICT"}, but there is no such field: it is refused, or dropped and means nothing; move it ' +
            "under spec, or remove it",
        { mtls: { mode: "STRICT" } },
    ),
    bad(
        "an API version that is gone",
        "PeerAuthentication",
        {},
        'apiVersion is "security.istio.io/v1alpha1", but PeerAuthentication of Istio 1.31 has the versions v1, v1beta1, ' +
            `${no}; write security.istio.io/v1`,
        { apiVersion: "security.istio.io/v1alpha1" },
    ),
    bad(
        "a label that is a number",
        "PeerAuthentication",
        {},
        `metadata.labels.version is 1, which is no text, ${no}; quote it`,
        { metadata: { name: "it", namespace: "core", labels: { version: 1 } } },
    ),
    good("a rule with everything", "AuthorizationPolicy", {
        selector: { matchLabels: { app: "a" } },
        action: "DENY",
        rules: [
            {
                from: [{ source: { principals: ["*"], notIpBlocks: ["10.0.0.0/8"] } }],
                to: [{ operation: { methods: ["GET"], ports: ["80"] } }],
                when: [{ key: "request.headers[x]", values: ["a"] }],
            },
        ],
    }),
    bad(
        "a port that is a number",
        "AuthorizationPolicy",
        { rules: [{ to: [{ operation: { ports: [80] } }] }] },
        `spec.rules[0].to[0].operation.ports[0] is 80, which is a whole number and not a text, ${no}; quote it`,
    ),
    bad(
        "one principal that is no list",
        "AuthorizationPolicy",
        { rules: [{ from: [{ source: { principals: "*" } }] }] },
        `spec.rules[0].from[0].source.principals is "*", which is a text and not a list, ${no}; give a list`,
    ),
    bad(
        "a condition without key",
        "AuthorizationPolicy",
        { rules: [{ when: [{ values: ["a"] }] }] },
        "spec.rules[0].when[0].key is not set, and the API server refuses the object; give it",
    ),
    bad(
        "service accounts beside principals",
        "AuthorizationPolicy",
        { rules: [{ from: [{ source: { principals: ["a"], serviceAccounts: ["b"] } }] }] },
        `spec.rules[0].from[0].source is {"principals":["a"],"serviceAccounts":["b"]}, ${no}: Cannot set serviceAccounts ` +
            "with namespaces or principals; change it accordingly",
    ),
    bad(
        "selector and targetRefs",
        "AuthorizationPolicy",
        {
            selector: { matchLabels: { app: "a" } },
            targetRefs: [{ kind: "Service", group: "", name: "a" }],
        },
        'spec is {"selector":{"matchLabels":{"app":"a"}},"targetRefs":[{"kind":"Service","group":"","name":"a"}]}, ' +
            `${no}: only one of targetRefs or selector can be set; change it accordingly`,
    ),
    bad(
        "a wildcard in a selector",
        "AuthorizationPolicy",
        { selector: { matchLabels: { app: "a*" } } },
        `spec.selector.matchLabels.app is "a*", ${no}: wildcard not allowed in label value match; change it accordingly`,
    ),
    good("keys over https", "RequestAuthentication", {
        jwtRules: [{ issuer: "a", jwksUri: "https://a.example.com/keys" }],
    }),
    bad(
        "keys of no scheme",
        "RequestAuthentication",
        { jwtRules: [{ issuer: "a", jwksUri: "a.example.com/keys" }] },
        `spec.jwtRules[0].jwksUri is "a.example.com/keys", ${no}: url must have scheme http:// or https://; change it ` +
            "accordingly",
    ),
    bad(
        "keys from two places",
        "RequestAuthentication",
        { jwtRules: [{ issuer: "a", jwksUri: "https://a", jwks: "{}" }] },
        `spec.jwtRules[0] is {"issuer":"a","jwksUri":"https://a","jwks":"{}"}, ${no}: only one of jwks or jwksUri can be ` +
            "set; change it accordingly",
    ),
    good("a route", "VirtualService", {
        hosts: ["orders"],
        http: [{ match: [{ uri: { prefix: "/" } }], route, timeout: "5s", retries: { attempts: 2 } }],
    }),
    bad(
        "two ways to match a path",
        "VirtualService",
        { hosts: ["orders"], http: [{ match: [{ uri: { prefix: "/", exact: "/a" } }], route }] },
        'spec.http[0].match[0].uri is {"prefix":"/","exact":"/a"}, where exact and prefix exclude each other, ' +
            `${no}; keep one of them`,
    ),
    bad(
        "a timeout of no length",
        "VirtualService",
        { hosts: ["orders"], http: [{ route, timeout: "5" }] },
        `spec.http[0].timeout is "5", ${no}: must be a valid duration greater than 1ms; change it accordingly`,
    ),
    bad(
        "a destination without host",
        "VirtualService",
        { hosts: ["orders"], http: [{ route: [{ destination: { subset: "v1" } }] }] },
        "spec.http[0].route[0].destination.host is not set, and the API server refuses the object; give it",
    ),
    bad(
        "a port above all ports",
        "VirtualService",
        {
            hosts: ["orders"],
            http: [{ route: [{ destination: { host: "a", port: { number: 4294967296 } } }] }],
        },
        `spec.http[0].route[0].destination.port.number is 4294967296, where 4294967295 are the most, ${no}; give less`,
    ),
    good("subsets and limits", "DestinationRule", {
        host: "orders",
        trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" }, outlierDetection: { interval: "10s" } },
        subsets: [{ name: "v1", labels: { version: "v1" } }],
    }),
    bad(
        "no host",
        "DestinationRule",
        {},
        "spec.host is not set, and the API server refuses the object; give it",
    ),
    bad(
        "no spec",
        "WasmPlugin",
        undefined,
        "spec is not set, and the API server refuses the object; give it",
    ),
    bad(
        "two load balancers",
        "DestinationRule",
        {
            host: "orders",
            trafficPolicy: { loadBalancer: { simple: "RANDOM", consistentHash: { useSourceIp: true } } },
        },
        'spec.trafficPolicy.loadBalancer is {"simple":"RANDOM","consistentHash":{"useSourceIp":true}}, where simple and ' +
            `consistentHash exclude each other, ${no}; keep one of them`,
    ),
    good("a host outside", "ServiceEntry", entry),
    bad(
        "every host",
        "ServiceEntry",
        { ...entry, hosts: ["*"] },
        `spec.hosts[0] is "*", ${no}: hostname cannot be wildcard; change it accordingly`,
    ),
    bad(
        "a network that is resolved by name",
        "ServiceEntry",
        { ...entry, addresses: ["10.0.0.0/8"] },
        'spec is {"hosts":["a.example.com"],"ports":[{"number":80,"name":"http","protocol":"HTTP"}],"resolution":"DNS","addresses":["1..., ' +
            `${no}: CIDR addresses are allowed only for NONE/STATIC resolution types; change it accordingly`,
    ),
    bad(
        "a port twice",
        "ServiceEntry",
        { ...entry, ports: [port, { ...port, name: "again" }] },
        'spec.ports is [{"number":80,"name":"http","protocol":"HTTP"},{"number":80,"name":"again","protocol":"HTTP"}], ' +
            `${no}: port number cannot be duplicated; change it accordingly`,
    ),
    good("a server", "Gateway", { selector: { istio: "ingressgateway" }, servers: [server] }),
    bad(
        "a server without port",
        "Gateway",
        { servers: [{ hosts: ["core/*"] }] },
        "spec.servers[0].port is not set, and the API server refuses the object; give it",
    ),
    bad(
        "credentials in two fields",
        "Gateway",
        {
            servers: [
                { ...server, tls: { mode: "SIMPLE", credentialName: "a", credentialNames: ["a", "b"] } },
            ],
        },
        'spec.servers[0].tls is {"mode":"SIMPLE","credentialName":"a","credentialNames":["a","b"]}, ' +
            `${no}: only one of credentialName or credentialNames can be set; change it accordingly`,
    ),
    good("hosts it sees", "Sidecar", { egress: [{ hosts: ["./*"] }] }),
    bad(
        "an egress listener without hosts",
        "Sidecar",
        { egress: [{ port }] },
        "spec.egress[0].hosts is not set, and the API server refuses the object; give it",
    ),
    good("any patch", "EnvoyFilter", {
        configPatches: [{ applyTo: "HTTP_FILTER", patch: { operation: "ADD", value: { anything: [1] } } }],
    }),
    bad(
        "a place that is none",
        "EnvoyFilter",
        { configPatches: [{ applyTo: "FILTER", patch: { operation: "ADD" } }] },
        `spec.configPatches[0].applyTo is "FILTER", which is none of its words, ${no}; write INVALID, LISTENER, ` +
            "FILTER_CHAIN, NETWORK_FILTER, HTTP_FILTER, ROUTE_CONFIGURATION, VIRTUAL_HOST, HTTP_ROUTE, CLUSTER, " +
            "EXTENSION_CONFIG, BOOTSTRAP, LISTENER_FILTER",
    ),
    good("a percentage", "Telemetry", { tracing: [{ randomSamplingPercentage: 1.5 }] }),
    bad(
        "more than everything",
        "Telemetry",
        { tracing: [{ randomSamplingPercentage: 101 }] },
        `spec.tracing[0].randomSamplingPercentage is 101, where 100 are the most, ${no}; give less`,
    ),
    bad(
        "a tag without value",
        "Telemetry",
        { metrics: [{ overrides: [{ tagOverrides: { a: { operation: "UPSERT" } } }] }] },
        `spec.metrics[0].overrides[0].tagOverrides.a is {"operation":"UPSERT"}, ${no}: value must be set when operation is ` +
            "UPSERT; change it accordingly",
    ),
    good("an image", "WasmPlugin", { url }),
    bad(
        "a scheme that nobody fetches",
        "WasmPlugin",
        { url: "ftp://a/b" },
        `spec.url is "ftp://a/b", ${no}: url must have schema one of [http, https, file, oci]; change it accordingly`,
    ),
    bad(
        "a digest that is none",
        "WasmPlugin",
        { url, sha256: "abc" },
        `spec.sha256 is "abc", which does not match (^$|^[a-f0-9]{64}$), ${no}; write it like that`,
    ),
    bad(
        "neither code nor script",
        "TrafficExtension",
        { phase: "AUTHN" },
        `spec is {"phase":"AUTHN"}, ${no}: exactly one of wasm or lua must be set; change it accordingly`,
    ),
];
