import { expect } from "chai";
import {
    accessAt,
    anonymous,
    anyCall,
    type CallSet,
    callsOf,
    describeGround,
    describeRelation,
    difference,
    enforcementOf,
    equals,
    isEmpty,
    noCall,
    plaintextAt,
    relation,
    workloadsOf,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { mesh, peers, policy, service } from "./mesh";

const namespace: Manifest = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "shop", labels: { "istio.io/rev": "stable" } },
};
const strict = peers({ mtls: { mode: "STRICT" } });
const closed = policy({}, { name: "default-deny" });

function deployment(name: string, more: { kind?: string; pod?: object; labels?: object } = {}): Manifest {
    const template = {
        metadata: { labels: { app: name, ...more.labels } },
        spec: { serviceAccountName: name, ...more.pod },
    };
    const { kind = "Deployment" } = more;
    return {
        apiVersion: kind === "Deployment" ? "apps/v1" : "batch/v1",
        kind,
        metadata: { namespace: "shop", name },
        spec: kind === "CronJob" ? { jobTemplate: { spec: { template } } } : { template },
    };
}

function allow(name: string, rules: readonly unknown[]): Manifest {
    return policy({ selector: { matchLabels: { app: name } }, rules }, { name });
}

function by(principal: string, ...operations: readonly unknown[]): unknown {
    return {
        from: [{ source: { principals: [`example.org/ns/shop/sa/${principal}`] } }],
        to: operations.map((operation) => ({ operation })),
    };
}

const shop = [namespace, strict, closed, deployment("orders"), deployment("payments"), deployment("db")];

describe("the relation", () => {
    it("reads as sentences, one for each port and set of paths, and leaves out who may call nothing", () => {
        const objects = [
            ...shop,
            service([{ name: "tcp", port: 5432 }], { app: "db" }, "db"),
            allow("payments", [
                by(
                    "orders",
                    { ports: ["8080"], methods: ["POST"], paths: ["/charge"] },
                    { ports: ["8080"], methods: ["GET", "HEAD"], paths: ["/charges", "/charges/*"] },
                ),
            ]),
            allow("db", [by("payments", { ports: ["5432"] })]),
        ];
        expect([...describeRelation(objects, mesh)]).to.deep.equal([
            "shop/orders may GET and HEAD /charges and /charges/* on shop/payments:8080",
            "shop/orders may POST /charge on shop/payments:8080",
            "shop/payments may call anything on shop/db:5432",
        ]);
    });

    it("says what is open to everyone, and what only perhaps", () => {
        const open = [deployment("legacy", { labels: { "sidecar.istio.io/inject": "false" } })];
        expect([...describeRelation([namespace, ...open], mesh)]).to.deep.equal([
            "shop/legacy and anyone without a certificate may call anything on shop/legacy",
        ]);
        const doubtful = {
            from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }],
            to: [{ operation: { ports: ["80"] } }],
        };
        const objects = [namespace, strict, deployment("payments"), allow("payments", [doubtful])];
        expect([...describeRelation(objects, mesh)]).to.deep.equal([
            "shop/payments may possibly call anything on shop/payments:80 (AuthorizationPolicy shop/payments, " +
                'rules[0].from[0].source.ipBlocks: whether "ipBlocks" matches is not decided by objects alone)',
        ]);
    });

    it("does not list every workload of a mesh that lets them all in", () => {
        const names = ["orders", "payments", "db"];
        const open = [namespace, strict, ...names.map((name) => deployment(name))];
        expect([...describeRelation(open, mesh)]).to.deep.equal(
            names.map((name) => `every workload with a proxy may call anything on shop/${name}`),
        );
        const permissive = [
            namespace,
            ...names.map((name) => deployment(name)),
            allow("db", [{}]),
            allow("orders", []),
        ];
        expect([...describeRelation(permissive, mesh)]).to.deep.equal(
            ["payments", "db"].map(
                (name) =>
                    `every workload with a proxy and anyone without a certificate may call anything on shop/${name}`,
            ),
        );
    });

    it("names together those who may do the same", () => {
        const rule = by("orders", { ports: ["1"], methods: ["GET"] });
        const objects = [...shop, allow("payments", [rule, by("db", { ports: ["1"], methods: ["GET"] })])];
        expect([...describeRelation(objects, mesh)]).to.deep.equal([
            "shop/orders and shop/db may GET any path on shop/payments:1",
        ]);
    });

    it("says what is left when something is denied", () => {
        const deny = policy(
            {
                action: "DENY",
                rules: [
                    { to: [{ operation: { ports: ["15000"] } }] },
                    { to: [{ operation: { methods: ["TRACE"] } }] },
                    { to: [{ operation: { methods: ["DELETE"], paths: ["/admin/*", "*.bak"] } }] },
                    { to: [{ operation: { ports: ["81"], paths: ["*.bak"] } }] },
                    { to: [{ operation: { ports: ["82"], notPaths: ["*.bak"] } }] },
                    { to: [{ operation: { ports: ["83"], paths: ["/admin/*"] } }] },
                ],
            },
            { name: "deny" },
        );
        const objects = [namespace, strict, deployment("payments"), deny];
        expect([...describeRelation(objects, mesh)]).to.deep.equal([
            "shop/payments may DELETE some paths (/ is one) on shop/payments:81",
            "shop/payments may use any method but DELETE and TRACE on some paths (/ is one) of shop/payments:81",
            "shop/payments may use any method but DELETE and TRACE on *.bak of shop/payments:82",
            "shop/payments may DELETE some paths (/ is one) on shop/payments:83",
            "shop/payments may use any method but DELETE and TRACE on any path but /admin/* of shop/payments:83",
            "shop/payments may DELETE some paths (/ is one) on every other port of shop/payments",
            "shop/payments may use any method but DELETE and TRACE on any path of every other port of shop/payments",
        ]);
    });

    it("asks only those whom policies name, and gets the same answer as asking everyone", () => {
        const names = ["a", "b", "c", "d", "e"];
        const policies = [
            allow("a", [by("b", { ports: ["1"] }), by("zz", { ports: ["2"] })]),
            allow("b", [{ from: [{ source: { namespaces: ["shop"] } }] }]),
            allow("c", [by("*", {})]),
            allow("e", [{ from: [{ source: { notPrincipals: ["example.org/ns/shop/sa/a"] } }] }]),
            policy(
                { selector: { matchLabels: { app: "d" } }, action: "DENY", rules: [by("a", {})] },
                { name: "d" },
            ),
        ];
        const objects = [namespace, ...names.map((name) => deployment(name)), ...policies];
        const enforcement = enforcementOf(objects, mesh);
        const workloads = workloadsOf(objects);
        const expected = workloads.flatMap((server) =>
            [...workloads, anonymous].flatMap((client) => {
                const { possible } = accessAt(enforcement, server)(client);
                return isEmpty(possible) ? [] : [[client, server, possible] as const];
            }),
        );
        const actual = [...relation(objects, mesh)];
        expect(actual.map(({ client, server }) => [client, server])).to.deep.equal(
            expected.map(([client, server]) => [client, server]),
        );
        expect(
            actual.every(({ access }, at) => equals(access.possible, expected[at]?.[2] ?? access.certain)),
        ).to.equal(true);
        expect(actual).to.have.lengthOf(1 + 5 + 5 + 5 + 5);
    });

    it("of a thousand services and five thousand edges is a matter of their policies, not of all pairs", () => {
        const names = Array.from({ length: 1_000 }, (_, index) => `service-${index}`);
        const callers = (at: number): readonly string[] =>
            [1, 7, 49, 343, 601].map((step) => `service-${(at + step) % names.length}`);
        const policies = names.map((name, at) =>
            allow(
                name,
                callers(at).map((caller, index) =>
                    by(caller, {
                        ports: ["8080"],
                        methods: ["GET", "POST"],
                        paths: [`/api/v1/${name}/${index}`, `/api/v1/${name}/${index}/*`],
                    }),
                ),
            ),
        );
        const objects = [namespace, strict, closed, ...names.map((name) => deployment(name)), ...policies];
        const pairs = [...relation(objects, mesh)];
        expect(pairs).to.have.lengthOf(5_000);
        expect(pairs.every(({ access }) => access.opaque.length === 0)).to.equal(true);
    });
});

