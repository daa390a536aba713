import { expect } from "chai";
import { goDuration } from "../../components/observability/goDuration";

describe("durations as Go writes them", () => {
    const cases: readonly [string, string][] = [
        ["48h", "48h"],
        ["15d", "360h"],
        ["2w", "336h"],
        ["30m", "30m"],
    ];
    for (const [written, read] of cases) {
        it(`${written} is ${read}`, () => {
            expect(goDuration(written)).to.equal(read);
        });
    }
});
