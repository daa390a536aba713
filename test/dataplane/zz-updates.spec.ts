import { expect } from "chai";
import { lab } from "./support/runningLab";

// Named so that it comes last: an update that a proxy refuses leaves the old configuration serving, and every other
// spec would have judged that.
describe("The configuration every proxy was sent", () => {
    it("was refused by none: istiod logged no refusal, and no proxy counted one", async () => {
        const refusals = lab()
            .plane.istiodLog()
            .split("\n")
            .filter((line) => /ACK ERROR/.test(line));
        expect(refusals).to.deep.equal([]);
        const proxies = new Set(
            lab()
                .plane.pods.filter(({ meshed }) => meshed)
                .map((pod) => `${pod.namespace}/${pod.workload}`),
        );
        expect(proxies.size).to.be.greaterThan(10);
        for (const proxy of proxies) {
            const rejected = await lab().stats(proxy, /\.update_rejected$/);
            expect(rejected.size, proxy).to.be.greaterThan(0);
            expect(
                [...rejected].filter(([, count]) => count > 0),
                proxy,
            ).to.deep.equal([]);
            const accepted = await lab().stats(proxy, /^listener_manager\.lds\.update_success$/);
            expect(
                [...accepted.values()].some((count) => count > 0),
                proxy,
            ).to.equal(true);
        }
    });
});
