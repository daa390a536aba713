import { expect } from "chai";
import { Health } from "../../lab/cluster/health";

describe("the health of a process of the lab", () => {
    function readyAfter(...answers: readonly boolean[]): boolean {
        const health = new Health();
        for (const each of answers) {
            health.asked(each);
        }
        return health.ready;
    }

    it("is good from the first good answer on, and never before", () => {
        expect(readyAfter()).to.equal(false);
        expect(readyAfter(false, false)).to.equal(false);
        expect(readyAfter(false, true)).to.equal(true);
    });

    it("stays good when an answer or two are late, as on a busy machine", () => {
        expect(readyAfter(true, false)).to.equal(true);
        expect(readyAfter(true, false, false)).to.equal(true);
        expect(readyAfter(true, false, false, true, false, false)).to.equal(true);
    });

    it("ends with the third in a row, and begins again with a good one alone", () => {
        expect(readyAfter(true, false, false, false)).to.equal(false);
        expect(readyAfter(true, false, false, false, false)).to.equal(false);
        expect(readyAfter(true, false, false, false, true)).to.equal(true);
    });

    it("ends at once with the process", () => {
        const health = new Health();
        health.asked(true);
        health.ended();
        expect(health.ready).to.equal(false);
        health.asked(false);
        expect(health.ready).to.equal(false);
    });
});
