import { expect } from "chai";
import { contains, networkLayer, networkPoliciesOf } from "../../components/access";
import type { Manifest } from "../../components/istio/types";

const pod = (namespace: string, app: string, more: Record<string, string> = {}) => ({
    pod: { namespace, labels: { app, ...more }, namedPorts: { web: 8080 } },
});
const world = { outside: {} };
const at = (address: string) => ({ outside: { address } });

const orders = pod("shop", "orders");
const cart = pod("shop", "cart", { tier: "front" });
const far = pod("far", "orders", { tier: "front" });
const stray = pod("nowhere", "orders");
const payments = pod("shop", "payments", { version: "v2" });

const shop = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } };
const team = { namespaceSelector: { matchLabels: { team: "red" } } };
const isOrders = { podSelector: { matchLabels: { app: "orders" } } };
const tcp = (port: unknown, more = {}) => ({ protocol: "TCP", port, ...more });
const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, except } });

type Ends = Parameters<typeof networkLayer>[2];
type Row = readonly [what: string, ingress: unknown, from: Ends, port: number, lets: "yes" | "no" | "maybe"];

/** Rules of one policy that selects payments, whose namespace is `shop` (team red); `far` is of team blue. */
const ingress: readonly Row[] = [
    ["no rules at all", undefined, orders, 8080, "no"],
    ["an empty list of rules", [], orders, 8080, "no"],
    ["a rule without anything", [{}], far, 9999, "yes"],
    ["a rule without anything, for the world", [{}], world, 9999, "yes"],
    ["an empty list of peers", [{ from: [] }], far, 8080, "yes"],
    ["an empty list of ports", [{ ports: [] }], far, 8080, "yes"],
    ["a peer without a selector", [{ from: [{}] }], orders, 8080, "no"],
    ["a pod of the policy's namespace", [{ from: [isOrders] }], orders, 8080, "yes"],
    ["another pod of the namespace", [{ from: [isOrders] }], cart, 8080, "no"],
    ["a pod so labelled elsewhere", [{ from: [isOrders] }], far, 8080, "no"],
    ["a namespace", [{ from: [shop] }], cart, 8080, "yes"],
    ["another namespace", [{ from: [shop] }], far, 8080, "no"],
    ["a namespace by label", [{ from: [team] }], orders, 8080, "yes"],
    ["a namespace without the label", [{ from: [team] }], far, 8080, "no"],
    ["a namespace nobody knows", [{ from: [team] }], stray, 8080, "maybe"],
    ["a namespace nobody knows, by name", [{ from: [shop] }], stray, 8080, "no"],
    ["every namespace", [{ from: [{ namespaceSelector: {} }] }], far, 8080, "yes"],
    ["every pod of the namespace", [{ from: [{ podSelector: {} }] }], cart, 8080, "yes"],
    ["every pod of the namespace, but not of others", [{ from: [{ podSelector: {} }] }], far, 8080, "no"],
    ["both selectors in one peer", [{ from: [{ ...shop, ...isOrders }] }], orders, 8080, "yes"],
    ["both in one peer, wrong pod", [{ from: [{ ...shop, ...isOrders }] }], cart, 8080, "no"],
    ["both in one peer, wrong namespace", [{ from: [{ ...shop, ...isOrders }] }], far, 8080, "no"],
    ["both in two peers: the namespace suffices", [{ from: [shop, isOrders] }], cart, 8080, "yes"],
    ["both in two peers: the pod suffices", [{ from: [team, isOrders] }], orders, 8080, "yes"],
    ["both in two peers: neither", [{ from: [shop, isOrders] }], far, 8080, "no"],
    ["two rules, the second speaks", [{ from: [isOrders] }, { from: [shop] }], cart, 8080, "yes"],
    ["a port", [{ ports: [tcp(8080)] }], far, 8080, "yes"],
    ["another port", [{ ports: [tcp(8080)] }], far, 8081, "no"],
    ["one of two ports", [{ ports: [tcp(80), tcp(8081)] }], far, 8081, "yes"],
    ["a port without a protocol", [{ ports: [{ port: 8080 }] }], far, 8080, "yes"],
    ["a UDP port", [{ ports: [{ protocol: "UDP", port: 8080 }] }], far, 8080, "no"],
    ["a protocol without a port", [{ ports: [{ protocol: "TCP" }] }], far, 8080, "yes"],
    ["a range, its end", [{ ports: [tcp(8000, { endPort: 8080 })] }], far, 8080, "yes"],
    ["a range, past its end", [{ ports: [tcp(8000, { endPort: 8080 })] }], far, 8081, "no"],
    ["a named port", [{ ports: [tcp("web")] }], far, 8080, "yes"],
    ["a named port the pod does not have", [{ ports: [tcp("admin")] }], far, 8080, "no"],
    ["peer and port", [{ from: [isOrders], ports: [tcp(8080)] }], orders, 8080, "yes"],
    ["the peer, another port", [{ from: [isOrders], ports: [tcp(8080)] }], orders, 80, "no"],
    [
        "the port of one rule, the peer of another",
        [{ from: [isOrders], ports: [tcp(1)] }, { ports: [tcp(2)] }],
        orders,
        2,
        "yes",
    ],
    [
        "the peer of one rule, the port of another",
        [{ from: [isOrders], ports: [tcp(1)] }, { ports: [tcp(2)] }],
        cart,
        1,
        "no",
    ],
    ["an address in a block", [{ from: [block("192.0.2.0/24")] }], at("192.0.2.7"), 80, "yes"],
    ["an address beside the block", [{ from: [block("192.0.2.0/24")] }], at("192.0.3.7"), 80, "no"],
    ["an excepted address", [{ from: [block("192.0.2.0/24", "192.0.2.4/30")] }], at("192.0.2.7"), 80, "no"],
    [
        "an address beside the exception",
        [{ from: [block("192.0.2.0/24", "192.0.2.4/30")] }],
        at("192.0.2.8"),
        80,
        "yes",
    ],
    ["an address in a block of IPv6", [{ from: [block("2001:db8::/32")] }], at("2001:db8::1"), 80, "yes"],
    ["an address of the other family", [{ from: [block("0.0.0.0/0")] }], at("2001:db8::1"), 80, "no"],
    ["some public address, everything", [{ from: [block("0.0.0.0/0")] }], world, 80, "yes"],
    [
        "some public address, without link-local",
        [{ from: [block("0.0.0.0/0", "169.254.0.0/16")] }],
        world,
        80,
        "yes",
    ],
    [
        "some public address, everything in parts",
        [{ from: [block("0.0.0.0/1"), block("192.0.0.0/2"), block("128.0.0.0/2", "169.254.0.0/16")] }],
        world,
        80,
        "yes",
    ],
    [
        "some public address, parts that leave some out",
        [{ from: [block("0.0.0.0/1"), block("128.0.0.0/1", "192.0.2.0/24")] }],
        world,
        80,
        "maybe",
    ],
    ["some public address, a block of them", [{ from: [block("192.0.2.0/24")] }], world, 80, "maybe"],
    ["some public address, a private block", [{ from: [block("10.0.0.0/8")] }], world, 80, "no"],
    ["a pod, whose address nobody knows", [{ from: [block("0.0.0.0/0")] }], far, 80, "maybe"],
    ["a selector, the world", [{ from: [{ namespaceSelector: {} }] }], world, 80, "no"],
    [
        "labels by expression",
        [
            {
                from: [
                    {
                        podSelector: {
                            matchExpressions: [{ key: "tier", operator: "In", values: ["front"] }],
                        },
                    },
                ],
            },
        ],
        cart,
        80,
        "yes",
    ],
    [
        "a label that is missing",
        [
            {
                from: [
                    {
                        podSelector: {
                            matchExpressions: [{ key: "tier", operator: "In", values: ["front"] }],
                        },
                    },
                ],
            },
        ],
        orders,
        80,
        "no",
    ],
    [
        "a label that must not be so",
        [
            {
                from: [
                    {
                        podSelector: {
                            matchExpressions: [{ key: "tier", operator: "NotIn", values: ["front"] }],
                        },
                    },
                ],
            },
        ],
        orders,
        80,
        "yes",
    ],
    [
        "a label that must be there",
        [{ from: [{ podSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } }] }],
        orders,
        80,
        "no",
    ],
    [
        "a label that must not be there",
        [{ from: [{ podSelector: { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] } }] }],
        orders,
        80,
        "yes",
    ],
    [
        "an operator of the future",
        [{ from: [{ podSelector: { matchExpressions: [{ key: "tier", operator: "Near" }] } }] }],
        orders,
        80,
        "maybe",
    ],
];

