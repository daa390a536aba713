import { expect } from "chai";
import { type CatalogFile, parseGraph, type Service } from "../../components/graph";
import { parseSettings } from "../../settings";
import { changed, today } from "./problems/example";

/** The example's web service with these keys beside its own. */
function webWith(keys: Readonly<Record<string, unknown>>): Service | undefined {
    const change = Object.entries(keys).map(([key, value]) => [`shop/services/web/${key}`, value] as const);
    const { shop, bank, stack } = changed(Object.fromEntries(change));
    const settings = parseSettings(stack as Record<string, unknown>, { today });
    const files: CatalogFile[] = [
        { file: "catalog/shop.yaml", content: shop },
        { file: "catalog/bank.yaml", content: bank },
    ];
    const graph =
        settings.ok && parseGraph(files, settings.value.rollout, { clusterDomain: "cluster.local" });
    return graph !== false && graph.ok ? graph.value.services.get("shop/web") : undefined;
}

describe("a profile", () => {
    const expected = {
        strict: [50, 2, "30s", 80],
        moderate: [100, 5, "30s", 50],
        lenient: [200, 10, "60s", 30],
        store: [100, 3, "15s", 50],
    } as const;
    for (const [profile, [maxConnections, errors, baseEjectionTime, maxEjectionPercent]] of Object.entries(
        expected,
    )) {
        it(`called ${profile} means its pool, its errors and its ejection`, () => {
            const web = webWith({ profile });
            expect(web?.connectionPool).to.deep.equal({ maxConnections });
            expect(web?.outlierDetection).to.deep.equal({
                consecutive5xxErrors: errors,
                interval: "10s",
                baseEjectionTime,
                maxEjectionPercent,
            });
        });
    }

    it("gives way to each field that is written, and to no other", () => {
        const web = webWith({ profile: "strict", outlierDetection: { consecutive5xxErrors: 3 } });
        expect(web?.outlierDetection).to.include({ consecutive5xxErrors: 3, maxEjectionPercent: 80 });
    });
});
