import { expect } from "chai";
import {
    callsOf,
    describeCalls,
    includes,
    isEmpty,
    type Reach,
    reachableAt,
    type WorkloadRef,
    worldOf,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { strict } from "./expectations";
import { client, mesh, policy, server, service, workload } from "./mesh";

const payments = "payments.shop.svc.cluster.local";
const refunds = "refunds.shop.svc.cluster.local";
const http = service([{ name: "http", port: 80, targetPort: 8080 }]);
const far = workload("far", "orders");

function istio(kind: string, spec: object, name = "rule", namespace = "shop"): Manifest {
    return { apiVersion: "networking.istio.io/v1", kind, metadata: { name, namespace }, spec };
}

/** A Sidecar of the caller that tells of these hosts and no others. */
function sidecar(hosts: readonly string[], more: object = {}, name = "orders", namespace = "shop"): Manifest {
    const outbound = { outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } };
    return istio("Sidecar", { egress: [{ hosts }], ...outbound, ...more }, name, namespace);
}

function routes(http: readonly object[], more: object = {}): Manifest {
    return istio("VirtualService", { hosts: [payments], http, ...more });
}

function to(host: string, port?: number): object {
    return { route: [{ destination: { host, ...(port === undefined ? {} : { port: { number: port } }) } }] };
}

function reach(objects: readonly Manifest[], from: WorkloadRef = client, at: WorkloadRef = server): Reach {
    return reachableAt(worldOf([strict, ...objects], mesh), at)(from);
}

/** What is certainly reached, in words; with a `?` where something else may be as well. */
function reached(objects: readonly Manifest[], from: WorkloadRef = client): string {
    const { certain, possible } = reach(objects, from);
    const words = isEmpty(certain) ? "nothing" : describeCalls(certain, "it").join("; ");
    return includes(certain, possible) ? words : `${words} ?`;
}

const all = "call anything on it:8080";

describe("a caller's own proxy", () => {
    const table: readonly [what: string, objects: readonly Manifest[], words: string, from?: WorkloadRef][] =
        [
            ["no Sidecar tells of everything", [http], all],
            ["no Service, no way", [], "nothing"],
            ["a Sidecar that tells of the host", [http, sidecar([`shop/${payments}`])], all],
            ["one that tells of it as its own", [http, sidecar([`./${payments}`])], all],
            ["one that tells of it in every namespace", [http, sidecar([`*/${payments}`])], all],
            ["one that tells of all hosts of a namespace", [http, sidecar(["shop/*"])], all],
            ["one that tells of hosts by their end", [http, sidecar(["shop/*.shop.svc.cluster.local"])], all],
            ["one that tells of another host", [http, sidecar([`shop/${refunds}`])], "nothing"],
            ["one that tells of the host elsewhere", [http, sidecar([`far/${payments}`])], "nothing"],
            ["one without listeners", [http, sidecar([], { egress: [] })], all],
            [
                "one for a port that is asked for",
                [http, sidecar([], { egress: [{ port: { number: 80 }, hosts: ["*/*"] }] })],
                all,
            ],
            [
                "one for another port",
                [http, sidecar([], { egress: [{ port: { number: 81 }, hosts: ["*/*"] }] })],
                "nothing",
            ],
            [
                "one that selects somebody else",
                [
                    http,
                    sidecar([], {
                        egress: [{ hosts: ["~/*"] }],
                        workloadSelector: { labels: { app: "cart" } },
                    }),
                ],
                all,
            ],
            [
                "one that selects the caller, before its namespace's",
                [
                    http,
                    sidecar(["~/*"], {}, "a"),
                    sidecar(["*/*"], { workloadSelector: { labels: { app: "orders" } } }, "b"),
                ],
                all,
            ],
            [
                "the namespace's, before the root's",
                [http, sidecar(["*/*"], {}, "a", "istio-system"), sidecar(["~/*"], {}, "b")],
                "nothing",
            ],
            [
                "the root's, for who has none",
                [http, sidecar(["~/*"], {}, "a", "istio-system")],
                "nothing",
                far,
            ],
            [
                "a Service that is not exported",
                [
                    {
                        ...http,
                        metadata: { ...http.metadata, annotations: { "networking.istio.io/exportTo": "." } },
                    },
                ],
                "nothing",
                far,
            ],
            [
                "a Service exported to the caller",
                [
                    {
                        ...http,
                        metadata: {
                            ...http.metadata,
                            annotations: { "networking.istio.io/exportTo": "., far" },
                        },
                    },
                ],
                all,
                far,
            ],
            [
                "a Service exported to nobody",
                [
                    {
                        ...http,
                        metadata: { ...http.metadata, annotations: { "networking.istio.io/exportTo": "~" } },
                    },
                ],
                "nothing",
            ],
            ["a Service of other pods", [service([{ port: 80 }], { app: "cart" })], "nothing"],
            [
                "two ports of a Service",
                [
                    service([
                        { name: "http", port: 80, targetPort: 8080 },
                        { name: "http-b", port: 81 },
                    ]),
                ],
                "call anything on it:8080; call anything on it:81",
            ],
        ];
    for (const [what, objects, words, from] of table) {
        it(`brings ${words === "nothing" ? "no call" : "calls"} there: ${what}`, () => {
            expect(reached(objects, from).split("; ").sort().join("; ")).to.equal(words);
        });
    }

    it("passes on what it does not know in plaintext, which a strict server refuses and another does not", () => {
        const open = sidecar([`shop/${refunds}`], { outboundTrafficPolicy: { mode: "ALLOW_ANY" } });
        expect(reached([http, open])).to.equal("nothing");
        const lenient = worldOf([http, open], mesh);
        expect(describeCalls(reachableAt(lenient, server)(client).certain, "it")).to.deep.equal([
            "call anything on it",
        ]);
        const closed = worldOf([http, sidecar([`shop/${refunds}`])], mesh);
        expect(isEmpty(reachableAt(closed, server)(client).possible)).to.equal(true);
    });

    it("is not asked where the caller has none, which then speaks plaintext", () => {
        const bare = workload("shop", "orders", false);
        expect(reached([http], bare)).to.equal("nothing");
        expect(isEmpty(reachableAt(worldOf([sidecar([])], mesh), server)(bare).certain)).to.equal(false);
    });
});

