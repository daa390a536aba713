import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import type { Side } from "../../../report/side";
import type { Statement } from "../../../report/statement";
import { egressWayChanges } from "../../../report/traffic/egressWays";
import { outsideServiceChanges } from "../../../report/traffic/outsideServices";
import { caller, external, service, sideOf, virtualService } from "./sides";

const host = "api.example.com";
const cart = service("cart");

describe("what a report says of the way out", () => {
    const front = {
        kind: "Deployment",
        injected: true,
        namespace: "shop",
        name: "front",
        serviceAccount: "front",
        labels: { app: "front" },
    };
    const standing = (...objects: readonly Manifest[]): Side => ({
        ...sideOf(...objects),
        workloads: [front],
    });
    const through = (gateway: string): Manifest =>
        virtualService(
            [
                {
                    match: [{ ...caller("front"), port: 80 }],
                    route: [{ destination: { host: `${gateway}.istio-egress.svc.cluster.local` } }],
                },
            ],
            { hosts: [host] },
        );

    it("is that a gateway is passed no longer where its rules go, that it is where they come, and which it is", () => {
        const [direct, old, now] = [[], [through("old")], [through("new")]].map((rules) =>
            standing(external(host), ...rules),
        ) as [Side, Side, Side];
        expect(said(egressWayChanges(old, direct))).to.deep.equal([
            "egress opens: shop/front goes to api.example.com directly, no longer through old",
        ]);
        expect(said(egressWayChanges(direct, old))).to.deep.equal([
            "egress closes: shop/front goes to api.example.com through old now, no longer directly",
        ]);
        expect(said(egressWayChanges(old, now))).to.deep.equal([
            "egress changes: shop/front goes to api.example.com through new now, no longer through old",
        ]);
        expect(said(egressWayChanges(old, old))).to.deep.equal([]);
    });

    it("is nothing of a host or a caller that comes or goes", () => {
        expect(said(egressWayChanges(standing(external(host), through("old")), standing()))).to.deep.equal(
            [],
        );
        const [was, is] = [sideOf(external(host), through("old")), sideOf(external(host))];
        expect(said(egressWayChanges(was, is))).to.deep.equal([]);
    });
});

describe("what a report says of Services that can be reached past gateways", () => {
    it("is by what they can be, and that they no longer can", () => {
        const balanced = service("cart", { type: "LoadBalancer", ports: [{ port: 80 }] });
        const onNodes = service("cart", { type: "NodePort", externalIPs: ["203.0.113.7"] });
        const outside = (before: readonly Manifest[], after: readonly Manifest[]): readonly string[] =>
            said(outsideServiceChanges(sideOf(...before), sideOf(...after)));
        const opened =
            "exposure opens: Service shop/cart may be reached from outside the cluster, by a load balancer";
        expect(outside([cart], [balanced])).to.deep.equal([opened]);
        expect(outside([], [balanced])).to.deep.equal([opened]);
        expect(outside([balanced], [cart])).to.deep.equal([
            "exposure closes: Service shop/cart may no longer be reached from outside the cluster, by a load balancer",
        ]);
        expect(outside([balanced], [onNodes])).to.deep.equal([
            "exposure changes: Service shop/cart may be reached from outside the cluster, by a port of every node and by 203.0.113.7 now; before, by a load balancer",
        ]);
        expect(outside([cart], [])).to.deep.equal([]);
    });
});

function said(statements: readonly Statement[]): readonly string[] {
    return statements.map(({ section, effect, sentence }) => `${section} ${effect}: ${sentence}`);
}
