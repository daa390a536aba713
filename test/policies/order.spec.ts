import { expect } from "chai";
import { orderOf } from "../../policies/crossguard/order";
import { asPolicy } from "../../policies/crossguard/policy";
import { requireSubsetsFirst } from "../../policies/traffic/requireSubsetsFirst";
import { registered, runPolicies } from "./crossguard";
import { destinationRule, virtualService } from "./objects";

describe("the order of resources", () => {
    const [first, second, third, apart] = ["a", "b", "c", "d"].map((urn) => ({
        urn,
        dependencies: [] as { urn: string; dependencies: never[] }[],
    }));

    it("goes over any number of others, and ends in a circle", () => {
        if (first === undefined || second === undefined || third === undefined || apart === undefined) {
            throw new Error("four were made");
        }
        const resources = [
            { ...first, dependencies: [{ urn: "c", dependencies: [] }] },
            { ...second, dependencies: [{ urn: "a", dependencies: [] }] },
            { ...third, dependencies: [{ urn: "b", dependencies: [] }] },
            apart,
        ];
        const order = orderOf(resources);
        expect(order("c", "a")).to.equal(true);
        expect(order("a", "c")).to.equal(true);
        expect(order("c", "d")).to.equal(false);
        expect(order("d", "a")).to.equal(false);
        expect(order("nobody", "a")).to.equal(false);
    });
});

describe("G-07 require subsets before the routes to them", () => {
    const rule = destinationRule({ host: "orders", subsets: [{ name: "v1", labels: { version: "v1" } }] });
    const route = (subset: unknown) =>
        virtualService({
            hosts: ["orders"],
            http: [{ route: [{ destination: { host: "orders", subset } }] }],
        });
    const reports = (objects: readonly object[], parent?: string) =>
        runPolicies(
            [asPolicy(requireSubsetsFirst)],
            objects.map((each) => registered({ ...each }, parent === undefined ? {} : { parent })),
        ).map((each) => each.text);
    const ours = "meshwright:index:MeshService";

    it("accepts a route that waits, one without a subset, and one whose subset is not there", () => {
        expect(reports([rule, route("v1")], ours)).to.deep.equal([]);
        expect(reports([route(undefined), rule], ours)).to.deep.equal([]);
        expect(reports([route("v2"), rule], ours)).to.deep.equal([]);
    });

    it("asks for no order between namespaces, each of which is applied as a whole", () => {
        const away = virtualService({
            hosts: ["auth.example.com"],
            tls: [{ route: [{ destination: { host: "orders.core.svc.cluster.local", subset: "v1" } }] }],
        });
        const elsewhere = { ...away, metadata: { name: "auth", namespace: "identity" } };
        expect(reports([elsewhere, rule], ours)).to.deep.equal([]);
        const here = { ...away, metadata: { name: "auth", namespace: "core" } };
        expect(reports([here, rule], ours)).to.have.length(1);
    });

    it("leaves the order of other programs to them", () => {
        expect(reports([route("v1"), rule])).to.deep.equal([]);
    });

    it("objects to a route that does not wait", () => {
        expect(reports([route("v1"), rule], ours)).to.deep.equal([
            'mandatory: VirtualService core/orders: spec.http[0].route[0].destination.subset is "v1", of DestinationRule core/orders, which the route does not wait for, so requests may be answered 503; name the DestinationRule in dependsOn',
        ]);
    });
});
