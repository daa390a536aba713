import { expect } from "chai";
import fc from "fast-check";
import { derive, phaseOf, phases } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import { objectName } from "../../components/naming";
import { reordered, serviceGraphs } from "../support/arbitraryGraphs";
import { callOf, graphOf, namespaceOf, partsOf, serviceOf, workloadOf } from "../support/graphs";
import { Emitted } from "../support/manifests";
import { runs } from "../support/runs";
import { testTarget } from "../support/target";

/** Every object as text, by its name; what a person would diff. */
function texts(graph: ServiceGraph): Map<string, string> {
    const all = new Emitted(graph).all();
    return new Map(all.map((each) => [`${each.kind} ${objectName(each.metadata)}`, JSON.stringify(each)]));
}

describe("what is derived", () => {
    it("does not depend on the order of anything in the graph", () => {
        const pairs = serviceGraphs().chain((graph) => fc.tuple(fc.constant(graph), reordered(graph)));
        fc.assert(
            fc.property(pairs, ([graph, other]) => {
                const derived = derive(graph, testTarget);
                const again = derive(other, testTarget);
                expect(JSON.stringify([...again.namespaces])).to.equal(
                    JSON.stringify([...derived.namespaces]),
                );
                expect(again.platform).to.deep.equal(derived.platform);
            }),
            runs(100),
        );
    });

    it("is sorted by phase, then kind, then name, and every object stands in its own namespace", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                for (const [namespace, manifests] of derive(graph, testTarget).namespaces) {
                    const keys = manifests.map(
                        (each) => `${phases.indexOf(phaseOf(each))} ${each.kind} ${each.metadata.name}`,
                    );
                    expect(keys).to.deep.equal([...keys].sort());
                    for (const { kind, metadata } of manifests) {
                        expect(kind === "Namespace" ? metadata.name : metadata.namespace).to.equal(namespace);
                    }
                }
            }),
            runs(100),
        );
    });

    it("has unique names, all of them DNS-1123 and free of what a regular expression gives a meaning to", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                const all = new Emitted(graph).all();
                const names = all.map((each) => `${each.kind} ${objectName(each.metadata)}`);
                expect(new Set(names)).to.have.lengthOf(names.length);
                for (const { metadata } of all) {
                    expect(metadata.name).to.match(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
                    expect(metadata.name.length).to.be.lessThanOrEqual(253);
                }
            }),
            runs(100),
        );
    });

    it("says who manages it, on every object", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                for (const { metadata } of new Emitted(graph).all()) {
                    expect(metadata.labels).to.include({ "app.kubernetes.io/managed-by": "meshwright" });
                }
            }),
            runs(50),
        );
    });

    it("holds no list without elements, which Istio reads as everything", () => {
        const emptyList = /:\[\]/;
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                for (const each of new Emitted(graph).all()) {
                    expect(JSON.stringify(each.spec ?? {})).not.to.match(emptyList);
                }
            }),
            runs(100),
        );
    });

    it("refuses to emit two objects of one name", () => {
        const graph = graphOf({
            namespaces: [namespaceOf("core")],
            workloads: [workloadOf("core/default-deny")],
        });
        expect(() => derive(graph, testTarget)).to.throw(
            'internal error: two objects are NetworkPolicy "default-deny" in namespace "core"',
        );
    });
});

describe("adding a service", () => {
    const base = {
        namespaces: [namespaceOf("edge"), namespaceOf("core"), namespaceOf("far")],
        workloads: ["edge/web", "core/shop", "far/other"].map((id) => workloadOf(id)),
        services: [serviceOf("core/shop"), serviceOf("far/other")],
        calls: [callOf("edge/web", "core/shop")],
    };

    function changes(after: ServiceGraph): string[] {
        const before = texts(graphOf(base));
        const now = texts(after);
        return [...new Set([...before.keys(), ...now.keys()])]
            .filter((name) => before.get(name) !== now.get(name))
            .map((name) => `${before.has(name) ? (now.has(name) ? "~" : "-") : "+"} ${name}`)
            .sort();
    }

    it("that is called and calls touches itself, its callers' reach and its callees' rules, and nothing else", () => {
        const graph = graphOf({
            ...base,
            workloads: [...base.workloads, workloadOf("core/cart")],
            services: [...base.services, serviceOf("core/cart")],
            calls: [...base.calls, callOf("edge/web", "core/cart"), callOf("core/cart", "core/shop")],
        });
        expect(changes(graph)).to.deep.equal([
            "+ AuthorizationPolicy core/cart",
            "+ DestinationRule core/cart",
            "+ NetworkPolicy core/cart",
            "+ Sidecar core/cart",
            "+ VirtualService core/cart",
            "~ AuthorizationPolicy core/shop",
            "~ NetworkPolicy core/shop",
            "~ NetworkPolicy edge/web",
            "~ Sidecar edge/web",
        ]);
    });

    it("of another namespace also shows the callee's rules to that namespace", () => {
        const graph = graphOf({ ...base, calls: [...base.calls, callOf("far/other", "core/shop")] });
        expect(changes(graph)).to.deep.equal([
            "+ Sidecar far/other",
            "~ AuthorizationPolicy core/shop",
            "~ DestinationRule core/shop",
            "~ NetworkPolicy core/shop",
            "~ NetworkPolicy far/other",
            "~ VirtualService core/shop",
        ]);
    });

    it("that nobody calls changes nothing that was there, in any graph", () => {
        fc.assert(
            fc.property(serviceGraphs({ stage: "enforced" }), (graph) => {
                const parts = partsOf(graph);
                const home = parts.namespaces[0]?.name ?? "";
                const before = texts(graph);
                const after = texts(
                    graphOf({
                        ...parts,
                        workloads: [...parts.workloads, workloadOf(`${home}/new`)],
                        services: [...parts.services, serviceOf(`${home}/new`)],
                    }),
                );
                for (const [name, text] of before) {
                    expect(after.get(name)).to.equal(text);
                }
                expect([...after.keys()].filter((name) => !before.has(name)).sort()).to.deep.equal([
                    `DestinationRule ${home}/new`,
                    `NetworkPolicy ${home}/new`,
                    `VirtualService ${home}/new`,
                ]);
            }),
            runs(50),
        );
    });
});
