import { expect } from "chai";
import { describeCalls, describeReason, enteringAt, entrancesOf, worldOf } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { strict } from "./expectations";
import { mesh, server, service, workload } from "./mesh";

const pods = { ...workload("edge", "gw"), labels: { istio: "gw" } };
const payments = service([{ name: "http", port: 80, targetPort: 8080 }]);
const gateway = istio("Gateway", "gw", {
    selector: { istio: "gw" },
    servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["api.example"] }],
});
const toPayments = { route: [{ destination: { host: "payments.shop.svc.cluster.local" } }] };
const elsewhere = { route: [{ destination: { host: "other.shop.svc.cluster.local" } }] };

describe("routes that a VirtualService delegates", () => {
    const prefix = (value: string) => ({ match: [{ uri: { prefix: value } }] });
    const delegating = routing([{ ...prefix("/pay"), delegate: { name: "d" } }]);

    it("lead where the other one sends whatever comes, as if it stood there", () => {
        expect(
            entering(delegating, istio("VirtualService", "d", { http: [toPayments, elsewhere] })),
        ).to.equal(entering(routing([{ ...prefix("/pay"), ...toPayments }])));
        expect(entering(delegating, istio("VirtualService", "d", { http: [elsewhere] }))).to.equal("");
    });

    it("lead only possibly, with the reason, where the other one has matches of its own", () => {
        const some = istio("VirtualService", "d", {
            http: [{ ...prefix("/pay/cards"), ...toPayments }, elsewhere],
        });
        expect(entering(delegating, some)).to.equal(
            "possibly use any method on /pay* of api.example:80 (VirtualService edge/api, http[0].delegate: which requests the one it delegates to sends where is not read)",
        );
    });

    it("lead nowhere where there is no such other", () => {
        expect(entering(delegating)).to.equal("");
    });
});

describe("a match that ignores the case of paths", () => {
    const taking = (uri: object, ignoreUriCase: boolean) =>
        routing([{ match: [{ uri, ignoreUriCase }], ...toPayments }]);

    it("takes each way to write them for certain, and no other path", () => {
        expect(entering(taking({ exact: "/Ab" }, true))).to.equal(
            "use any method on /AB, /Ab, /aB and /ab of api.example:80",
        );
        expect(entering(taking({ exact: "/Ab" }, false))).to.equal("use any method on /Ab of api.example:80");
        expect(entering(taking({ prefix: "/a" }, true))).to.equal(
            "use any method on /A* and /a* of api.example:80",
        );
    });
});

function routing(http: readonly object[]): Manifest {
    return istio("VirtualService", "api", { hosts: ["api.example"], gateways: ["gw"], http });
}

function istio(kind: string, name: string, spec: object): Manifest {
    return { apiVersion: "networking.istio.io/v1", kind, metadata: { name, namespace: "edge" }, spec };
}

/** What anybody outside may call at payments, in words. */
function entering(...rules: readonly Manifest[]): string {
    const world = worldOf([strict, payments, gateway, ...rules], mesh);
    return entrancesOf(world, [pods])
        .flatMap((entrance) => {
            const { grants, undecided, opaque } = enteringAt(world, entrance, server);
            const why = [...new Set(opaque.map(describeReason))].join("; ");
            return [
                ...grants.flatMap(({ calls }) => describeCalls(calls, "api.example")),
                ...describeCalls(undecided, "api.example").map((calls) => `possibly ${calls} (${why})`),
            ];
        })
        .join("; ");
}
