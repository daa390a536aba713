import { expect } from "chai";
import { saidOf, smallStack, withMore, withOther, without, withText } from "../editedStack";

const namespace = "{ apiVersion: v1, kind: Namespace, metadata: { name: search } }";
const isNew = "access: namespace search is new";

describe("what a report says of objects that come and go", () => {
    it("is that pods go where a workload is deployed no longer and stays declared", () => {
        expect(saidOf(smallStack, without("Deployment shop/cart"))).to.deep.equal([
            "workloads: Deployment shop/cart is gone, and its pods with it; the workload stays declared",
        ]);
        const both = without("Deployment shop/front", without("Deployment shop/cart"));
        expect(saidOf(smallStack, both)).to.deep.equal([
            "workloads: 2 Deployments are gone (shop/cart and shop/front), and their pods with them; the workloads stay declared",
        ]);
    });

    it("is only that it goes where something else makes its pods", () => {
        const other = withMore(
            "{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: cart, namespace: shop } }",
        );
        expect(saidOf(smallStack, without("Deployment shop/cart", other))).to.deep.equal([
            "workloads: StatefulSet shop/cart is new",
            "workloads: Deployment shop/cart is gone",
        ]);
    });

    for (const [what, text, sentence] of [
        [
            "of the whole cluster, named like a new namespace",
            "{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: { name: search } }",
            "objects: ClusterRoleBinding search is new",
        ],
        [
            "that gives rights in a new namespace",
            "{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: x, namespace: search } }",
            "objects: RoleBinding search/x is new",
        ],
        [
            "that changes proxies in a new namespace",
            "{ apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: { name: x, namespace: search } }",
            "traffic: EnvoyFilter search/x is new: what it does to requests stands in no other sentence",
        ],
    ] as const) {
        it(`is something ${what}`, () => {
            expect(saidOf(smallStack, withMore(namespace, text))).to.have.members([isNew, sentence]);
        });
    }

    it("is nothing of what only a new namespace has use for", () => {
        const settings =
            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: x, namespace: search }, data: { a: b } }";
        expect(saidOf(smallStack, withMore(namespace, settings))).to.deep.equal([isNew]);
        expect(saidOf(withMore(namespace, settings), smallStack)).to.deep.equal([
            "access closes: namespace search is gone",
        ]);
    });

    it("is something that is labelled as what a stage brings, or named like a workload", () => {
        const labelled =
            '{ apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: { name: x, namespace: shop, labels: { "meshwright.io/stage": audit } } }';
        expect(saidOf(smallStack, withMore(labelled))).to.deep.equal([
            "traffic: EnvoyFilter shop/x is new: what it does to requests stands in no other sentence",
        ]);
        const plugin =
            "{ apiVersion: extensions.istio.io/v1alpha1, kind: WasmPlugin, metadata: { name: pub, namespace: shop } }";
        const service =
            "{ apiVersion: v1, kind: Service, metadata: { name: pub, namespace: shop }, spec: { selector: { app: cart }, ports: [] } }";
        expect(saidOf(smallStack, withMore(plugin, service))).to.include(
            "traffic: WasmPlugin shop/pub is new: what it does to requests stands in no other sentence",
        );
    });

    it("is a Service that selects nobody, since it leads somewhere else", () => {
        const away =
            "{ apiVersion: v1, kind: Service, metadata: { name: away, namespace: shop }, spec: { type: ExternalName, externalName: example.com } }";
        expect(saidOf(smallStack, withMore(away))).to.include("objects: Service shop/away is new");
    });

    it("is told of a kind of another API group as what it is", () => {
        const gateway =
            "{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: pub, namespace: shop }, spec: { listeners: [] } }";
        expect(saidOf(smallStack, withMore(gateway))).to.deep.equal([
            "exposure: Gateway (gateway.networking.k8s.io) shop/pub is new",
        ]);
        const policy =
            "{ apiVersion: crd.projectcalico.org/v1, kind: NetworkPolicy, metadata: { name: x, namespace: shop } }";
        expect(saidOf(smallStack, withMore(policy))).to.deep.equal([
            "objects: NetworkPolicy (crd.projectcalico.org) shop/x is new",
        ]);
    });

    it("counts several of a kind as one says it", () => {
        const telemetry = (name: string): string =>
            `{ apiVersion: telemetry.istio.io/v1, kind: Telemetry, metadata: { name: ${name}, namespace: shop }, spec: {} }`;
        expect(saidOf(smallStack, withMore(telemetry("a"), telemetry("b")))).to.deep.equal([
            "observability: 2 Telemetries are new: shop/a and shop/b",
        ]);
    });

    it("tells what changes in an object of another group beside a Gateway of the mesh", () => {
        const gateway = (port: number): string =>
            `{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: pub, namespace: shop }, spec: { listeners: [{ name: web, port: ${port} }] } }`;
        expect(saidOf(withMore(gateway(80)), withMore(gateway(81)))).to.deep.equal([
            "exposure: Gateway (gateway.networking.k8s.io) shop/pub: listeners[web].port 80 → 81",
        ]);
    });

    it("tells labels of a namespace but those that revisions and stages are told by", () => {
        const labelled = withOther("Namespace shop", (object) => ({
            ...object,
            metadata: {
                ...object.metadata,
                labels: { ...object.metadata.labels, "istio.io/dataplane-mode": "ambient" },
            },
        }));
        expect(saidOf(smallStack, labelled)).to.deep.equal([
            "objects: Namespace shop: metadata.labels.istio.io/dataplane-mode ambient (was not set)",
        ]);
    });

    it("is nothing of a Telemetry that goes by another name and says the same", () => {
        const other = withText("Telemetry shop/cart", '"name":"cart"', '"name":"other"');
        expect(saidOf(smallStack, other)).to.deep.equal([]);
    });

    it("is of what can do anything with requests that no other sentence tells what", () => {
        const filter = (name: string) =>
            `{ apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: { name: ${name}, namespace: shop }, spec: {} }`;
        const plugin =
            "{ apiVersion: extensions.istio.io/v1alpha1, kind: WasmPlugin, metadata: { name: c, namespace: shop }, spec: {} }";
        const more = withMore(filter("a"), filter("b"), plugin);
        expect(saidOf(smallStack, more)).to.deep.equal([
            "traffic: 2 EnvoyFilters are new (shop/a and shop/b), and what they do to requests stands in no other sentence",
            "traffic: WasmPlugin shop/c is new: what it does to requests stands in no other sentence",
        ]);
        expect(saidOf(more, smallStack)).to.deep.equal([
            "traffic: 2 EnvoyFilters are gone: shop/a and shop/b",
            "traffic: WasmPlugin shop/c is gone",
        ]);
    });
});
