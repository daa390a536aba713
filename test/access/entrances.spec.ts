import { expect } from "chai";
import {
    describeCalls,
    describeNeeds,
    enteringAt,
    entrancesOf,
    isEmpty,
    leavingTo,
    worldOf,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { strict } from "./expectations";
import { client, mesh, policy, server, service, workload } from "./mesh";

const pods = { ...workload("edge", "gw"), labels: { istio: "gw" } };
const gatewayService: Manifest = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { namespace: "edge", name: "gw" },
    spec: {
        selector: { istio: "gw" },
        ports: [
            { name: "https", port: 443, targetPort: 8443 },
            { name: "tls", port: 15444 },
        ],
    },
};
const payments = service([{ name: "http", port: 80, targetPort: 8080 }]);

function istio(kind: string, name: string, namespace: string, spec: object): Manifest {
    return { apiVersion: "networking.istio.io/v1", kind, metadata: { name, namespace }, spec };
}

function gateway(...servers: readonly object[]): Manifest {
    return istio("Gateway", "gw", "edge", { selector: { istio: "gw" }, servers });
}

const https = {
    port: { number: 443, name: "https", protocol: "HTTPS" },
    hosts: ["api.example"],
    tls: { mode: "SIMPLE" },
};
const toPayments = { route: [{ destination: { host: "payments.shop.svc.cluster.local" } }] };
const routes = istio("VirtualService", "api", "edge", {
    hosts: ["api.example"],
    gateways: ["gw"],
    http: [toPayments],
});

const routesFor = (host: string): Manifest => ({
    ...routes,
    spec: { hosts: [host], gateways: ["gw"], http: [toPayments] },
});

/** What anybody outside may call at payments, host by host, in words. */
function entering(objects: readonly Manifest[]): readonly string[] {
    const world = worldOf([strict, payments, gatewayService, ...objects], mesh);
    return entrancesOf(world, [pods]).flatMap((entrance) => {
        const { grants, undecided } = enteringAt(world, entrance, server);
        expect(isEmpty(undecided), "nothing is undecided").to.equal(true);
        return grants.flatMap(({ needs, calls }) =>
            describeCalls(calls, entrance.host).map((call) => `${call}${describeNeeds(needs)}`),
        );
    });
}

describe("an entrance", () => {
    const open = ["call anything on api.example:443"];

    it("lets in what its routes send, with the gateway's identity", () => {
        expect(entering([gateway(https), routes])).to.deep.equal(open);
        const onlyGateway = policy({
            rules: [{ from: [{ source: { principals: ["example.org/ns/edge/sa/gw"] } }] }],
        });
        expect(entering([gateway(https), routes, onlyGateway])).to.deep.equal(open);
        const others = policy({
            rules: [{ from: [{ source: { principals: ["example.org/ns/edge/sa/other"] } }] }],
        });
        expect(entering([gateway(https), routes, others])).to.deep.equal([]);
    });

    const closed: readonly [what: string, objects: readonly Manifest[]][] = [
        ["a server that only redirects", [gateway({ ...https, tls: { httpsRedirect: true } }), routes]],
        ["a server for another host", [gateway({ ...https, hosts: ["www.example"] }), routes]],
        [
            "a server whose routes stand elsewhere",
            [gateway({ ...https, hosts: ["far/api.example"] }), routes],
        ],
        [
            "a server for the mesh's own certificates",
            [gateway({ ...https, tls: { mode: "ISTIO_MUTUAL" } }), routes],
        ],
        [
            "a Gateway of other pods",
            [istio("Gateway", "gw", "edge", { selector: { istio: "other" }, servers: [https] }), routes],
        ],
        [
            "a Gateway in another namespace than its pods",
            [istio("Gateway", "gw", "far", { selector: { istio: "gw" }, servers: [https] }), routes],
        ],
        [
            "routes of another Gateway",
            [
                gateway(https),
                istio("VirtualService", "api", "edge", {
                    hosts: ["api.example"],
                    gateways: ["edge/two"],
                    http: [toPayments],
                }),
            ],
        ],
        [
            "routes for the mesh alone",
            [
                gateway(https),
                istio("VirtualService", "api", "edge", { hosts: ["api.example"], http: [toPayments] }),
            ],
        ],
        [
            "routes that the gateway does not see",
            [
                gateway(https),
                istio("VirtualService", "api", "far", {
                    hosts: ["api.example"],
                    gateways: ["edge/gw"],
                    exportTo: ["."],
                    http: [toPayments],
                }),
            ],
        ],
        ["pods that allow nothing", [gateway(https), routes, { ...policy({}, { namespace: "edge" }) }]],
        [
            "pods that allow another port",
            [
                gateway(https),
                routes,
                policy({ rules: [{ to: [{ operation: { ports: ["443"] } }] }] }, { namespace: "edge" }),
            ],
        ],
        [
            "pods that allow another host",
            [
                gateway(https),
                routes,
                policy(
                    { rules: [{ to: [{ operation: { hosts: ["www.example"] } }] }] },
                    { namespace: "edge" },
                ),
            ],
        ],
    ];
    for (const [what, objects] of closed) {
        it(`lets nobody in: ${what}`, () => {
            expect(entering(objects)).to.deep.equal([]);
        });
    }

    const opened: readonly [what: string, objects: readonly Manifest[]][] = [
        ["any host", [gateway({ ...https, hosts: ["*"] }), routes]],
        ["hosts by their end", [gateway({ ...https, hosts: ["*/*.example"] }), routes]],
        ["a route for hosts of which the server has one", [gateway(https), routesFor("*.example")]],
        ["a route for any host", [gateway(https), routesFor("*")]],
        ["its own namespace's routes", [gateway({ ...https, hosts: ["./api.example"] }), routes]],
        [
            "the pods' port",
            [
                gateway(https),
                routes,
                policy(
                    { rules: [{ to: [{ operation: { ports: ["8443"], hosts: ["api.example"] } }] }] },
                    { namespace: "edge" },
                ),
            ],
        ],
    ];
    for (const [what, objects] of opened) {
        it(`lets in: ${what}`, () => {
            expect(entering(objects)).to.deep.equal(open);
        });
    }

    it("asks for a host where it answers for many and its pods allow one", () => {
        const one = policy(
            { rules: [{ to: [{ operation: { hosts: ["api.example"] } }] }] },
            { namespace: "edge" },
        );
        expect(entering([gateway({ ...https, hosts: ["*.example"] }), routesFor("*"), one])).to.deep.equal([
            "call anything on *.example:443 with the host api.example",
        ]);
    });

    it("passes a connection through by the name it asks for", () => {
        const server = {
            port: { number: 15444, name: "tls", protocol: "TLS" },
            hosts: ["db.example"],
            tls: { mode: "PASSTHROUGH" },
        };
        const tls = (name: string): Manifest =>
            istio("VirtualService", "db", "edge", {
                hosts: ["db.example"],
                gateways: ["gw"],
                tls: [{ match: [{ sniHosts: [name] }], ...toPayments }],
            });
        expect(entering([gateway(server), tls("db.example")])).to.deep.equal([
            "call anything on db.example:15444",
        ]);
        expect(entering([gateway(server), tls("other.example")])).to.deep.equal([]);
        const named = policy(
            { rules: [{ when: [{ key: "connection.sni", values: ["db.example"] }] }] },
            { namespace: "edge" },
        );
        expect(entering([gateway(server), tls("db.example"), named])).to.deep.equal([
            "call anything on db.example:15444",
        ]);
    });

    it("asks for a token where gateway or server does, and for an address where the gateway does", () => {
        const users: Manifest = {
            apiVersion: "security.istio.io/v1",
            kind: "RequestAuthentication",
            metadata: { namespace: "edge", name: "users" },
            spec: { jwtRules: [{ issuer: "id" }] },
        };
        const rule = (source: object): Manifest =>
            policy({ rules: [{ from: [{ source }] }] }, { namespace: "edge" });
        expect(
            entering([gateway(https), routes, users, rule({ requestPrincipals: ["id/*"] })]),
        ).to.deep.equal(["call anything on api.example:443 with a token of id"]);
        expect(entering([gateway(https), routes, rule({ remoteIpBlocks: ["192.0.2.0/24"] })])).to.deep.equal([
            "call anything on api.example:443 from 192.0.2.0/24",
        ]);
    });
});

