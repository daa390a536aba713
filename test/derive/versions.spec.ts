import { expect } from "chai";
import { phaseOf, phases } from "../../components/derive";
import { destinationsOf } from "../../components/derive/destinations";
import type { Service, VersionRoute } from "../../components/graph/model";
import type { HttpRoute, VirtualServiceSpec } from "../../components/istio/types";
import type { DeploymentSpec, PodDisruptionBudgetSpec } from "../../components/istio/workloadTypes";
import { callOf, deploymentOf, namespaceOf, portOf, serviceOf, workloadOf } from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";

const host = "shop.core.svc.cluster.local";
const subsets = [
    { name: "v1", labels: { version: "v1" } },
    { name: "v2", labels: { version: "v2" } },
];
const weights = {
    kind: "weights",
    weights: [
        { subset: "v1", weight: 90 },
        { subset: "v2", weight: 10 },
    ],
} as const;

function shop(shape: Partial<Service>, patience?: string): Emitted {
    return emitted({
        namespaces: [namespaceOf("core", "enforced", { deploy: true }), namespaceOf("edge")],
        workloads: [
            workloadOf("core/shop", {
                deployment: deploymentOf({ replicas: 2 }),
                versions: [{ version: "v2", image: "registry.example.com/app:2.0.0", replicas: 3 }],
            }),
            workloadOf("edge/web"),
        ],
        services: [serviceOf("core/shop", { subsets, ...shape })],
        calls: [callOf("edge/web", "core/shop", ["all"], patience)],
    });
}

function routes(all: Emitted): readonly HttpRoute[] {
    return (all.spec("VirtualService", "core/shop") as VirtualServiceSpec).http ?? [];
}

describe("a share between versions", () => {
    it("names every subset with its weight, also in the routes of callers with a patience of their own", () => {
        const all = routes(shop({ share: weights }, "20s"));
        expect(all.map(({ name }) => name)).to.deep.equal(["from-edge/web", "default"]);
        for (const { route } of all) {
            expect(route).to.deep.equal([
                { destination: { host, subset: "v1" }, weight: 90 },
                { destination: { host, subset: "v2" }, weight: 10 },
            ]);
        }
    });

    it("keeps a weight of 0, so that a switch from blue to green changes two numbers", () => {
        const [blue, green] = [
            [100, 0],
            [0, 100],
        ].map(([one = 0, two = 0]) =>
            JSON.stringify(
                routes(
                    shop({
                        share: {
                            kind: "weights",
                            weights: [
                                { subset: "v1", weight: one },
                                { subset: "v2", weight: two },
                            ],
                        },
                    }),
                ),
            ),
        );
        expect(blue?.replace('"weight":100', "A").replace('"weight":0', "B")).to.equal(
            green?.replace('"weight":0', "A").replace('"weight":100', "B"),
        );
    });

    it("names the port beside the subset when the service has several", () => {
        const service = serviceOf("core/shop", { share: weights, subsets });
        expect(destinationsOf(service, 9090).route[1]?.destination).to.deep.equal({
            host,
            subset: "v2",
            port: { number: 9090 },
        });
    });

    it("that somebody else writes starts with one version and says on the object whose weights they are", () => {
        const all = shop({ share: { kind: "external", initial: "v2" } });
        expect(routes(all)[0]?.route.map(({ weight }) => weight)).to.deep.equal([0, 100]);
        expect(all.one("VirtualService", "core/shop").metadata.annotations).to.deep.equal({
            "meshwright.io/external-weights": host,
        });
        expect(shop({ share: weights }).one("VirtualService", "core/shop").metadata).not.to.have.property(
            "annotations",
        );
    });

    it("comes after the pods of every version, which come after the subsets", () => {
        const all = shop({ share: weights });
        const at = (kind: string, name: string) => phases.indexOf(phaseOf(all.one(kind, `core/${name}`)));
        expect(at("DestinationRule", "shop")).to.be.lessThan(at("Deployment", "shop-v2"));
        expect(at("Deployment", "shop-v2")).to.be.lessThan(at("VirtualService", "shop"));
        const plain = shop({});
        expect(phaseOf(plain.one("VirtualService", "core/shop"))).to.equal("routes");
    });
});

