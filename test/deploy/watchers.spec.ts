import { join } from "node:path";
import { expect } from "chai";
import { estimateSeries } from "../../components/observability/cardinality";
import { loadStackMesh } from "../../lab/deploy/stackMesh";
import { watchers } from "../../lab/deploy/watchers";
import { observabilityOf } from "../observability/support/contexts";

const root = join(__dirname, "..", "..");
const { graph } = loadStackMesh(root, join(root, "Pulumi.dev.yaml"), "2026-11-21");

function linesFor(more: Parameters<typeof observabilityOf>[0]): readonly string[] {
    const observability = observabilityOf(more);
    return watchers({ ...graph, platform: { ...graph.platform, observability } })[0]?.split("\n") ?? [];
}

describe("the summary's part about what watches the mesh", () => {
    it("says what is installed, what exists already and what is off", () => {
        const lines = linesFor({
            jaeger: { mode: "existing", host: "jaeger.example.com", port: 4317, tls: true },
            kiali: { mode: "off" },
        });
        expect(lines.slice(0, 4)).to.deep.equal([
            "What watches it",
            "  in namespace observability: collector, prometheus, alertmanager, grafana, loki",
            "  exists already: jaeger",
            "  off: kiali",
        ]);
    });

    it("says how much is traced and logged", () => {
        const lines = linesFor({ sampling: { percent: 5, workloads: new Map() }, accessLog: "errors" });
        expect(lines[2]).to.equal(
            "  5 % of requests are traced; proxies log what failed, and all of audited namespaces",
        );
    });

    it("says what series the graph comes to, in the two digits an estimate has, and which services cost most", () => {
        const { total, services } = estimateSeries(graph);
        const said = /about ([\d,]+) series .* most of them: (\S+) (\d+) %,/.exec(linesFor({})[3] ?? "");
        const number = Number(said?.[1]?.replaceAll(",", ""));
        expect(Math.abs(number - total)).to.be.at.most(total / 20);
        expect(said?.[2]).to.equal(services[0]?.service);
        expect(Number(said?.[3])).to.equal(Math.round((100 * (services[0]?.total ?? 0)) / total));
    });

    it("is not there where nothing of it is this program's", () => {
        const { observability: _, ...platform } = graph.platform;
        expect(watchers({ ...graph, platform })).to.deep.equal([]);
    });
});
