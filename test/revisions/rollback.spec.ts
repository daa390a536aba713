import { expect } from "chai";
import type { ServiceGraph } from "../../components/graph";
import {
    type Rollback,
    type RollbackTarget,
    removalOfEverything,
    rollbackProblems,
    rolledBack,
} from "../../components/revisions";
import { printed } from "../graph/problems/example";
import { ingressGateway } from "../support/gateways";
import { callOf, externalOf, graphOf, namespaceOf, partsOf, serviceOf, workloadOf } from "../support/graphs";

const reason = "proxies of 1.31.1 lose connections";
const until = "2026-12-05";
const to = (target: RollbackTarget): Rollback => ({ to: target, reason, until });
const all = { kind: "all" } as const;

const plain = partsOf(
    graphOf({
        namespaces: [
            namespaceOf("bank", "audit", { deploy: true }),
            namespaceOf("data", "off"),
            namespaceOf("shop", "enforced", { tag: "canary", rollWithTag: true, deploy: true }),
        ],
        workloads: [workloadOf("bank/accounts"), workloadOf("shop/cart"), workloadOf("data/import")],
        services: [serviceOf("bank/accounts"), serviceOf("shop/cart")],
        calls: [callOf("shop/cart", "bank/accounts", ["all"]), callOf("data/import", "shop/cart", ["all"])],
    }),
);
const gateway = ingressGateway();
const graph = graphOf({
    ...plain,
    externals: [
        externalOf("api.example.com", "shop", {
            port: 80,
            protocol: "http",
            originate: { port: 443, subjectAltNames: ["api.example.com"] },
        }),
        externalOf("tls.example.com", "shop"),
    ],
    externalCalls: [
        { from: "shop/cart", external: "api.example.com" },
        { from: "shop/cart", external: "tls.example.com" },
    ],
    services: plain.services.map((service) =>
        service.id === "shop/cart"
            ? {
                  ...service,
                  share: { kind: "weights", weights: [{ subset: "v1", weight: 100 }] } as const,
              }
            : service,
    ),
    platform: {
        ...plain.platform,
        gateways: new Map([[gateway.name, gateway]]),
        publicHosts: new Map([
            [
                "www",
                {
                    name: "www",
                    hostname: "www.example.com",
                    gateway: gateway.name,
                    servers: ["https"],
                    sourceRanges: [],
                },
            ],
        ]),
        certManager: { install: true, namespace: "cert-manager", serviceAccount: "cert-manager" },
        callBudget: { warnAbove: 16, refuseAbove: 48 },
    },
});

describe("a graph that is rolled back", () => {
    const back = { reason, until };

    it("is the very same while no rollback is in force", () => {
        expect(rolledBack(graph, undefined, all)).to.equal(graph);
    });

    it("stands observed with its proxies, and remembers what was declared", () => {
        expect(namespacesOf(rolledBack(graph, to("observed"), all))).to.deep.equal({
            bank: {
                stage: "observed",
                until,
                tag: "stable",
                rollback: { to: "observed", from: "audit", ...back },
            },
            data: { stage: "off" },
            shop: {
                stage: "observed",
                until,
                tag: "canary",
                rollWithTag: true,
                rollback: { to: "observed", from: "enforced", ...back },
            },
        });
    });

    it("stands observed without a tag to be injected by", () => {
        const uninjected = rolledBack(graph, to("uninjected"), all);
        expect(namespacesOf(uninjected)).to.deep.equal({
            bank: { stage: "observed", until, rollback: { to: "uninjected", from: "audit", ...back } },
            data: { stage: "off" },
            shop: { stage: "observed", until, rollback: { to: "uninjected", from: "enforced", ...back } },
        });
        expect(uninjected.platform).to.equal(graph.platform);
        expect(uninjected.routes).to.equal(graph.routes);
    });

    it("stands off and has no ways in, but keeps cert-manager, which is not Istio's", () => {
        const unmeshed = rolledBack(graph, to("unmeshed"), all);
        expect(namespacesOf(unmeshed)).to.deep.equal({
            bank: { stage: "off", rollback: { to: "unmeshed", from: "audit", ...back } },
            data: { stage: "off" },
            shop: { stage: "off", rollback: { to: "unmeshed", from: "enforced", ...back } },
        });
        expect(unmeshed.routes).to.deep.equal([]);
        expect(unmeshed.platform).to.deep.equal({
            ...plain.platform,
            certManager: graph.platform.certManager,
            callBudget: graph.platform.callBudget,
        });
    });

    it("concerns the namespaces of a stack that owns some, and all of them where the platform is owned", () => {
        const stages = (scope: Parameters<typeof rolledBack>[2]) =>
            [...rolledBack(graph, to("uninjected"), scope).namespaces.values()].map(({ stage }) => stage);
        expect(stages({ kind: "namespaces", names: ["shop"] })).to.deep.equal(["audit", "off", "observed"]);
        expect(stages({ kind: "platform" })).to.deep.equal(["observed", "off", "observed"]);
    });
});

describe("what a rollback takes away", () => {
    const said = (target: RollbackTarget, ...names: string[]) =>
        rollbackProblems(graph, to(target), names.length === 0 ? all : { kind: "namespaces", names }).map(
            printed,
        );
    const lost = [
        "meshwright:rollback: warning: proxies encrypt calls to api.example.com (originate), so pods without one send them in plain text",
        "meshwright:rollback: warning: callers without a proxy know no versions: shop/cart is shared by numbers of pods, whatever weights and routes by version say",
    ];

    it("is nothing while the proxies stay, and nothing without a rollback", () => {
        expect(said("observed")).to.deep.equal([]);
        expect(rollbackProblems(graph, undefined, all)).to.deep.equal([]);
    });

    it("is what proxies do for their own pods", () => {
        expect(said("uninjected")).to.deep.equal(lost);
    });

    it("is every way in as well, in an emergency", () => {
        expect(said("unmeshed")).to.deep.equal([
            ...lost,
            "meshwright:rollback: warning: there is no gateway, so nobody outside reaches www.example.com; a load balancer made anew may have another address",
        ]);
    });

    it("may not be what another stack still demands, except in an emergency", () => {
        const words = `"bank" is another stack's and takes mTLS only, so calls of shop/cart would be refused there; roll it back first and write its stage here as observed`;
        expect(said("uninjected", "shop")).to.deep.equal([`meshwright:rollback: ${words}`, ...lost]);
        expect(said("unmeshed", "shop")[0]).to.equal(`meshwright:rollback: warning: ${words}`);
        expect(said("uninjected", "bank")).to.deep.equal([]);
    });
});

describe("what a rollback may remove", () => {
    it("is nothing by itself, unless no mesh is left", () => {
        for (const rollback of [undefined, to("observed"), to("uninjected")]) {
            expect(removalOfEverything(rollback)).to.equal(undefined);
        }
    });

    it("is everything in an emergency, for its own reason and as long", () => {
        expect(removalOfEverything(to("unmeshed"))).to.deep.equal({ reason, until });
    });
});

/** What a rollback may change of each namespace. */
function namespacesOf({ namespaces }: ServiceGraph): Record<string, object> {
    return Object.fromEntries(
        [...namespaces].map(
            ([name, { name: _name, file: _file, owners: _owners, deploy: _deploy, ...rest }]) => [name, rest],
        ),
    );
}
