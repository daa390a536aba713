import { expect } from "chai";
import { type UiSettings, uiConfig } from "../../../components/observability/jaeger/uiConfig";

const all: UiSettings = {
    links: { grafana: "https://grafana.example.com", prometheus: "https://prometheus.example.com" },
    archive: true,
    monitor: true,
    dependencies: true,
    dataSources: { loki: "loki", prometheus: "prometheus" },
};

/** An address as a browser reads it after Jaeger has filled in what a span says. */
function opened(pattern: string, values: Readonly<Record<string, string>>): URL {
    return new URL(
        pattern.replace(/#\{([^}]+)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? "")),
    );
}

describe("Jaeger's user interface", () => {
    it("has the archive, the monitor page, dependencies, and a menu of the others", () => {
        expect(uiConfig(all)).to.deep.include({
            archiveEnabled: true,
            monitor: { menuEnabled: true },
            dependencies: { menuEnabled: true },
            menu: [
                {
                    label: "Observability",
                    items: [
                        { label: "Grafana", url: "https://grafana.example.com" },
                        { label: "Prometheus", url: "https://prometheus.example.com" },
                    ],
                },
            ],
        });
    });

    it("leads from a request's id to its access log", () => {
        const pattern = uiConfig(all).linkPatterns.find(({ key }) => key === "guid:x-request-id");
        const address = opened(pattern?.url ?? "", { "guid:x-request-id": "r-1" });
        expect(`${address.origin}${address.pathname}`).to.equal("https://grafana.example.com/explore");
        const { jaeger } = JSON.parse(address.searchParams.get("panes") ?? "");
        expect(jaeger.datasource).to.equal("loki");
        expect(jaeger.queries[0].expr).to.equal('{service_name=~".+"} | request_id="r-1"');
    });

    it("leads from a service to its calls, in Grafana and in Prometheus", () => {
        const patterns = uiConfig(all).linkPatterns.filter(({ key }) => key === "service.name");
        const [grafana, prometheus] = patterns.map(({ url }) =>
            opened(url, { "service.name": "front.shop" }),
        );
        const expression =
            'sum by (span_name) (rate(traces_span_metrics_calls_total{service_name="front.shop"}[5m]))';
        expect(JSON.parse(grafana?.searchParams.get("panes") ?? "").jaeger.queries[0].expr).to.equal(
            expression,
        );
        expect(prometheus?.searchParams.get("g0.expr")).to.equal(expression);
    });

    it("links to nothing that is not there", () => {
        expect(uiConfig({ ...all, links: {} })).to.deep.include({ menu: [], linkPatterns: [] });
        const patterns = uiConfig({ ...all, dataSources: {} }).linkPatterns;
        expect(patterns.map(({ text }) => text)).to.deep.equal(["Calls of #{service.name} in Prometheus"]);
    });
});
