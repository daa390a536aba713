import { disallowIgnoredSettings } from "../../policies/traffic/disallowIgnoredSettings";
import type { Props } from "./crossguard";
import { judgesSpecs } from "./specTables";

const to = { route: [{ destination: { host: "orders" } }] };
const routed = (...http: Props[]): Props => ({ hosts: ["orders"], http });
const policy = (trafficPolicy: Props): Props => ({ host: "orders", trafficPolicy });
const server = (protocol: string, tls: Props): Props => ({
    servers: [{ port: { number: 443, name: "a", protocol }, hosts: ["a.example"], tls }],
});

judgesSpecs(
    disallowIgnoredSettings,
    "Gateway",
    [
        ["a redirect", server("HTTP", { httpsRedirect: true })],
        ["TLS that passes", server("TLS", { mode: "PASSTHROUGH" })],
    ],
    [
        [
            "a redirect of TLS",
            server("TLS", { mode: "SIMPLE", httpsRedirect: true }),
            "spec.servers[0].tls.httpsRedirect is true, on a server of protocol TLS, which redirects nothing; remove it",
        ],
        [
            "certificates nobody uses",
            server("TLS", { mode: "PASSTHROUGH", credentialName: "a" }),
            'spec.servers[0].tls.credentialName is "a", beside PASSTHROUGH, which uses no certificates; remove it',
        ],
    ],
);
judgesSpecs(
    disallowIgnoredSettings,
    "DestinationRule",
    [["what is not deprecated", policy({ outlierDetection: { consecutive5xxErrors: 5 } })]],
    [
        [
            "a ring of before",
            policy({ loadBalancer: { consistentHash: { minimumRingSize: 5 } } }),
            "spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize is 5, which is deprecated; use ringHash.minimumRingSize",
        ],
    ],
);
judgesSpecs(
    disallowIgnoredSettings,
    "Sidecar",
    [["hosts", { workloadSelector: { labels: { a: "b" } }, egress: [{ hosts: ["./*", "b/*"] }] }]],
    [
        [
            "a host twice",
            { egress: [{ hosts: ["./*", "./*"] }] },
            'spec.egress[0].hosts[1] is "./*", which is there already; remove it',
        ],
        [
            "every host and more",
            { egress: [{ hosts: ["*/*", "a/*"] }] },
            'spec.egress[0].hosts[0] is "*/*", which takes in every other host of the list; keep the others, or it alone',
        ],
        [
            "a selector without labels",
            { workloadSelector: {} },
            "spec.workloadSelector is {}, without labels, so it selects the whole namespace; name labels, or remove it",
        ],
    ],
);
judgesSpecs(
    disallowIgnoredSettings,
    "VirtualService",
    [["a status", routed({ ...to, fault: { abort: { httpStatus: 503 } } })]],
    [
        [
            "no status",
            routed({ ...to, fault: { abort: { percentage: { value: 1 } } } }),
            'spec.http[0].fault.abort is {"percentage":{"value":1}}, without a status, so nothing is aborted; give httpStatus, or remove it',
        ],
    ],
);
judgesSpecs(
    disallowIgnoredSettings,
    "ServiceEntry",
    [
        [
            "a wildcard",
            { hosts: ["*.example.com"], resolution: "STATIC", workloadSelector: { labels: { a: "b" } } },
        ],
    ],
    [
        [
            "pods that NONE ignores",
            { hosts: ["a.example"], workloadSelector: { labels: { a: "b" } } },
            'spec.workloadSelector is {"labels":{"a":"b"}}, which resolution NONE ignores; set STATIC',
        ],
        [
            "a part of a label",
            { hosts: ["*a.example"], resolution: "DNS" },
            'spec.hosts[0] is "*a.example", where a wildcard stands for a part of a label; write *. before whole labels',
        ],
    ],
);
judgesSpecs(
    disallowIgnoredSettings,
    "WorkloadEntry",
    [["an address", { address: "192.0.2.1", network: "north" }]],
    [
        [
            "a network alone",
            { network: "north" },
            "spec.address is not set, so its network's gateway is called in its place; give it, where it can be reached",
        ],
    ],
);
judgesSpecs(
    disallowIgnoredSettings,
    "Telemetry",
    [["one tracing", { tracing: [{ providers: [{ name: "a" }] }] }]],
    [
        [
            "two providers",
            { tracing: [{ providers: [{ name: "a" }, { name: "b" }] }] },
            'spec.tracing[0].providers[1] is {"name":"b"}, after a first, and istiod uses one; keep the one that is meant',
        ],
    ],
);
