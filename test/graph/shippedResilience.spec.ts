import { expect } from "chai";
import { shippedGraph } from "../laws/shippedGraph";

const prod = shippedGraph("prod");
const dev = shippedGraph("dev");

/** `500/minute replica`, as short as a limit can be said. */
function limitsOf(
    of: { readonly rateLimits?: (typeof prod.routes)[number]["rateLimits"] } | undefined,
): string[] {
    return (of?.rateLimits ?? []).map(({ requests, per, scope, by }) =>
        [`${requests}/${per}`, scope, ...(by === undefined ? [] : [by])].join(" "),
    );
}

describe("limits of the shipped catalogue", () => {
    it("let 500 requests a minute in at the core service and 100 at the predictions", () => {
        expect(limitsOf(prod.services.get("core/maximus-core-service"))).to.deep.equal([
            "500/minute replica",
        ]);
        expect(limitsOf(prod.services.get("ml/maximus-predict"))).to.deep.equal(["100/minute replica"]);
    });

    it("let each client have 100 requests a minute on every route, and all of them 1000 together", () => {
        expect(prod.routes).to.have.length.above(2);
        for (const route of prod.routes) {
            expect(limitsOf(route), route.path).to.include("100/minute replica clientIp");
        }
        const whole = prod.routes.filter((route) => limitsOf(route).includes("1000/minute mesh"));
        expect(whole.map(({ path }) => path)).to.deep.equal(["/api/*"]);
    });

    it("leave no service without a pool, an ejection every 10s at most, and a budget where it retries", () => {
        for (const { id, connectionPool, outlierDetection, traffic, retryBudget } of prod.services.values()) {
            expect(connectionPool.maxConnections, id).to.be.a("number");
            expect(outlierDetection.interval, id).to.equal("10s");
            const budget = traffic.retries.attempts === 0 ? undefined : { percent: 20, minConcurrency: 3 };
            expect(retryBudget, id).to.deep.equal(budget);
        }
    });
});

describe("what the shipped stacks try out", () => {
    it("is a tenth of the users' requests on the second version, in dev alone", () => {
        const share = (graph: typeof dev) => graph.services.get("users/user-service")?.share;
        expect(share(dev)).to.deep.equal({
            kind: "weights",
            weights: [
                { subset: "v1", weight: 90 },
                { subset: "v2", weight: 10 },
            ],
        });
        expect(share(prod)).to.equal(undefined);
    });

    it("is a delay and an abort at the orders, each by its own header, with an end, in dev alone", () => {
        const said = dev.experiments.map(({ name, service, header, delay, abort, until }) => ({
            name,
            service,
            header: `${header.name}: ${header.value}`,
            fault: delay ?? abort,
            until,
        }));
        expect(said).to.deep.equal([
            {
                name: "orders-abort",
                service: "orders/orders-service",
                header: "x-chaos-test: abort",
                fault: { status: 503, percent: 5 },
                until: "2027-04-30",
            },
            {
                name: "orders-delay",
                service: "orders/orders-service",
                header: "x-chaos-test: true",
                fault: { fixed: "100ms", percent: 10 },
                until: "2027-04-30",
            },
        ]);
        expect(prod.experiments).to.deep.equal([]);
    });
});