describe("workloads", () => {
    it("are read from every kind of pod carrier", () => {
        const kinds = ["Deployment", "Job", "CronJob"].map((kind) =>
            deployment(kind.toLowerCase(), { kind }),
        );
        expect(
            workloadsOf([namespace, ...kinds, service([])]).map(({ kind, name }) => [kind, name]),
        ).to.deep.equal([
            ["Deployment", "deployment"],
            ["Job", "job"],
            ["CronJob", "cronjob"],
        ]);
    });

    it("know their labels, service account, injection and named ports", () => {
        const pod = {
            containers: [{ ports: [{ name: "http", containerPort: 8080 }, { containerPort: 9090 }] }],
        };
        expect(workloadsOf([namespace, deployment("orders", { pod })])).to.deep.equal([
            {
                kind: "Deployment",
                name: "orders",
                namespace: "shop",
                labels: { app: "orders" },
                serviceAccount: "orders",
                injected: true,
                namedPorts: { http: 8080 },
            },
        ]);
        const bare: Manifest = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { namespace: "shop", name: "bare" },
        };
        expect(workloadsOf([bare])[0]).to.include({ serviceAccount: "default", injected: false });
    });

    const injection: readonly [labels: Record<string, string>, more: object, injected: boolean][] = [
        [{}, {}, false],
        [{ "istio.io/rev": "stable" }, {}, true],
        [{ "istio-injection": "enabled" }, {}, true],
        [{ "istio-injection": "disabled", "istio.io/rev": "stable" }, {}, false],
        [{ "istio.io/rev": "stable" }, { labels: { "sidecar.istio.io/inject": "false" } }, false],
        [{ "istio.io/rev": "stable" }, { pod: { hostNetwork: true } }, false],
        [{}, { labels: { "sidecar.istio.io/inject": "true" } }, true],
        [{}, { labels: { "istio.io/rev": "stable" } }, true],
        [{ "istio-injection": "disabled" }, { labels: { "sidecar.istio.io/inject": "true" } }, false],
    ];
    for (const [labels, more, injected] of injection) {
        it(`${injected ? "get" : "get no"} proxy in a namespace ${JSON.stringify(labels)} with ${JSON.stringify(more)}`, () => {
            const objects = [
                { ...namespace, metadata: { name: "shop", labels } },
                deployment("orders", more),
            ];
            expect(workloadsOf(objects)[0]?.injected).to.equal(injected);
        });
    }

    it("that say no in an annotation get no proxy, unless their label says otherwise", () => {
        const carrier = (labels: object): Manifest => ({
            apiVersion: "v1",
            kind: "Pod",
            metadata: {
                namespace: "shop",
                name: "pod",
                annotations: { "sidecar.istio.io/inject": "false" },
                ...{ labels: labels as Record<string, string> },
            },
        });
        expect(workloadsOf([namespace, carrier({})])[0]?.injected).to.equal(false);
        expect(
            workloadsOf([namespace, carrier({ "sidecar.istio.io/inject": "true" })])[0]?.injected,
        ).to.equal(true);
    });
});

