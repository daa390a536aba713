import { expect } from "chai";
import { collectorConfig } from "../../../../components/observability/collector/collectorConfig";
import { setApart } from "./apart";
import { collectorSettings } from "./stack";

const ports = {
    otlpGrpc: 1,
    otlpHttp: 2,
    jaegerGrpc: 3,
    jaegerThriftHttp: 4,
    zipkin: 5,
    spanMetrics: 6,
    health: 7,
    ownMetrics: 8,
};

describe("a configuration in two halves", () => {
    const whole = collectorConfig(
        collectorSettings(ports, "/folder", {
            serviceGraph: true,
            traces: { host: "jaeger", port: 4317, tls: false },
        }),
    );
    const { rest, apart } = setApart(whole, "servicegraph", { spans: 11, metrics: 12 });

    it("gives the component away unchanged", () => {
        expect(apart.connectors).to.deep.equal({ servicegraph: whole.connectors?.["servicegraph"] });
        expect(rest.connectors).to.have.all.keys("span_metrics");
    });

    it("changes nothing of the rest but the names on both sides of the seam", () => {
        const put = (names: readonly string[] | undefined, by: string) =>
            names?.map((name) => (name === by ? "servicegraph" : name));
        expect({
            ...rest,
            connectors: whole.connectors,
            receivers: without(rest.receivers, "otlp/seam"),
            exporters: without(rest.exporters, "otlp_http/seam"),
            service: {
                ...rest.service,
                pipelines: Object.fromEntries(
                    Object.entries(rest.service.pipelines).map(([name, pipeline]) => [
                        name,
                        {
                            ...pipeline,
                            receivers: put(pipeline.receivers, "otlp/seam"),
                            exporters: put(pipeline.exporters, "otlp_http/seam"),
                        },
                    ]),
                ),
            },
        }).to.deep.equal(whole);
    });

    it("leads spans to the half apart and its metrics back", () => {
        expect(rest.service.pipelines["traces"]?.exporters).to.include("otlp_http/seam");
        expect(rest.exporters["otlp_http/seam"]).to.deep.equal({ endpoint: "http://127.0.0.1:11" });
        expect(apart.receivers["otlp/seam"]).to.deep.equal({
            protocols: { http: { endpoint: "127.0.0.1:11" } },
        });
        expect(apart.exporters["otlphttp/seam"]).to.deep.equal({ endpoint: "http://127.0.0.1:12" });
        expect(rest.receivers["otlp/seam"]).to.deep.equal({
            protocols: { http: { endpoint: "127.0.0.1:12" } },
        });
    });

    it("says so when there is no such component", () => {
        expect(() => setApart(whole, "forward/kept", { spans: 11, metrics: 12 })).to.throw(
            "the configuration has no forward/kept",
        );
    });
});

function without(all: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
    expect(all).to.have.property(name);
    return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
