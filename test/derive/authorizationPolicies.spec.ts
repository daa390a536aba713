import { expect } from "chai";
import type { AuthorizationPolicySpec } from "../../components/istio/types";
import { callOf, namespaceOf, operationOf, portOf, serviceOf, workloadOf } from "../support/graphs";
import { emitted } from "../support/manifests";

const web = workloadOf("edge/web");
const jobs = workloadOf("edge/jobs");
const shop = workloadOf("core/shop");

/** The rules of the one policy of `core/shop`, as `principals | ports methods paths`, one line an operation. */
function rulesOf(
    service: Parameters<typeof serviceOf>[1],
    calls: readonly ReturnType<typeof callOf>[],
): string[] {
    const all = emitted({
        namespaces: [namespaceOf("edge"), namespaceOf("core")],
        workloads: [web, jobs, shop],
        services: [serviceOf("core/shop", service)],
        calls,
    });
    return lines(all.spec("AuthorizationPolicy", "core/shop") as AuthorizationPolicySpec);
}

function lines(spec: AuthorizationPolicySpec): string[] {
    return (spec.rules ?? []).flatMap((rule) => {
        const from = (rule.from ?? []).flatMap(({ source }) => source.principals ?? []).join(" ");
        return (rule.to ?? []).map(
            ({ operation: { ports = [], methods = [], paths = [] } }) =>
                `${from.replaceAll("cluster.local/ns/", "")} | ${ports.join()} ${methods.join()} ${paths.join()}`,
        );
    });
}

