import { expect } from "chai";
import { Field, unknownValue } from "../../policies/engine/field";
import { fullHost, serviceOf } from "../../policies/engine/hosts";
import { policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import type { Props } from "./crossguard";
import { deployment, namespace, podTemplate, sidecar } from "./objects";

function viewOf(...manifests: readonly Props[]): StackView {
    return new StackView(
        manifests.flatMap((content) =>
            policyObjects({
                apiVersion: String(content["apiVersion"]),
                kind: String(content["kind"]),
                content,
                origin: "test",
            }),
        ),
    );
}

const labelled = (name: string, labels: unknown, inNamespace = "core") =>
    deployment(podTemplate({ labels }), name, inNamespace);

describe("a view of a stack", () => {
    const view = viewOf(
        sidecar({}),
        namespace("core", {}),
        labelled("orders", { app: "orders", version: "v1" }),
        labelled("orders-2", { app: "orders", version: "v2" }),
        labelled("orders", { app: "orders", version: "v1" }, "edge"),
    );

    it("finds objects by kind in the order of the stack, by name and by namespace", () => {
        const named = (kinds: readonly string[]) => view.of(kinds).map((each) => each.kind);
        expect(named(["apps/Deployment", "networking.istio.io/Sidecar"])).to.deep.equal([
            "Sidecar",
            "Deployment",
            "Deployment",
            "Deployment",
        ]);
        expect(named(["core/Namespace"])).to.deep.equal(["Namespace"]);
        expect(named(["core/Service"])).to.deep.equal([]);
        expect(view.namespace("core")?.kind).to.equal("Namespace");
        expect(view.namespace("edge")).to.equal(undefined);
        expect(view.find("apps/Deployment", "orders", "edge")?.namespace).to.equal("edge");
        expect(view.in("apps/Deployment", "core")).to.have.length(2);
    });

    it("selects pods by all of their labels, in one namespace", () => {
        const names = (matchLabels: unknown) =>
            view.pods.selectedBy(new Field(matchLabels), "core").pods.map(({ object }) => object.name);
        expect(names({ app: "orders" })).to.deep.equal(["orders", "orders-2"]);
        expect(names({ app: "orders", version: "v2" })).to.deep.equal(["orders-2"]);
        expect(names({ app: "orders", version: "v3" })).to.deep.equal([]);
        expect(names({ app: 1 })).to.deep.equal([]);
        expect(names({})).to.deep.equal(["orders", "orders-2"]);
    });

    it("says what it could not see", () => {
        const hazyPod = viewOf(labelled("orders", unknownValue), labelled("users", { app: "users" }));
        const found = hazyPod.pods.selectedBy(new Field({ app: "users" }), "core");
        expect(found.pods.map(({ object }) => object.name)).to.deep.equal(["users"]);
        expect(found.hazy?.toString()).to.equal("spec.template.metadata.labels");
        const hazySelector = view.pods.selectedBy(new Field({ app: unknownValue }, ["labels"]), "core");
        expect(hazySelector.hazy?.toString()).to.equal("labels.app");
        expect(view.pods.selectedBy(new Field({ app: "orders" }), "core").hazy).to.equal(undefined);
    });

    it("computes what rules ask for once", () => {
        let asked = 0;
        const count = () => ++asked;
        expect([view.once(count), view.once(count)]).to.deep.equal([1, 1]);
    });
});

describe("the host a name stands for", () => {
    it("is completed without a dot, as Istio does, and taken as it is with one", () => {
        expect(fullHost("orders", "core")).to.equal("orders.core.svc.cluster.local");
        expect(fullHost("orders.core", "edge")).to.equal("orders.core");
        expect(fullHost("*", "edge")).to.equal("*");
    });

    it("names a Service only inside the cluster", () => {
        expect(serviceOf("orders.core.svc.cluster.local")).to.deep.equal({
            name: "orders",
            namespace: "core",
        });
        for (const host of ["orders.core", "*.core.svc.cluster.local", "example.com"]) {
            expect(serviceOf(host), host).to.equal(undefined);
        }
    });
});