describe("routes of a VirtualService", () => {
    const table: readonly [what: string, http: readonly object[], words: string][] = [
        ["everything to the server", [to("payments")], all],
        ["everything somewhere else", [to("refunds")], "nothing"],
        [
            "a prefix to the server",
            [{ match: [{ uri: { prefix: "/a" } }], ...to(payments) }],
            "use any method on /a* of it:8080",
        ],
        [
            "an exact path",
            [{ match: [{ uri: { exact: "/a" } }], ...to(payments) }],
            "use any method on /a of it:8080",
        ],
        ["a method", [{ match: [{ method: { exact: "GET" } }], ...to(payments) }], "GET any path on it:8080"],
        [
            "the first match elsewhere",
            [{ match: [{ uri: { prefix: "/a" } }], ...to(refunds) }, to(payments)],
            "use any method on any path but /a* of it:8080",
        ],
        [
            "a later match that never comes",
            [to(refunds), { match: [{ uri: { prefix: "/a" } }], ...to(payments) }],
            "nothing",
        ],
        [
            "a header elsewhere, which a caller can leave out",
            [{ match: [{ headers: { x: { exact: "1" } } }], ...to(refunds) }, to(payments)],
            all,
        ],
        [
            "a header to the server, which a caller can send",
            [{ match: [{ headers: { x: { exact: "1" } } }], ...to(payments) }, to(refunds)],
            all,
        ],
        [
            "a fault that always strikes",
            [{ ...to(payments), fault: { abort: { httpStatus: 503, percentage: { value: 100 } } } }],
            "nothing",
        ],
        [
            "a fault for some",
            [{ ...to(payments), fault: { abort: { httpStatus: 503, percentage: { value: 5 } } } }],
            all,
        ],
        [
            "a fault for who asks for it",
            [
                {
                    match: [{ headers: { x: { exact: "1" } } }],
                    ...to(payments),
                    fault: { abort: { httpStatus: 503, percentage: { value: 100 } } },
                },
                to(payments),
            ],
            all,
        ],
        ["a redirect", [{ redirect: { uri: "/" } }], "nothing"],
        ["an answer of the proxy", [{ directResponse: { status: 200 } }], "nothing"],
        ["a port of its own", [to(payments, 80)], all],
        ["another port", [to(payments, 81)], "nothing"],
        [
            "a share of the requests",
            [
                {
                    route: [
                        { destination: { host: refunds }, weight: 90 },
                        { destination: { host: payments }, weight: 10 },
                    ],
                },
            ],
            all,
        ],
        [
            "no share",
            [
                {
                    route: [
                        { destination: { host: refunds }, weight: 100 },
                        { destination: { host: payments }, weight: 0 },
                    ],
                },
            ],
            "nothing",
        ],
        ["the caller's namespace", [{ match: [{ sourceNamespace: "shop" }], ...to(payments) }], all],
        ["another namespace", [{ match: [{ sourceNamespace: "far" }], ...to(payments) }], "nothing"],
        ["the caller's labels", [{ match: [{ sourceLabels: { app: "orders" } }], ...to(payments) }], all],
        ["other labels", [{ match: [{ sourceLabels: { app: "cart" } }], ...to(payments) }], "nothing"],
        ["a gateway only", [{ match: [{ gateways: ["istio-ingress/gw"] }], ...to(payments) }], "nothing"],
        ["a port that is not asked for", [{ match: [{ port: 81 }], ...to(payments) }], "nothing"],
        [
            "an expression, which is not read",
            [{ match: [{ uri: { regex: "/a.*" } }], ...to(payments) }],
            "nothing ?",
        ],
        [
            "an expression elsewhere, which is not read",
            [{ match: [{ uri: { regex: "/a.*" } }], ...to(refunds) }, to(payments)],
            "nothing ?",
        ],
        ["a path under another name", [{ ...to(payments), rewrite: { uri: "/b" } }], "nothing ?"],
    ];
    const both = [http, service([{ name: "http", port: 80 }], { app: "refunds" }, "refunds")];
    for (const [what, rules, words] of table) {
        it(`lead to ${words}: ${what}`, () => {
            expect(reached([...both, routes(rules)])).to.equal(words);
        });
    }

    it("count only where they are exported and for the mesh", () => {
        const away = [to(refunds)];
        expect(reached([...both, routes(away, { exportTo: ["."] })], far)).to.equal(all);
        expect(reached([...both, routes(away, { exportTo: ["far"] })], far)).to.equal("nothing");
        expect(reached([...both, routes(away, { gateways: ["istio-ingress/gw"] })])).to.equal(all);
        expect(reached([...both, routes(away, { gateways: ["mesh"] })])).to.equal("nothing");
    });

    it("send to a server that was not asked for", () => {
        const asked = istio("VirtualService", { hosts: [refunds], http: [to(payments)] });
        const told = sidecar([`shop/${refunds}`]);
        expect(reached([...both, asked, told])).to.equal(all);
        expect(reached([...both, told])).to.equal("nothing");
    });

    it("leave a port alone whose traffic they do not route", () => {
        const tcp = service([{ name: "tcp", port: 5432 }]);
        expect(reached([tcp, routes([to(refunds)])])).to.equal("call anything on it:5432");
        const byPort = { match: [{ port: 5432 }], ...to(refunds) };
        expect(reached([tcp, routes([], { tcp: [byPort] })])).to.equal("nothing");
    });

    it("leave it open which of two counts", () => {
        const away = { ...routes([to(refunds)]), metadata: { name: "other", namespace: "shop" } };
        const result = reach([...both, routes([to(payments)]), away]);
        expect(isEmpty(result.certain)).to.equal(true);
        expect(isEmpty(result.possible)).to.equal(false);
        expect(result.opaque.map(({ object }) => object)).to.include(`VirtualServices of ${payments}`);
    });
});

