import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { locateChart } from "../../components/chartSource";
import { placeCharts } from "../../lab/deploy/placeCharts";

describe("charts of several versions in a lab", () => {
    let folder: string;
    const cached = (name: string) => {
        const place = join(folder, "cache", name);
        mkdirSync(join(place, "istiod"), { recursive: true });
        writeFileSync(join(place, "istiod", "Chart.yaml"), name);
        return place;
    };
    const chartOf = (path: string, version: string) => {
        const { chart } = locateChart({ kind: "folder", path }, "istiod", version);
        return readFileSync(join(chart, "Chart.yaml"), "utf8");
    };
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-charts-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("are found by version below one path, also after the cache has moved", () => {
        const home = join(folder, "home");
        const path = placeCharts(
            home,
            new Map([
                ["1.30.3", cached("older")],
                ["1.31.0", cached("newest")],
            ]),
        );
        expect(path).to.equal(join(home, "charts", "{version}"));
        expect([chartOf(path, "1.30.3"), chartOf(path, "1.31.0")]).to.deep.equal(["older", "newest"]);
        placeCharts(home, new Map([["1.31.0", cached("moved")]]));
        expect([chartOf(path, "1.30.3"), chartOf(path, "1.31.0")]).to.deep.equal(["older", "moved"]);
    });

    it("go with the lab and stay in the cache", () => {
        const home = join(folder, "home");
        const source = cached("newest");
        placeCharts(home, new Map([["1.31.0", source]]));
        rmSync(home, { recursive: true });
        expect(readFileSync(join(source, "istiod", "Chart.yaml"), "utf8")).to.equal("newest");
    });
});