describe("a host outside", () => {
    const bank = istio("ServiceEntry", "bank", "shop", {
        hosts: ["bank.example"],
        location: "MESH_EXTERNAL",
        ports: [{ number: 443, name: "tls", protocol: "TLS" }],
    });
    const told = (hosts: readonly string[], mode = "REGISTRY_ONLY"): Manifest =>
        istio("Sidecar", "orders", "shop", { egress: [{ hosts }], outboundTrafficPolicy: { mode } });
    const reach = (...objects: readonly Manifest[]) =>
        leavingTo(worldOf(objects, mesh), client, "bank.example", []);

    it("is reached on its own ports by whoever is told about it", () => {
        const { certain, because } = reach(bank, told(["shop/bank.example"]));
        expect(describeCalls(certain, "bank")).to.deep.equal(["call anything on bank:443"]);
        expect(because.slice(0, 2)).to.deep.equal(["Sidecar shop/orders", "ServiceEntry shop/bank"]);
    });

    it("is not reached by who is not told, unless what is unknown is passed on", () => {
        const unknown = reach(bank, told(["shop/other.example"]));
        expect(isEmpty(unknown.possible)).to.equal(true);
        expect(unknown.because).to.deep.equal(["Sidecar shop/orders does not know bank.example"]);
        expect(isEmpty(reach(told(["~/*"])).possible)).to.equal(true);
        expect(describeCalls(reach(told(["~/*"], "ALLOW_ANY")).certain, "bank")).to.deep.equal([
            "call anything on bank",
        ]);
    });

    it("is not reached past a NetworkPolicy that leaves no way out, or another port alone", () => {
        const out = (port: number): Manifest => ({
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { name: "out", namespace: "shop" },
            spec: {
                podSelector: {},
                policyTypes: ["Egress"],
                egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port }] }],
            },
        });
        expect(isEmpty(reach(bank, out(443)).certain)).to.equal(false);
        expect(reach(bank, out(80)).because).to.deep.equal(["NetworkPolicy shop/out"]);
    });

    it("is reached without a proxy as far as NetworkPolicies go", () => {
        const bare = workload("shop", "orders", false);
        expect(isEmpty(leavingTo(worldOf([told(["~/*"])], mesh), bare, "bank.example", []).certain)).to.equal(
            false,
        );
    });
});
