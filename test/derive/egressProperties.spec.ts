import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import type {
    AuthorizationPolicySpec,
    DestinationRuleSpec,
    GatewaySpec,
    Manifest,
    NetworkPolicySpec,
    VirtualServiceSpec,
} from "../../components/istio/types";
import { egressGateway, withExternals } from "../support/arbitraryExternals";
import { reordered, serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { testTarget } from "../support/target";

const graphs = serviceGraphs().chain((graph) => withExternals(graph));

/** Callers in the mesh by host, as the graph declares them. */
function declaredCallers(graph: ServiceGraph): Map<string, string[]> {
    const callers = new Map<string, string[]>();
    for (const { from, external } of graph.externalCalls) {
        const workload = graph.workloads.get(from);
        const namespace = graph.namespaces.get(workload?.namespace ?? "");
        if (workload !== undefined && namespace !== undefined && namespace.stage !== "off") {
            const principal = `cluster.local/ns/${workload.namespace}/sa/${workload.serviceAccount}`;
            callers.set(external, [...(callers.get(external) ?? []), principal].sort());
        }
    }
    return callers;
}

function atGateway(graph: ServiceGraph): readonly Manifest[] {
    return derive(graph, testTarget).gateways.get(egressGateway.name) ?? [];
}

function specs<Spec>(manifests: readonly Manifest[], kind: string): Spec[] {
    return manifests.filter((each) => each.kind === kind).map(({ spec }) => spec as Spec);
}

describe("the way out, in any graph", () => {
    it("is open for exactly the declared callers of each host, by one ALLOW each and no other object", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const allowed = new Map<string, string[]>();
                for (const policy of specs<AuthorizationPolicySpec>(
                    atGateway(graph),
                    "AuthorizationPolicy",
                )) {
                    expect(policy.action ?? "ALLOW").to.equal("ALLOW");
                    if (policy.rules === undefined) {
                        continue;
                    }
                    const [rule, ...more] = policy.rules;
                    expect(more).to.deep.equal([]);
                    expect(policy.selector).to.deep.equal({ matchLabels: egressGateway.selector });
                    expect(rule?.to).to.deep.equal([{ operation: { ports: ["15444"] } }]);
                    expect(rule?.from).to.have.lengthOf(1);
                    const { principals = [], ...others } = rule?.from?.[0]?.source ?? {};
                    expect(others).to.deep.equal({});
                    const [condition, ...conditions] = rule?.when ?? [];
                    expect(conditions).to.deep.equal([]);
                    expect(condition?.key).to.equal("connection.sni");
                    const [host = "", ...hosts] = condition?.values ?? [];
                    expect(hosts).to.deep.equal([]);
                    expect(allowed.has(host), `a second ALLOW for ${host}`).to.equal(false);
                    allowed.set(host, [...principals]);
                }
                expect(allowed).to.deep.equal(declaredCallers(graph));
            }),
            runs(100),
        );
    });

    it("has for each called host one server, one subset and one route, which agree on its name", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const called = [...declaredCallers(graph).keys()].sort();
                const manifests = atGateway(graph);
                const servers = specs<GatewaySpec>(manifests, "Gateway").flatMap((each) => each.servers);
                expect(servers.map(({ hosts }) => hosts[0]?.split("/")[1])).to.deep.equal(called);
                const names = servers.map(({ port }) => port.name);
                expect(new Set(names).size).to.equal(names.length);
                const subsets = specs<DestinationRuleSpec>(manifests, "DestinationRule").flatMap(
                    (each) => each.subsets ?? [],
                );
                expect(subsets.map((each) => each.trafficPolicy?.tls?.sni)).to.deep.equal(called);
                const nameOf = new Map(
                    subsets.map(({ name, trafficPolicy }) => [trafficPolicy?.tls?.sni, name]),
                );
                const routes = [...derive(graph, testTarget).namespaces.values()]
                    .flatMap((each) => specs<VirtualServiceSpec>(each, "VirtualService"))
                    .filter(({ gateways }) => gateways.length === 2);
                expect(routes.map(({ hosts }) => hosts[0]).sort()).to.deep.equal(called);
                for (const { hosts, tls = [], tcp = [], http = [] } of routes) {
                    const [inward, outward] = http.length > 0 ? http : [...tls, ...tcp];
                    expect(inward?.route[0]?.destination.subset).to.equal(nameOf.get(hosts[0]));
                    expect(outward?.route[0]?.destination.host).to.equal(hosts[0]);
                }
            }),
            runs(100),
        );
    });

    it("is the only one: no pod but the gateway's may send packets to the world for a host", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const storeless = { ...graph, storeCalls: [] };
                for (const manifests of derive(storeless, testTarget).namespaces.values()) {
                    for (const { egress = [] } of specs<NetworkPolicySpec>(manifests, "NetworkPolicy")) {
                        expect(JSON.stringify(egress)).not.to.include("ipBlock");
                    }
                }
            }),
            runs(50),
        );
    });

    it("does not depend on the order of anything in the graph", () => {
        const pairs = graphs.chain((graph) => fc.tuple(fc.constant(graph), reordered(graph)));
        fc.assert(
            fc.property(pairs, ([graph, other]) => {
                expect(JSON.stringify(atGateway(other))).to.equal(JSON.stringify(atGateway(graph)));
            }),
            runs(50),
        );
    });

    it("gives nothing a name that Kubernetes or Istio would refuse or read as a pattern", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const derived = derive(graph, testTarget);
                const all = [...derived.namespaces.values(), ...derived.gateways.values()].flat();
                const ofHosts = all.filter(({ metadata }) => metadata.name.startsWith("external-"));
                const keys = ofHosts.map(
                    ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
                );
                expect(new Set(keys).size).to.equal(keys.length);
                const subsets = specs<DestinationRuleSpec>(all, "DestinationRule").flatMap(
                    (each) => each.subsets ?? [],
                );
                for (const name of [
                    ...ofHosts.map(({ metadata }) => metadata.name),
                    ...subsets.map((each) => each.name),
                ]) {
                    expect(name).to.match(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
                }
            }),
            runs(50),
        );
    });

    it("changes nothing for anyone else when a caller is added to a host", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const [last, ...rest] = [...graph.externalCalls].reverse();
                fc.pre(last !== undefined);
                const before = derive({ ...graph, externalCalls: rest.reverse() }, testTarget);
                const after = derive(graph, testTarget);
                const allows = (derived: typeof after): Map<string, string> =>
                    new Map(
                        (derived.gateways.get(egressGateway.name) ?? [])
                            .filter(({ kind }) => kind === "AuthorizationPolicy")
                            .map((each) => [each.metadata.name, JSON.stringify(each)]),
                    );
                const changed = [...allows(after)].filter(
                    ([name, text]) => allows(before).get(name) !== text,
                );
                expect(changed.length).to.be.lessThanOrEqual(1);
                for (const [, text] of changed) {
                    expect(text).to.include(`"values":["${last?.external}"]`);
                }
            }),
            runs(50),
        );
    });
});