describe("a mirror", () => {
    it("copies part of what is shared and nothing of what asked for a version", () => {
        const all = routes(
            shop({
                mirror: { subset: "v2", percent: 25 },
                versionRoutes: [{ name: "beta", headers: { "x-beta": "true" }, subset: "v2" }],
            }),
        );
        expect(all.map(({ name, mirrors }) => [name, mirrors])).to.deep.equal([
            ["default/version-beta", undefined],
            ["default", [{ destination: { host, subset: "v2" }, percentage: { value: 25 } }]],
        ]);
    });
});

describe("a route to a version", () => {
    const versionRoutes: readonly VersionRoute[] = [
        {
            name: "beta",
            headers: { "x-beta": "true", "x-team": "a" },
            path: "/v2/*",
            subset: "v2",
            timeout: "3s",
        },
        { name: "one", headers: {}, path: "/v1", subset: "v1" },
    ];

    it("stands before what is shared, in the order it was written, with exact headers and its own timeout", () => {
        const all = routes(shop({ versionRoutes, share: weights }));
        expect(all.map(({ name, match, timeout }) => ({ name, match, timeout }))).to.deep.equal([
            {
                name: "default/version-beta",
                match: [
                    {
                        uri: { prefix: "/v2/" },
                        headers: { "x-beta": { exact: "true" }, "x-team": { exact: "a" } },
                    },
                ],
                timeout: "3s",
            },
            { name: "default/version-one", match: [{ uri: { exact: "/v1" } }], timeout: "15s" },
            { name: "default", match: undefined, timeout: "15s" },
        ]);
        expect(all[0]?.route).to.deep.equal([{ destination: { host, subset: "v2" } }]);
    });

    it("leaves a caller its own patience, even one that equals the patience of all", () => {
        for (const patience of ["20s", "15s"]) {
            const all = routes(shop({ versionRoutes }, patience)).filter(({ name }) =>
                name.startsWith("from-"),
            );
            expect(all.map(({ timeout }) => timeout)).to.deep.equal([patience, patience, patience]);
        }
    });

    it("stands once for each port of a service with several", () => {
        const all = routes(
            shop({ versionRoutes, ports: [portOf("http", 80, 8080), portOf("rpc", 9090, 9090, "grpc")] }),
        );
        expect(all.map(({ name, match }) => [name, match?.[0]?.port])).to.deep.equal([
            ["default/http/version-beta", 80],
            ["default/http/version-one", 80],
            ["default/http", 80],
            ["default/rpc/version-beta", 9090],
            ["default/rpc/version-one", 9090],
            ["default/rpc", 9090],
        ]);
    });
});

describe("a further version of a workload", () => {
    const all = shop({ share: weights });
    const [one, two] = ["shop", "shop-v2"].map((name) => all.spec("Deployment", `core/${name}`)) as [
        DeploymentSpec,
        DeploymentSpec,
    ];

    it("is a Deployment with an image and a size of its own under the same account and service", () => {
        expect(two.replicas).to.equal(3);
        expect(two.template.spec.containers[0]?.image).to.equal("registry.example.com/app:2.0.0");
        expect(two.template.spec.serviceAccountName).to.equal("shop");
        const { selector } = all.spec("Service", "core/shop") as {
            selector: Readonly<Record<string, string>>;
        };
        for (const { template } of [one, two]) {
            expect(template.metadata.labels).to.include(selector);
        }
        expect(two.template.metadata.labels).to.include({ app: "shop", version: "v2" });
        expect(all.names("ServiceAccount", "core")).to.deep.equal(["shop"]);
    });

    it("selects pods that no other Deployment and no other disruption budget selects", () => {
        const budgets = ["shop", "shop-v2"].map(
            (name) => all.spec("PodDisruptionBudget", `core/${name}`) as PodDisruptionBudgetSpec,
        );
        const pods = [one, two].map(({ template }) => template.metadata.labels);
        for (const [at, { selector }] of [one, two, ...budgets].entries()) {
            const selected = pods.map((labels) =>
                Object.entries(selector.matchLabels).every(([name, value]) => labels[name] === value),
            );
            expect(selected).to.deep.equal([at % 2 === 0, at % 2 === 1]);
        }
    });
});
