import { expect } from "chai";
import type { CallChange } from "../../../report/calls/callChanges";
import { servicePortChanges } from "../../../report/traffic/servicePorts";
import { service, sideOf } from "./sides";

describe("what a report says of a Service's ports", () => {
    it("is by which numbers callers reach it, now and no longer", () => {
        const [one, other] = [{ port: 80 }, { port: 81 }];
        expect(said([one], [other])).to.deep.equal([
            "callers reach shop/cart on port 81 now, and no longer on 80",
        ]);
        expect(said([one], [one, other])).to.deep.equal(["callers reach shop/cart on port 81 as well"]);
        expect(said([one, other], [one])).to.deep.equal(["callers no longer reach shop/cart on port 81"]);
        expect(said([one, other], [other, one])).to.deep.equal([]);
    });

    it("tells a number over UDP from the same over TCP", () => {
        const [tcp, udp] = [{ port: 53 }, { port: 53, protocol: "UDP" }];
        expect(said([tcp], [tcp, udp])).to.deep.equal(["callers reach shop/cart on port 53 (UDP) as well"]);
    });

    it("is how Istio treats what comes in, as the name and the protocol of the port decide", () => {
        const named = (name: string, appProtocol?: string): object => ({
            port: 80,
            name,
            ...(appProtocol === undefined ? {} : { appProtocol }),
        });
        const treated = "calls to shop/cart on port 80 are treated as";
        expect(said([named("http")], [named("grpc-api")])).to.deep.equal([
            `${treated} grpc now, and were as http`,
        ]);
        expect(said([named("grpc")], [named("grpc-web")])).to.deep.equal([
            `${treated} grpc-web now, and were as grpc`,
        ]);
        expect(said([named("web")], [named("web", "http")])).to.deep.equal([
            `${treated} http now, and were as what Istio detects`,
        ]);
        expect(said([named("http-a")], [named("http-b")])).to.deep.equal([]);
        expect(said([named("http2")], [named("x", "kubernetes.io/h2c")])).to.deep.equal([]);
    });

    it("is to which port of its pods it leads, unless calls that change tell of that", () => {
        const [was, is] = [[{ port: 80, targetPort: 8080 }], [{ port: 80, targetPort: 9090 }]];
        expect(said(was, is)).to.deep.equal([
            "Service shop/cart leads from port 80 to port 9090 of its pods now, and led to 8080",
        ]);
        expect(said(was, is, [{ to: "shop/cart" } as CallChange])).to.deep.equal([]);
        expect(said([{ port: 80 }], [{ port: 80, targetPort: 80 }])).to.deep.equal([]);
    });
});

function said(
    before: readonly object[],
    after: readonly object[],
    told: readonly CallChange[] = [],
): readonly string[] {
    const [was, is] = [before, after].map((ports) => sideOf(service("cart", { ports })));
    return was === undefined || is === undefined
        ? []
        : servicePortChanges(was, is, told).map(({ sentence }) => sentence);
}
