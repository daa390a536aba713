import { expect } from "chai";
import { componentNames } from "../../../components/observability/collector/componentNames";

describe("names of a collector's components", () => {
    it("are the new ones for the release that runs", () => {
        expect(componentNames("0.159.0")).to.deep.equal({
            otlpGrpc: "otlp_grpc",
            otlpHttp: "otlp_http",
            k8sAttributes: "k8s_attributes",
            fileLog: "file_log",
            loadBalancing: "load_balancing",
            spanMetrics: "span_metrics",
        });
    });

    it("are the old ones for releases that know no others", () => {
        expect(componentNames("0.111.0")).to.deep.equal({
            otlpGrpc: "otlp",
            otlpHttp: "otlphttp",
            k8sAttributes: "k8sattributes",
            fileLog: "filelog",
            loadBalancing: "loadbalancing",
            spanMetrics: "spanmetrics",
        });
    });

    const changes: readonly [string, keyof ReturnType<typeof componentNames>, string, string][] = [
        ["0.143.0", "otlpHttp", "otlphttp", "0.144.0"],
        ["0.145.0", "k8sAttributes", "k8sattributes", "0.146.0"],
        ["0.148.2", "fileLog", "filelog", "v0.149.0"],
    ];
    for (const [before, key, old, since] of changes) {
        it(`change for ${key} between ${before} and ${since}`, () => {
            expect(componentNames(before)[key]).to.equal(old);
            expect(componentNames(since)[key]).to.not.equal(old);
        });
    }

    it("are the new ones from 1.0 on", () => {
        expect(componentNames("1.0.0")).to.deep.equal(componentNames("0.159.0"));
    });

    it("refuse what is no version", () => {
        expect(() => componentNames("latest")).to.throw(
            '"latest" is not a version of the collector, such as 0.159.0',
        );
    });
});
