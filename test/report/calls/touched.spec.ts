import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { callChanges } from "../../../report/calls/callChanges";
import { touched } from "../../../report/calls/touched";
import {
    callOf,
    deploymentOf,
    externalOf,
    graphOf,
    namespaceOf,
    serviceOf,
    workloadOf,
} from "../../support/graphs";
import { sideOf } from "../arbitrarySides";
import { type Edit, everyEdit } from "../edits";

const graph = graphOf({
    namespaces: ["a", "b", "c", "d"].map((name) => namespaceOf(name, "enforced", { deploy: true })),
    workloads: ["a/a", "b/b", "c/c", "d/d"].map((id) => workloadOf(id, { deployment: deploymentOf() })),
    services: [serviceOf("a/a"), serviceOf("b/b")],
    externals: [externalOf("api.example.com", "d")],
    calls: [callOf("c/c", "a/a"), callOf("c/c", "b/b")],
    externalCalls: [{ from: "d/d", external: "api.example.com" }],
});

describe("where a change can touch who calls whom", () => {
    it("is nowhere where nothing changes, and where only what a workload costs does", () => {
        expect(reached(unchanged, unchanged)).to.deep.equal([]);
        const annotated = edited("Deployment", "a", ({ spec }) => ({ ...(spec as object), replicas: 7 }));
        expect(reached(unchanged, annotated)).to.deep.equal([]);
    });

    it("is the namespace of policy, and everything for policy of the root namespace", () => {
        const open = edited("AuthorizationPolicy", "a", () => ({ rules: [{}] }));
        expect(reached(unchanged, open)).to.deep.equal(["a"]);
        const root = edited("AuthorizationPolicy", "istio-system", () => ({ rules: [{}] }));
        expect(reached(unchanged, root)).to.include("everything");
    });

    it("is also where a rule for a host leads", () => {
        const rule: Edit = (objects) => [...objects, ruleFor("a.a.svc.cluster.local")];
        expect(reached(unchanged, rule)).to.deep.equal(["a", "b", "d"]);
    });

    it("is where a rule for a host leads also when only the Service of that host changes", () => {
        const base: Edit = (objects) =>
            [
                ...objects.filter(({ kind }) => kind !== "VirtualService"),
                ruleFor("a.a.svc.cluster.local"),
            ].map(onlyKnowing("a/a.a.svc.cluster.local"));
        const closed = edited("Service", "a", ({ spec }) => ({ ...(spec as object), ports: [] }));
        const after: Edit = (objects) => closed(base(objects));
        expect(reached(base, after)).to.include.members(["a", "b"]);
        const changes = callChanges(sideOf("before", graph, base), sideOf("after", graph, after));
        expect(changes.map(({ kind, from, to }) => [kind, from, to])).to.deep.include([
            "closed",
            "c/c",
            "b/b",
        ]);
    });

    it("is where a rule for a wildcard leads when a Service changes that it may take in", () => {
        const base: Edit = (objects) => [...objects, ruleFor("*.a.svc.cluster.local")];
        const after: Edit = (objects) =>
            edited("Service", "a", ({ spec }) => ({ ...(spec as object), ports: [] }))(base(objects));
        expect(reached(base, after)).to.include.members(["a", "b"]);
    });

    it("is enough for every edit of every object: asking about everything tells no more", () => {
        const all = everyEdit(sideOf("before", graph).objects);
        const asked = { everything: true, namespaces: new Set<string>(), outside: true };
        const [before, changing] = [sideOf("before", graph), new Set<string>()];
        for (const [name, edit] of all) {
            const after = sideOf("after", graph, edit);
            const changes = callChanges(before, after, asked);
            expect(callChanges(before, after), name).to.deep.equal(changes);
            if (changes.length > 0) {
                changing.add(name.slice(0, name.indexOf(" ")));
            }
        }
        expect([...changing].sort()).to.deep.equal([
            "AuthorizationPolicy",
            "NetworkPolicy",
            "PeerAuthentication",
            "Service",
            "ServiceEntry",
            "Sidecar",
            "VirtualService",
        ]);
    });

    it("is the namespace of a workload that keeps another port out of its proxy", () => {
        const excluding = (ports: string): Edit =>
            edited("Deployment", "a", ({ spec }) => {
                const { template, ...rest } = spec as { template: { metadata: object } };
                const annotations = { "traffic.sidecar.istio.io/excludeInboundPorts": ports };
                return {
                    ...rest,
                    template: { ...template, metadata: { ...template.metadata, annotations } },
                };
            });
        expect(reached(excluding("9000"), excluding("8080"))).to.deep.equal(["a"]);
    });

    it("is everything where a rule for a wildcard changes", () => {
        const rule: Edit = (objects) => [...objects, ruleFor("*.example.com")];
        expect(reached(unchanged, rule)).to.include("everything");
    });

    for (const host of ["new.example.com", "example.com"]) {
        it(`is outside where ${host} becomes known, a host outside`, () => {
            const entry: Edit = (objects) => [
                ...objects,
                {
                    apiVersion: "networking.istio.io/v1",
                    kind: "ServiceEntry",
                    metadata: { namespace: "d", name: "new" },
                    spec: { hosts: [host], ports: [{ number: 443, name: "tls", protocol: "TLS" }] },
                },
            ];
            expect(reached(unchanged, entry)).to.include("outside");
        });
    }
});

const unchanged: Edit = (objects) => objects;

function reached(base: Edit, after: Edit): readonly string[] {
    const { everything, namespaces, outside } = touched(
        sideOf("before", graph, base),
        sideOf("after", graph, after),
    );
    return [
        ...new Set([...namespaces, ...(everything ? ["everything"] : []), ...(outside ? ["outside"] : [])]),
    ].sort();
}

function edited(kind: string, namespace: string, spec: (object: Manifest) => unknown): Edit {
    return (objects) =>
        objects.map((each) =>
            each.kind === kind && each.metadata.namespace === namespace
                ? { ...each, spec: spec(each) }
                : each,
        );
}

function onlyKnowing(host: string): (object: Manifest) => Manifest {
    return (object) =>
        object.kind === "Sidecar" && object.metadata.namespace === "c"
            ? { ...object, spec: { ...(object.spec as object), egress: [{ hosts: [host, "d/*"] }] } }
            : object;
}

/** In a namespace that is neither the host's nor the one it leads to. */
function ruleFor(host: string): Manifest {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { namespace: "d", name: "elsewhere" },
        spec: {
            hosts: [host],
            http: [{ route: [{ destination: { host: "b.b.svc.cluster.local", port: { number: 80 } } }] }],
        },
    };
}