describe("all layers together", () => {
    const allow = policy({ rules: [{ to: [{ operation: { ports: ["8080"], paths: ["/a"] } }] }] });
    const network = (spec: object, name: string): Manifest => ({
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name, namespace: "shop" },
        spec,
    });
    const closedIn = network({ podSelector: { matchLabels: { app: "payments" } } }, "in");
    const closedOut = network(
        { podSelector: { matchLabels: { app: "orders" } }, policyTypes: ["Egress"] },
        "out",
    );

    it("let through what each of them lets through, and name who does", () => {
        const { certain, because } = reach([http, sidecar(["*/*"]), allow]);
        expect(includes(callsOf({ ports: [8080], paths: ["/a"] }), certain)).to.equal(true);
        expect(because).to.deep.equal([
            "Sidecar shop/orders",
            "Service shop/payments",
            "no NetworkPolicy for egress",
            "no NetworkPolicy for ingress",
            "allowed by shop/policy, rules[0]",
        ]);
    });

    it("are each enough to stop a call, and the first that does is named", () => {
        const stops: readonly [objects: readonly Manifest[], because: string][] = [
            [[http, sidecar(["~/*"]), closedIn], "Sidecar shop/orders tells of no host that leads there"],
            [[http, closedOut, closedIn], "NetworkPolicy shop/out"],
            [[http, closedIn], "NetworkPolicy shop/in"],
            [
                [http, policy({})],
                "none of the ALLOW policies at the server (shop/policy) speaks of this client",
            ],
        ];
        for (const [objects, because] of stops) {
            const result = reach(objects);
            expect(isEmpty(result.possible)).to.equal(true);
            expect(result.because).to.deep.equal([because]);
        }
    });
});
