import { expect } from "chai";
import { type CatalogFile, emptyPlatform, parseGraph, type Rollout } from "../../components/graph";

const namespaces = 100;
const perNamespace = 100;

/** Names a service by its number: every namespace holds a hundred. */
function placeOf(index: number): { namespace: string; name: string } {
    const wrapped = index % (namespaces * perNamespace);
    return {
        namespace: `team-${Math.floor(wrapped / perNamespace)}`,
        name: `service-${wrapped % perNamespace}`,
    };
}

/** Ten thousand services with five callers each; `typo` is appended to every service that is called. */
function largeCatalogue(typo = ""): readonly CatalogFile[] {
    return Array.from({ length: namespaces }, (_, team) => {
        const indexes = Array.from({ length: perNamespace }, (__, index) => team * perNamespace + index);
        const around = (index: number, direction: 1 | -1) =>
            [1, 7, 101, 1009, 5003].map((step) =>
                placeOf(index + direction * step + namespaces * perNamespace),
            );
        return {
            file: `catalog/team-${team}.yaml`,
            content: {
                namespace: `team-${team}`,
                owners: [`team-${team}`],
                workloads: Object.fromEntries(indexes.map((index) => [placeOf(index).name, {}])),
                services: Object.fromEntries(
                    indexes.map((index) => [
                        placeOf(index).name,
                        {
                            workload: placeOf(index).name,
                            ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
                            operations: { query: { methods: ["GET"], paths: ["/query"] } },
                            accepts: around(index, -1).map(({ namespace, name }) => ({
                                from: `${namespace}/${name}`,
                            })),
                        },
                    ]),
                ),
                calls: indexes.flatMap((index) =>
                    around(index, 1).map(({ namespace, name }) => ({
                        from: placeOf(index).name,
                        service: `${namespace}/${name}${typo}`,
                    })),
                ),
            },
        };
    });
}

const rollout: Rollout = {
    namespaces: new Map(
        Array.from({ length: namespaces }, (_, team) => [
            `team-${team}`,
            {
                stage: "enforced",
                deploy: false,
                workloads: new Map(),
                services: new Map(),
                experiments: new Map(),
            },
        ]),
    ),
    stores: new Map(),
    platform: emptyPlatform,
};

describe("a catalogue of ten thousand services", () => {
    it("is parsed whole", () => {
        const graph = parseGraph(largeCatalogue(), rollout, { clusterDomain: "cluster.local" });
        expect(
            graph.ok ? [graph.value.services.size, graph.value.calls.length] : graph.problems[0],
        ).to.deep.equal([10_000, 50_000]);
    });

    it("is answered with every problem when every call is misspelt", () => {
        const graph = parseGraph(largeCatalogue("x"), rollout, { clusterDomain: "cluster.local" });
        const unknown = graph.ok ? [] : graph.problems.filter(({ code }) => code === "unknown-service");
        expect(unknown).to.have.length(50_000);
    });

    it("is compared by its selectors without pairing every workload with every other", () => {
        const workloads = Object.fromEntries(
            Array.from({ length: 10_000 }, (_, index) => [
                `w-${index}`,
                { selector: index % 2 === 0 ? { app: `a-${index}` } : { tier: `t-${index}` } },
            ]),
        );
        const content = { namespace: "team-0", owners: ["team-0"], workloads };
        const graph = parseGraph([{ file: "team-0.yaml", content }], rollout, {
            clusterDomain: "cluster.local",
        });
        const codes = graph.ok ? [] : graph.problems.map(({ code }) => code);
        expect(codes).to.include("selectors-not-comparable");
    });
});
