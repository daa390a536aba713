import { expect } from "chai";
import type { Experiment, Service } from "../../components/graph/model";
import type { HttpRoute, VirtualServiceSpec } from "../../components/istio/types";
import { callOf, namespaceOf, portOf, serviceOf, workloadOf } from "../support/graphs";
import { emitted } from "../support/manifests";

const common = { namespace: "core", service: "core/shop", callers: [], until: "2027-01-31" };
const delay: Experiment = {
    ...common,
    name: "slow",
    header: { name: "x-chaos-test", value: "true" },
    delay: { fixed: "5s", percent: 10 },
};
const abort: Experiment = {
    ...common,
    name: "broken",
    header: { name: "x-chaos-test", value: "abort" },
    abort: { status: 503, percent: 5 },
};

function routes(experiments: readonly Experiment[], shape: Partial<Service> = {}): readonly HttpRoute[] {
    const all = emitted({
        namespaces: [namespaceOf("core"), namespaceOf("edge"), namespaceOf("away", "off")],
        workloads: ["core/shop", "edge/web", "edge/jobs", "away/script"].map((id) => workloadOf(id)),
        services: [serviceOf("core/shop", shape)],
        calls: [
            callOf("edge/web", "core/shop", ["all"], "20s"),
            callOf("edge/jobs", "core/shop"),
            callOf("away/script", "core/shop"),
        ],
        experiments,
    });
    return (all.spec("VirtualService", "core/shop") as VirtualServiceSpec).http ?? [];
}

const web = { sourceNamespace: "edge", sourceLabels: { app: "web" } };
const jobs = { sourceNamespace: "edge", sourceLabels: { app: "jobs" } };
const asked = { headers: { "x-chaos-test": { exact: "true" } } };

describe("an experiment", () => {
    it("clones every route with its header and its fault, before all of them", () => {
        const all = routes([delay]);
        expect(all.map(({ name, match }) => [name, match])).to.deep.equal([
            ["experiment-slow/from-edge/web", [{ ...web, ...asked }]],
            ["experiment-slow/default", [asked]],
            ["from-edge/web", [web]],
            ["default", undefined],
        ]);
        expect(all.map(({ fault }) => fault)).to.deep.equal([
            { delay: { fixedDelay: "5s", percentage: { value: 10 } } },
            { delay: { fixedDelay: "5s", percentage: { value: 10 } } },
            undefined,
            undefined,
        ]);
    });

    it("answers instead of the service when it aborts, and stands beside others in the order of names", () => {
        const all = routes([delay, abort]);
        expect(all.map(({ name }) => name).slice(0, 4)).to.deep.equal([
            "experiment-broken/from-edge/web",
            "experiment-broken/default",
            "experiment-slow/from-edge/web",
            "experiment-slow/default",
        ]);
        expect(all[1]?.fault).to.deep.equal({ abort: { httpStatus: 503, percentage: { value: 5 } } });
        expect(all[1]?.match).to.deep.equal([{ headers: { "x-chaos-test": { exact: "abort" } } }]);
    });

    it("keeps to the callers it is limited to", () => {
        const [limited] = routes([{ ...delay, callers: ["edge/jobs"] }]);
        expect(limited).to.deep.include({ name: "experiment-slow/default", match: [{ ...jobs, ...asked }] });
        const both = routes([{ ...delay, callers: ["edge/jobs", "edge/web"] }]);
        expect(both.slice(0, 2).map(({ match }) => match)).to.deep.equal([
            [{ ...web, ...asked }],
            [
                { ...jobs, ...asked },
                { ...web, ...asked },
            ],
        ]);
    });

    it("reaches nobody rather than everybody when its only caller has no proxy", () => {
        const all = routes([{ ...delay, callers: ["away/script"] }]);
        expect(all.map(({ name }) => name)).to.deep.equal(["from-edge/web", "default"]);
    });

    it("gates the routes of every port and of every version", () => {
        const all = routes([delay], {
            ports: [portOf("http", 80, 8080), portOf("rpc", 9090, 9090, "grpc")],
            subsets: [{ name: "v2", labels: { version: "v2" } }],
            versionRoutes: [{ name: "beta", headers: { "x-beta": "true" }, subset: "v2" }],
        });
        const faulted = all.filter(({ fault }) => fault !== undefined);
        expect(faulted).to.have.lengthOf(all.length / 2);
        for (const [at, { route, timeout, retries, match }] of faulted.entries()) {
            const base = all[faulted.length + at];
            expect({ route, timeout, retries }).to.deep.equal({
                route: base?.route,
                timeout: base?.timeout,
                retries: base?.retries,
            });
            for (const each of match ?? []) {
                expect(each.headers).to.deep.include({ "x-chaos-test": { exact: "true" } });
            }
        }
    });
});
