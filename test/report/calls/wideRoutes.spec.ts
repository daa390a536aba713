import { expect } from "chai";
import { objectIn, saidOf, withText } from "../editedStack";

describe("what a report says of a route for more hosts than a gateway has", () => {
    const route = `{apiVersion: networking.istio.io/v1, kind: VirtualService,
        metadata: {name: wide, namespace: istio-ingress},
        spec: {hosts: ["*"], gateways: [istio-ingressgateway],
            http: [{match: [{uri: {prefix: /pages/}}], route: [{destination: {host: front.shop.svc.cluster.local}}]}]}}`;
    const alone = withText("VirtualService istio-ingress/shop", '"prefix":"/pages/"', '"prefix":"/other/"');

    it("is what it exposes on those that it has", () => {
        const after = { ...alone, objects: [...alone.objects, objectIn(route)] };
        expect(saidOf(alone, after)).to.deep.equal([
            "exposure opens: anyone outside with a token of users.example.com may now GET /pages/* on shop.example.com (shop/front)",
        ]);
    });
});
