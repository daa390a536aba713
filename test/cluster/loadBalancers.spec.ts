import type { V1Service } from "@kubernetes/client-node";
import { expect } from "chai";
import { missingAddresses } from "../../lab/cluster/loadBalancers";

function service(uid: string, over: { type?: string; ip?: string; deleted?: boolean } = {}): V1Service {
    return {
        metadata: { uid, ...(over.deleted ? { deletionTimestamp: new Date(0) } : {}) },
        spec: { type: over.type ?? "LoadBalancer" },
        status: { loadBalancer: over.ip === undefined ? {} : { ingress: [{ ip: over.ip }] } },
    };
}

function given(services: readonly V1Service[], before: ReadonlyMap<string, string> = new Map()) {
    return missingAddresses(services, before).map(
        ({ service: { metadata }, address }) => `${metadata?.uid} ${address}`,
    );
}

describe("the lab's load balancers", () => {
    it("give each Service that asks an address of its own, from a range that leads nowhere", () => {
        expect(given([service("a"), service("b")])).to.deep.equal(["a 192.0.2.1", "b 192.0.2.2"]);
    });

    it("leave Services of other types and those that go alone", () => {
        const others = [service("a", { type: "ClusterIP" }), service("b", { deleted: true })];
        expect(given(others)).to.deep.equal([]);
    });

    it("never give an address twice, seen on a Service or just given", () => {
        const services = [service("a", { ip: "192.0.2.1" }), service("b"), service("c")];
        expect(given(services, new Map([["b", "192.0.2.2"]]))).to.deep.equal(["c 192.0.2.3"]);
    });

    it("give nothing when every address is taken", () => {
        const taken = Array.from({ length: 254 }, (_, index) =>
            service(`${index}`, { ip: `192.0.2.${index + 1}` }),
        );
        expect(given([...taken, service("last")])).to.deep.equal([]);
    });
});