describe("authorization policies", () => {
    it("allow exactly the caller's identity, methods and paths on the workload's own port", () => {
        const all = emitted(
            {
                namespaces: [namespaceOf("edge"), namespaceOf("core")],
                workloads: [workloadOf("edge/web", { serviceAccount: "web-runner" }), shop],
                services: [
                    serviceOf("core/shop", {
                        ports: [portOf("http", 80, 8080)],
                        operations: [operationOf("read", ["GET", "HEAD"], ["/items", "/items/*"])],
                    }),
                ],
                calls: [callOf("edge/web", "core/shop", ["read"])],
            },
            { trustDomain: "mesh.example" },
        );
        expect(all.one("AuthorizationPolicy", "core/shop")).to.deep.equal({
            apiVersion: "security.istio.io/v1",
            kind: "AuthorizationPolicy",
            metadata: {
                name: "shop",
                namespace: "core",
                labels: { "app.kubernetes.io/managed-by": "meshwright" },
            },
            spec: {
                selector: { matchLabels: { app: "shop" } },
                action: "ALLOW",
                rules: [
                    {
                        from: [{ source: { principals: ["mesh.example/ns/edge/sa/web-runner"] } }],
                        to: [
                            {
                                operation: {
                                    ports: ["8080"],
                                    methods: ["GET", "HEAD"],
                                    paths: ["/items", "/items/*"],
                                },
                            },
                        ],
                    },
                ],
            },
        });
    });

    it("do not exist for a workload nobody may call: the namespace's default-deny covers it", () => {
        const all = emitted({
            namespaces: [namespaceOf("core")],
            workloads: [shop],
            services: [serviceOf("core/shop")],
        });
        expect(all.names("AuthorizationPolicy", "core")).to.deep.equal(["default-deny"]);
        expect(all.spec("AuthorizationPolicy", "core/default-deny")).to.deep.equal({});
    });

    const operations = [
        operationOf("item", ["GET"], ["/items/1"]),
        operationOf("items", ["GET"], ["/items", "/items/*"]),
        operationOf("write", ["POST"], ["/items", "/items/*"]),
        operationOf("remove", ["DELETE"], ["/items/*"]),
    ];
    const table: { title: string; asked: string[]; rules: string[] }[] = [
        {
            title: "leave out a path that a prefix of the same method holds",
            asked: ["item", "items"],
            rules: ["edge/sa/web | 8080 GET /items,/items/*"],
        },
        {
            title: "keep a path that only another method's prefix holds",
            asked: ["item", "remove"],
            rules: ["edge/sa/web | 8080 DELETE /items/*", "edge/sa/web | 8080 GET /items/1"],
        },
        {
            title: "share an operation among methods with the same paths",
            asked: ["items", "write"],
            rules: ["edge/sa/web | 8080 GET,POST /items,/items/*"],
        },
    ];
    for (const { title, asked, rules } of table) {
        it(title, () => {
            expect(rulesOf({ operations }, [callOf("edge/web", "core/shop", asked)])).to.deep.equal(rules);
        });
    }

    it("name callers with the same access in one rule, even if they ask for it in other words", () => {
        const same = [operationOf("one", ["GET"], ["/a"]), operationOf("same", ["GET"], ["/a"])];
        const calls = [callOf("edge/web", "core/shop", ["one"]), callOf("edge/jobs", "core/shop", ["same"])];
        expect(rulesOf({ operations: same }, calls)).to.deep.equal([
            "edge/sa/jobs edge/sa/web | 8080 GET /a",
        ]);
    });

    it("open no port that no operation is served on", () => {
        const ports = [portOf("http", 80, 8080), portOf("metrics", 9090, 9091)];
        const one = [operationOf("read", ["GET"], ["/*"], ["http"])];
        expect(
            rulesOf({ ports, operations: one }, [callOf("edge/web", "core/shop", ["read"])]),
        ).to.deep.equal(["edge/sa/web | 8080 GET /*"]);
    });

    it("share an operation among ports with the same methods and paths, in the order of numbers", () => {
        const ports = [portOf("a", 80, 10080), portOf("b", 81, 8081)];
        const both = [operationOf("read", ["GET"], ["/*"], ["a", "b"])];
        expect(
            rulesOf({ ports, operations: both }, [callOf("edge/web", "core/shop", ["read"])]),
        ).to.deep.equal(["edge/sa/web | 8081,10080 GET /*"]);
    });

    it("hold a TCP service by identity and port alone, because HTTP attributes never match it", () => {
        const ports = [portOf("db", 5432, 15432, "tcp")];
        expect(rulesOf({ ports }, [callOf("edge/web", "core/shop", [])])).to.deep.equal([
            "edge/sa/web | 15432  ",
        ]);
    });

    it("keep TCP and HTTP in rules of their own: istiod drops a mixed rule whole on a TCP port", () => {
        const all = emitted({
            namespaces: [namespaceOf("edge"), namespaceOf("core")],
            workloads: [web, shop],
            services: [
                serviceOf("core/shop"),
                serviceOf("core/shop-db", {
                    workload: "core/shop",
                    ports: [portOf("db", 5432, 5432, "tcp")],
                }),
            ],
            calls: [callOf("edge/web", "core/shop"), callOf("edge/web", "core/shop-db", [])],
        });
        const principals = ["cluster.local/ns/edge/sa/web"];
        expect((all.spec("AuthorizationPolicy", "core/shop") as AuthorizationPolicySpec).rules).to.deep.equal(
            [
                { from: [{ source: { principals } }], to: [{ operation: { ports: ["5432"] } }] },
                {
                    from: [{ source: { principals } }],
                    to: [{ operation: { ports: ["8080"], methods: ["GET"], paths: ["/*"] } }],
                },
            ],
        );
    });

    it("merge two services of one workload", () => {
        const all = emitted({
            namespaces: [namespaceOf("edge"), namespaceOf("core")],
            workloads: [web, jobs, shop],
            services: [
                serviceOf("core/shop"),
                serviceOf("core/shop-admin", {
                    workload: "core/shop",
                    ports: [portOf("http", 8080, 9000)],
                    operations: [operationOf("all", ["POST"], ["/admin"])],
                }),
            ],
            calls: [
                callOf("edge/web", "core/shop"),
                callOf("edge/jobs", "core/shop"),
                callOf("edge/jobs", "core/shop-admin"),
            ],
        });
        expect(all.names("AuthorizationPolicy", "core")).to.deep.equal(["shop", "default-deny"]);
        const spec = all.spec("AuthorizationPolicy", "core/shop") as AuthorizationPolicySpec;
        expect(lines(spec)).to.deep.equal([
            "edge/sa/jobs | 8080 GET /*",
            "edge/sa/jobs | 9000 POST /admin",
            "edge/sa/web | 8080 GET /*",
        ]);
    });

    it("let a workload with replicas call itself when it says so", () => {
        expect(rulesOf({}, [callOf("core/shop", "core/shop")])).to.deep.equal(["core/sa/shop | 8080 GET /*"]);
    });
});