function policy(spec: object, name = "payments", namespace = "shop"): Manifest {
    return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace }, spec };
}

const namespaces: readonly Manifest[] = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { team: "red" } } },
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "far", labels: { team: "blue" } } },
];
const selected = { podSelector: { matchLabels: { app: "payments" } } };

function lets(
    policies: readonly Manifest[],
    from: Ends,
    to: Ends,
    port: number,
    direction: "Ingress" | "Egress",
) {
    const { calls } = networkLayer(networkPoliciesOf([...namespaces, ...policies]), direction, from, to);
    const call = { port, method: "GET", path: "/" };
    return contains(calls.certain, call) ? "yes" : contains(calls.possible, call) ? "maybe" : "no";
}

describe("a NetworkPolicy", () => {
    for (const [what, rules, from, port, expected] of ingress) {
        it(`${expected === "no" ? "keeps out" : expected === "yes" ? "lets in" : "may let in"}: ${what}`, () => {
            const spec = {
                ...selected,
                policyTypes: ["Ingress"],
                ...(rules === undefined ? {} : { ingress: rules }),
            };
            expect(lets([policy(spec)], from, payments, port, "Ingress")).to.equal(expected);
            // The same on the other side of a connection: who is selected and who is the peer change places.
            const mirrored = JSON.parse(JSON.stringify(rules ?? []).replaceAll('"from"', '"to"')) as unknown;
            const egress = { ...selected, policyTypes: ["Egress"], egress: mirrored };
            if (!what.includes("named port")) {
                expect(lets([policy(egress)], payments, from, port, "Egress")).to.equal(expected);
            }
        });
    }

    it("leaves pods alone that it does not select, and those of other namespaces", () => {
        const closed = policy({ ...selected, policyTypes: ["Ingress", "Egress"] });
        expect(lets([closed], far, orders, 80, "Ingress")).to.equal("yes");
        expect(lets([closed], far, pod("far", "payments"), 80, "Ingress")).to.equal("yes");
        expect(lets([], far, payments, 80, "Ingress")).to.equal("yes");
    });

    it("selects every pod of its namespace when its selector is empty", () => {
        expect(lets([policy({ podSelector: {} })], far, orders, 80, "Ingress")).to.equal("no");
    });

    it("adds to others and never takes away", () => {
        const closed = policy({ podSelector: {}, policyTypes: ["Ingress"] }, "closed");
        const opened = policy({ ...selected, ingress: [{ from: [isOrders] }] }, "opened");
        expect(lets([closed, opened], orders, payments, 80, "Ingress")).to.equal("yes");
        expect(lets([closed, opened], cart, payments, 80, "Ingress")).to.equal("no");
        expect(lets([closed, opened], payments, orders, 80, "Ingress")).to.equal("no");
    });

    it("is about egress only when it says so or has such rules", () => {
        expect(lets([policy(selected)], payments, far, 80, "Egress")).to.equal("yes");
        expect(
            lets([policy({ ...selected, egress: [{ to: [shop] }] })], payments, far, 80, "Egress"),
        ).to.equal("no");
        expect(
            lets([policy({ ...selected, policyTypes: ["Egress"] })], far, payments, 80, "Ingress"),
        ).to.equal("yes");
    });

    it("names who lets through and who does not", () => {
        const all = networkPoliciesOf([
            ...namespaces,
            policy({ ...selected, ingress: [{ from: [isOrders] }] }),
        ]);
        expect(networkLayer(all, "Ingress", orders, payments).because).to.deep.equal([
            "NetworkPolicy shop/payments",
        ]);
        expect(networkLayer(all, "Ingress", far, payments).because).to.deep.equal([
            "NetworkPolicy shop/payments",
        ]);
        expect(networkLayer(all, "Egress", far, payments).because).to.deep.equal([
            "no NetworkPolicy for egress",
        ]);
    });
});
