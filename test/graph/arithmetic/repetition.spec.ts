import { expect } from "chai";
import { repeatsSlowTries, repetitionOf } from "../../../components/graph/arithmetic";

describe("what retries repeat", () => {
    const of = (attempts: number, ...on: string[]) => ({ attempts, on });

    it("is nothing without attempts or conditions", () => {
        expect(repetitionOf(of(0), ["http"])).to.deep.equal({ tries: 1, repeats: 1 });
        expect(repetitionOf(of(3), ["http"])).to.deep.equal({ tries: 1, repeats: 1 });
    });

    it("is the whole work of the callee where an answer may be tried again", () => {
        for (const condition of ["5xx", "gateway-error", "reset", "retriable-4xx", "retriable-headers"]) {
            expect(repetitionOf(of(3, condition), ["http"]), condition).to.deep.equal({
                tries: 4,
                repeats: 4,
            });
        }
    });

    it("is only the sending where nothing had arrived", () => {
        for (const condition of ["connect-failure", "refused-stream", "reset-before-request"]) {
            expect(repetitionOf(of(2, condition), ["http"]), condition).to.deep.equal({
                tries: 3,
                repeats: 1,
            });
        }
    });

    it("leaves out what only gRPC answers, where no gRPC is spoken", () => {
        const unavailable = of(2, "unavailable", "cancelled");
        expect(repetitionOf(unavailable, ["http"])).to.deep.equal({ tries: 1, repeats: 1 });
        expect(repetitionOf(unavailable, ["grpc"])).to.deep.equal({ tries: 3, repeats: 3 });
    });

    it("includes a slow try on 5xx, gateway-error and reset alone", () => {
        expect(repeatsSlowTries(of(2, "5xx"))).to.equal(true);
        expect(repeatsSlowTries(of(2, "gateway-error"))).to.equal(true);
        expect(repeatsSlowTries(of(2, "reset"))).to.equal(true);
        expect(repeatsSlowTries(of(2, "connect-failure", "refused-stream", "unavailable"))).to.equal(false);
        expect(repeatsSlowTries(of(0, "5xx"))).to.equal(false);
    });
});