describe("the account of a workload", () => {
    it("is the one that its pods run as, whichever of the field's two names says so", () => {
        const accounts = [
            { serviceAccountName: "orders" },
            { serviceAccountName: undefined, serviceAccount: "payments" },
            { serviceAccountName: "", serviceAccount: "db" },
            { serviceAccountName: undefined },
        ].map((pod) => workloadsOf([namespace, deployment("web", { pod })])[0]?.serviceAccount);
        expect(accounts).to.deep.equal(["orders", "payments", "db", "default"]);
    });
});

describe("ports that pods keep from their proxy", () => {
    const strictShop = [namespace, strict, closed];
    const table: readonly [annotations: Record<string, string>, open: CallSet][] = [
        [{}, noCall],
        [{ "traffic.sidecar.istio.io/excludeInboundPorts": "9090, 9091" }, callsOf({ ports: [9090, 9091] })],
        [{ "traffic.sidecar.istio.io/excludeInboundPorts": "" }, noCall],
        [{ "traffic.sidecar.istio.io/includeInboundPorts": "*" }, noCall],
        [
            { "traffic.sidecar.istio.io/includeInboundPorts": "8080" },
            difference(anyCall, callsOf({ ports: [8080] })),
        ],
        [{ "traffic.sidecar.istio.io/includeInboundPorts": "" }, anyCall],
        [{ "sidecar.istio.io/interceptionMode": "NONE" }, anyCall],
        [{ "sidecar.istio.io/interceptionMode": "TPROXY" }, noCall],
        [{ "proxy.istio.io/config": "concurrency: 2\ninterceptionMode: NONE\n" }, anyCall],
        [{ "proxy.istio.io/config": '{"interceptionMode":"NONE"}' }, anyCall],
        [{ "proxy.istio.io/config": "interceptionMode: TPROXY" }, noCall],
    ];
    for (const [annotations, open] of table) {
        it(`with ${JSON.stringify(annotations)} are open to anyone, and no others`, () => {
            const pod: Manifest = {
                apiVersion: "v1",
                kind: "Pod",
                metadata: { namespace: "shop", name: "payments", labels: { app: "payments" }, annotations },
            };
            const objects = [...strictShop, pod];
            const enforcement = enforcementOf(objects, mesh);
            for (const server of workloadsOf(objects)) {
                expect(equals(accessAt(enforcement, server)(anonymous).certain, open)).to.equal(true);
                expect(equals(accessAt(enforcement, server)(server).possible, open)).to.equal(true);
                expect(equals(plaintextAt(enforcement, server).certain, open)).to.equal(true);
            }
            const pairs = [...relation(objects, mesh)];
            expect(pairs).to.have.lengthOf(isEmpty(open) ? 0 : 2);
        });
    }
});

describe("grounds", () => {
    it("say in words why", () => {
        expect(describeGround({ kind: "no proxy" })).to.equal(
            "the server has no proxy in the way, so nothing is enforced there",
        );
        expect(describeGround({ kind: "plaintext refused" })).to.equal("the server accepts only mutual TLS");
        expect(describeGround({ kind: "no ALLOW policy" })).to.equal(
            "no ALLOW policy is enforced at the server, so what is not denied is allowed",
        );
        expect(describeGround({ kind: "not allowed", policies: ["shop/a", "shop/b"] })).to.equal(
            "none of the ALLOW policies at the server (shop/a and shop/b) speaks of this client",
        );
        expect(describeGround({ kind: "denied", policy: "shop/a", rule: 2 })).to.equal(
            "denied by shop/a, rules[2]",
        );
    });
});
