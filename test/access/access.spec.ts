import { expect } from "chai";
import {
    anonymous,
    anyCall,
    type CallSet,
    type Client,
    callsOf,
    difference,
    equals,
    noCall,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { charge, expectExactly, orders, strict } from "./expectations";
import { access, allowing, client, peers, policy, server, service, workload } from "./mesh";

describe("access without anything that says otherwise", () => {
    it("is open to peers and to plaintext where no policy stands", () => {
        expectExactly(access([]), anyCall);
        expectExactly(access([], anonymous), anyCall);
        expect(access([]).because).to.deep.equal([{ kind: "no ALLOW policy" }]);
    });

    it("is open at a server without a proxy, whatever its policies say", () => {
        const bare = workload("shop", "payments", false);
        expectExactly(access([policy({}), strict], client, bare), anyCall);
        expectExactly(access([policy({}), strict], anonymous, bare), anyCall);
        expect(access([policy({})], client, bare).because).to.deep.equal([{ kind: "no proxy" }]);
    });
});

describe("sources of a rule", () => {
    const td = "example.org";
    const table: readonly [source: unknown, client: Client, matches: boolean][] = [
        [{ principals: [`${td}/ns/shop/sa/orders`] }, client, true],
        [{ principals: [`${td}/ns/shop/sa/order`] }, client, false],
        [{ principals: [`${td}/ns/other/sa/orders`] }, client, false],
        [{ principals: ["cluster.local/ns/shop/sa/orders"] }, client, true],
        [{ principals: ["foreign.org/ns/shop/sa/orders"] }, client, false],
        [{ principals: ["*"] }, client, true],
        [{ principals: ["*"] }, anonymous, false],
        [{ principals: ["*"] }, workload("shop", "orders", false), false],
        [{ principals: ["*/sa/orders"] }, client, true],
        [{ principals: ["*/sa/refunds"] }, client, false],
        [{ principals: [`${td}/ns/shop/*`] }, client, true],
        [{ principals: [`${td}/ns/shop-a/*`] }, client, false],
        [{ principals: [`${td}/ns/*/sa/orders`] }, client, false],
        [{ principals: ["x", `${td}/ns/shop/sa/orders`] }, client, true],
        [{ principals: [] }, client, true],
        [{ principals: [] }, anonymous, true],
        [{ notPrincipals: [`${td}/ns/shop/sa/orders`] }, client, false],
        [{ notPrincipals: [`${td}/ns/shop/sa/refunds`] }, client, true],
        [{ notPrincipals: ["*"] }, client, false],
        [{ notPrincipals: ["*"] }, anonymous, true],
        [{ namespaces: ["shop"] }, client, true],
        [{ namespaces: ["sho"] }, client, false],
        [{ namespaces: ["sh*"] }, client, true],
        [{ namespaces: ["*op"] }, client, true],
        [{ namespaces: ["s*x"] }, client, false],
        [{ namespaces: ["shop"] }, anonymous, false],
        [{ notNamespaces: ["shop"] }, client, false],
        [{ notNamespaces: ["other"] }, client, true],
        [{ notNamespaces: ["shop"] }, anonymous, true],
        [{ serviceAccounts: ["orders"] }, client, true],
        [{ serviceAccounts: ["shop/orders"] }, client, true],
        [{ serviceAccounts: ["other/orders"] }, client, false],
        [{ principals: ["*"], namespaces: ["shop"] }, client, true],
        [{ principals: ["*"], namespaces: ["other"] }, client, false],
        [{}, anonymous, true],
    ];
    for (const [source, from, matches] of table) {
        const who = from === anonymous ? "plaintext" : `${from.injected ? "" : "uninjected "}orders`;
        it(`${JSON.stringify(source)} ${matches ? "speaks" : "does not speak"} of ${who}`, () => {
            expectExactly(access([allowing(source)], from), matches ? anyCall : noCall);
        });
    }

    it("are alternatives, each with all of its fields", () => {
        const other = { source: { namespaces: ["other"] } };
        const both = { source: { ...orders, namespaces: ["shop"] } };
        expectExactly(access([policy({ rules: [{ from: [other, both] }] })]), anyCall);
        expectExactly(access([policy({ rules: [{ from: [other, other] }] })]), noCall);
    });

    it("count for everyone when the list of them is empty", () => {
        expectExactly(access([policy({ rules: [{ from: [] }] })], anonymous), anyCall);
    });
});

describe("operations of a rule", () => {
    const table: readonly [operation: unknown, calls: CallSet][] = [
        [{ ports: ["8080"] }, callsOf({ ports: [8080] })],
        [{ ports: ["8080", "9090"] }, callsOf({ ports: [8080, 9090] })],
        [{ notPorts: ["8080"] }, difference(anyCall, callsOf({ ports: [8080] }))],
        [{ methods: ["GET", "PUT"] }, callsOf({ methods: ["GET", "PUT"] })],
        [{ methods: ["*"] }, anyCall],
        [{ notMethods: ["GET"] }, difference(anyCall, callsOf({ methods: ["GET"] }))],
        [{ paths: ["/a"] }, callsOf({ paths: ["/a"] })],
        [{ paths: ["/a", "/b/*"] }, callsOf({ paths: ["/b/*", "/a"] })],
        [{ notPaths: ["/a*"] }, difference(anyCall, callsOf({ paths: ["/a*"] }))],
        [
            { paths: ["/a*"], notPaths: ["/ab"] },
            difference(callsOf({ paths: ["/a*"] }), callsOf({ paths: ["/ab"] })),
        ],
        [{ ports: ["8080"], methods: ["POST"], paths: ["/charge"] }, charge],
        [
            { ports: [], methods: ["POST"], paths: ["/charge"] },
            callsOf({ methods: ["POST"], paths: ["/charge"] }),
        ],
        [
            { ports: ["8080"], methods: [], paths: ["/charge"] },
            callsOf({ ports: [8080], paths: ["/charge"] }),
        ],
        [{ ports: ["8080"], methods: ["POST"], paths: [] }, callsOf({ ports: [8080], methods: ["POST"] })],
        [{}, anyCall],
    ];
    for (const [operation, calls] of table) {
        it(`${JSON.stringify(operation)} allows exactly that`, () => {
            expectExactly(access([allowing(undefined, operation)]), calls);
        });
    }

    it("are alternatives", () => {
        const to = [{ operation: { ports: ["1"] } }, { operation: { methods: ["GET"], ports: ["2"] } }];
        const either = { ports: [1] };
        const result = access([policy({ rules: [{ to }] })]).certain;
        expect(
            equals(difference(result, callsOf({ ports: [2], methods: ["GET"] })), callsOf(either)),
        ).to.equal(true);
    });

    it("count for every call when the list of them is empty", () => {
        expectExactly(access([policy({ rules: [{ to: [] }] })]), anyCall);
    });
});

describe("policies together", () => {
    const deny = (rule: unknown): Manifest => policy({ action: "DENY", rules: [rule] }, { name: "deny" });

    it("allow nothing when an ALLOW policy has no rules, and everything when a rule is empty", () => {
        expectExactly(access([policy({})]), noCall);
        expectExactly(access([policy({ rules: [] })]), noCall);
        expectExactly(access([policy({ action: "ALLOW" })]), noCall);
        expectExactly(access([policy({ rules: [{}] })]), anyCall);
        expect(access([policy({})]).because).to.deep.equal([
            { kind: "not allowed", policies: ["shop/policy"] },
        ]);
    });

    it("add up what they allow", () => {
        const both = [
            policy({ rules: [{ to: [{ operation: { ports: ["1"] } }] }] }, { name: "one" }),
            policy({ rules: [{ to: [{ operation: { ports: ["2"] } }] }] }, { name: "two" }),
        ];
        expectExactly(access(both), callsOf({ ports: [1, 2] }));
        expect(access(both).because).to.deep.equal([
            { kind: "allowed", policy: "shop/one", rule: 0 },
            { kind: "allowed", policy: "shop/two", rule: 0 },
        ]);
    });

    it("deny before they allow, and without an ALLOW policy deny only what they name", () => {
        const post = deny({ to: [{ operation: { methods: ["POST"] } }] });
        const rest = difference(anyCall, callsOf({ methods: ["POST"] }));
        expectExactly(access([allowing({}), post]), rest);
        expectExactly(access([post]), rest);
        expectExactly(access([allowing(orders), deny({ from: [{ source: orders }] })]), noCall);
        expectExactly(
            access([allowing(orders), deny({ from: [{ source: { namespaces: ["x"] } }] })]),
            anyCall,
        );
    });

    it("deny nothing when a DENY policy has no rules", () => {
        expectExactly(access([policy({ action: "DENY" })]), anyCall);
    });

    it("enforce nothing as a dry run, an audit, or on a target that is no sidecar", () => {
        for (const yes of ["true", "1", "T"]) {
            expectExactly(access([policy({}, { annotations: { "istio.io/dry-run": yes } })]), anyCall);
        }
        expectExactly(access([policy({ action: "AUDIT", rules: [{}] })]), anyCall);
        expectExactly(access([policy({ targetRefs: [{ kind: "Gateway", name: "edge" }] })]), anyCall);
    });

    it("are enforced when the dry run is off or cannot be read", () => {
        for (const no of ["false", "yes", ""]) {
            expectExactly(access([policy({}, { annotations: { "istio.io/dry-run": no } })]), noCall);
        }
    });

    it("hold for pods with every label of the selector and no others", () => {
        const only = (matchLabels: unknown): readonly Manifest[] => [policy({ selector: { matchLabels } })];
        expectExactly(access(only({ app: "payments" })), noCall);
        expectExactly(access(only({ app: "refunds" })), anyCall);
        expectExactly(access(only({ app: "payments", version: "v2" })), anyCall);
        expectExactly(access(only({})), noCall);
        const labelled = workload("shop", "payments", true, { version: "v2" });
        expectExactly(access(only({ app: "payments", version: "v2" }), client, labelled), noCall);
    });

    it("hold in their namespace, those of the root namespace everywhere", () => {
        expectExactly(access([policy({}, { namespace: "other" })]), anyCall);
        expectExactly(access([policy({}, { namespace: "istio-system" })]), noCall);
        const selecting = { selector: { matchLabels: { app: "refunds" } } };
        expectExactly(access([policy(selecting, { namespace: "istio-system" })]), anyCall);
    });

    it("add the mesh's ALLOW to the namespace's", () => {
        expectExactly(access([policy({}, { namespace: "istio-system" }), allowing(orders)]), anyCall);
    });
});

describe("PeerAuthentication", () => {
    const inRoot = (mode: string): Manifest => peers({ mtls: { mode } }, { namespace: "istio-system" });
    const selecting = (spec: object): Manifest =>
        peers({ selector: { matchLabels: { app: "payments" } }, ...spec }, { name: "payments" });
    const table: readonly [name: string, objects: readonly Manifest[], plaintext: CallSet][] = [
        ["STRICT of the mesh", [inRoot("STRICT")], noCall],
        ["STRICT of the namespace", [strict], noCall],
        ["STRICT of the workload", [selecting({ mtls: { mode: "STRICT" } })], noCall],
        [
            "STRICT of another workload",
            [peers({ selector: { matchLabels: { app: "x" } }, mtls: { mode: "STRICT" } })],
            anyCall,
        ],
        [
            "STRICT of another namespace",
            [peers({ mtls: { mode: "STRICT" } }, { namespace: "other" })],
            anyCall,
        ],
        [
            "PERMISSIVE of the namespace over STRICT of the mesh",
            [inRoot("STRICT"), peers({ mtls: { mode: "PERMISSIVE" } })],
            anyCall,
        ],
        [
            "PERMISSIVE of the workload over STRICT of the namespace",
            [strict, selecting({ mtls: { mode: "PERMISSIVE" } })],
            anyCall,
        ],
        [
            "UNSET of the namespace under STRICT of the mesh",
            [inRoot("STRICT"), peers({ mtls: { mode: "UNSET" } })],
            noCall,
        ],
        ["nothing of the workload under STRICT of the namespace", [strict, selecting({})], noCall],
        ["DISABLE of the namespace", [peers({ mtls: { mode: "DISABLE" } })], anyCall],
        [
            "a selector in the root namespace",
            [
                peers(
                    { selector: { matchLabels: { app: "payments" } }, mtls: { mode: "STRICT" } },
                    { namespace: "istio-system" },
                ),
            ],
            anyCall,
        ],
        [
            "PERMISSIVE on one port",
            [strict, selecting({ portLevelMtls: { 9090: { mode: "PERMISSIVE" } } })],
            callsOf({ ports: [9090] }),
        ],
        [
            "STRICT on one port",
            [selecting({ portLevelMtls: { 9090: { mode: "STRICT" } } })],
            difference(anyCall, callsOf({ ports: [9090] })),
        ],
        ["UNSET on one port", [strict, selecting({ portLevelMtls: { 9090: { mode: "UNSET" } } })], noCall],
        [
            "port level without a selector, which istiod ignores",
            [peers({ mtls: { mode: "STRICT" }, portLevelMtls: { 9090: { mode: "PERMISSIVE" } } })],
            noCall,
        ],
    ];
    for (const [name, objects, plaintext] of table) {
        it(`with ${name} decides what plaintext may call and leaves peers alone`, () => {
            expectExactly(access(objects, anonymous), plaintext);
            expectExactly(access(objects, workload("shop", "orders", false)), plaintext);
            expectExactly(access(objects), anyCall);
        });
    }

    it("with DISABLE takes the identity from peers, so that no principal matches", () => {
        const objects = [allowing(orders), peers({ mtls: { mode: "DISABLE" } })];
        expectExactly(access(objects), noCall);
        const onePort = [allowing(orders), selecting({ portLevelMtls: { 9090: { mode: "DISABLE" } } })];
        expectExactly(access(onePort), difference(anyCall, callsOf({ ports: [9090] })));
    });

    it("says why plaintext is refused", () => {
        expect(access([strict], anonymous).because).to.deep.equal([{ kind: "plaintext refused" }]);
    });

    it("of which several stand on one level is certain only where they agree", () => {
        const permissive = peers({ mtls: { mode: "PERMISSIVE" } }, { name: "another" });
        const result = access([strict, permissive], anonymous);
        expect(equals(result.certain, noCall)).to.equal(true);
        expect(equals(result.possible, anyCall)).to.equal(true);
        expect(result.opaque.map((reason) => reason.path)).to.deep.equal(["metadata.creationTimestamp"]);
        expectExactly(
            access([strict, peers({ mtls: { mode: "STRICT" } }, { name: "twin" })], anonymous),
            noCall,
        );
    });
});

describe("ports that carry plain TCP", () => {
    const tcp = service([{ name: "tcp-db", port: 5432, targetPort: 5432 }]);
    const db = callsOf({ ports: [5432] });

    it("are allowed by rules that speak of ports alone", () => {
        expectExactly(access([tcp, allowing(orders, { ports: ["5432"] })]), db);
    });

    it("are not allowed by a rule with methods or paths, not even by another operation of that rule", () => {
        expectExactly(access([tcp, allowing(orders, { ports: ["5432"], methods: ["GET"] })]), noCall);
        const to = [{ operation: { ports: ["5432"] } }, { operation: { ports: ["8080"], paths: ["/a"] } }];
        const mixed = policy({ rules: [{ to }] });
        expectExactly(access([tcp, mixed]), callsOf({ ports: [8080], paths: ["/a"] }));
    });

    it("lose only the condition in a DENY, which therefore denies more", () => {
        const deny = policy({ action: "DENY", rules: [{ to: [{ operation: { methods: ["GET"] } }] }] });
        expectExactly(
            access([tcp, deny]),
            difference(difference(anyCall, db), callsOf({ methods: ["GET"] })),
        );
    });

    const protocols: readonly [port: Record<string, unknown>, carriesTcp: boolean][] = [
        [{ name: "tcp" }, true],
        [{ name: "http" }, false],
        [{ name: "grpc-web-x" }, false],
        [{ name: "https" }, true],
        [{ name: "redis-main" }, true],
        [{ name: "anything" }, false],
        [{ name: "http", appProtocol: "tcp" }, true],
        [{ name: "tcp", appProtocol: "http" }, false],
        [{ name: "x", appProtocol: "kubernetes.io/wss" }, true],
        [{ name: "x", appProtocol: "kubernetes.io/h2c" }, false],
        [{ name: "tcp", protocol: "UDP" }, false],
    ];
    for (const [port, carriesTcp] of protocols) {
        it(`${carriesTcp ? "are" : "are not"} those described as ${JSON.stringify(port)}`, () => {
            const objects = [
                service([{ port: 80, targetPort: 7000, ...port }]),
                allowing({}, { methods: ["GET"] }),
            ];
            const get = callsOf({ methods: ["GET"] });
            expectExactly(access(objects), carriesTcp ? difference(get, callsOf({ ports: [7000] })) : get);
        });
    }

    it("are found by the name of a container port, and by the port where no target is named", () => {
        const named = service([
            { name: "tcp", port: 80, targetPort: "db" },
            { name: "tcp-x", port: 81 },
        ]);
        const at = { ...server, namedPorts: { db: 5432 } };
        const objects = [named, allowing({}, { methods: ["GET"] })];
        const http = difference(callsOf({ methods: ["GET"] }), callsOf({ ports: [81, 5432] }));
        expectExactly(access(objects, client, at), http);
    });

    it("are only those of Services that select the workload", () => {
        const get = callsOf({ methods: ["GET"] });
        const port = [{ name: "tcp", port: 5432 }];
        expectExactly(access([service(port, { app: "other" }), allowing({}, { methods: ["GET"] })]), get);
        expectExactly(access([service(port, {}), allowing({}, { methods: ["GET"] })]), get);
    });

    it("are uncertain where one Service says TCP and another HTTP", () => {
        const http = service([{ name: "http", port: 5432 }], { app: "payments" }, "twin");
        const result = access([tcp, http, allowing({}, { ports: ["5432"], methods: ["GET"] })]);
        expect(equals(result.certain, noCall)).to.equal(true);
        expect(equals(result.possible, callsOf({ ports: [5432], methods: ["GET"] }))).to.equal(true);
        expect(result.opaque.map((reason) => reason.path)).to.deep.equal(["spec.ports"]);
    });
});
