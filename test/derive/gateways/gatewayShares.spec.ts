import { expect } from "chai";
import { derive } from "../../../components/derive";
import type { Service, ServiceGraph, VersionRoute } from "../../../components/graph/model";
import type { VirtualServiceSpec } from "../../../components/istio/types";
import { objectName } from "../../../components/naming";
import { publicHostOf, routeOf } from "../../support/arbitraryRoutes";
import { serviceOf } from "../../support/graphs";
import { testTarget } from "../../support/target";
import { FrontObjects, frontGraph } from "./ingress";

const subsets = [
    { name: "v1", labels: { version: "v1" } },
    { name: "v2", labels: { version: "v2" } },
];

function front(more: Partial<Service>) {
    return {
        hosts: [publicHostOf("api")],
        routes: [routeOf("api", "/*", "core/shop"), routeOf("api", "/news/*", "press/news")],
        services: [serviceOf("core/shop", { subsets, ...more }), serviceOf("press/news")],
    };
}

function share(first: number): Partial<Service> {
    const weights = [
        { subset: "v1", weight: first },
        { subset: "v2", weight: 100 - first },
    ];
    return { share: { kind: "weights", weights } };
}

/** Every object of the graph as text, gateways included. */
function texts(graph: ServiceGraph): ReadonlyMap<string, string> {
    const { platform, namespaces, gateways } = derive(graph, testTarget);
    const all = [...platform, ...[...namespaces.values()].flat(), ...[...gateways.values()].flat()];
    return new Map(all.map((each) => [`${each.kind} ${objectName(each.metadata)}`, JSON.stringify(each)]));
}

describe("what a gateway sends to a service with versions", () => {
    it("is shared and copied as in the mesh, because it never passes the mesh's own routes", () => {
        const objects = new FrontObjects(front({ ...share(90), mirror: { subset: "v2", percent: 5 } }));
        const mesh = objects.inNamespace("core", "VirtualService", "shop").spec as VirtualServiceSpec;
        const [, shop] = objects.routesOf("api").http ?? [];
        expect(shop?.route.map(({ weight }) => weight)).to.deep.equal([90, 10]);
        expect({ route: shop?.route, mirrors: shop?.mirrors }).to.deep.equal({
            route: mesh.http?.[0]?.route,
            mirrors: mesh.http?.[0]?.mirrors,
        });
    });

    it("goes to a version by what it carries, below the path of the route", () => {
        const versionRoutes: readonly VersionRoute[] = [
            { name: "beta", headers: { "x-beta": "true" }, subset: "v2" },
            { name: "elsewhere", headers: {}, path: "/other", subset: "v2" },
        ];
        const routes = new FrontObjects({
            ...front({ versionRoutes }),
            routes: [routeOf("api", "/shop/*", "core/shop")],
        }).routesOf("api").http;
        expect(routes?.map(({ match, route }) => [match, route[0]?.destination.subset])).to.deep.equal([
            [[{ uri: { prefix: "/shop/" }, headers: { "x-beta": { exact: "true" } } }], "v2"],
            [[{ uri: { prefix: "/shop/" } }], undefined],
        ]);
    });

    it("says whose weights they are where a controller writes them", () => {
        const objects = new FrontObjects(front({ share: { kind: "external" } }));
        expect(objects.one("VirtualService", "api").metadata.annotations).to.deep.equal({
            "meshwright.io/external-weights": "shop.core.svc.cluster.local",
        });
    });

    it("changes with the weights in the two VirtualServices of that service, and nothing else does", () => {
        const [before, after] = [90, 70].map((first) => texts(frontGraph(front(share(first)))));
        const changed = [...(after ?? [])].filter(([name, text]) => before?.get(name) !== text);
        expect(changed.map(([name]) => name).sort()).to.deep.equal([
            "VirtualService core/shop",
            "VirtualService istio-ingress/api",
        ]);
        expect(after?.size).to.equal(before?.size);
    });
});
