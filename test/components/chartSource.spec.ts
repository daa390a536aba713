import { expect } from "chai";
import { locateChart } from "../../components/chartSource";

describe("where a chart is read from", () => {
    it("is an OCI reference with its version in an OCI repository", () => {
        const source = { kind: "repository", url: "oci://ghcr.io/istio/release/charts" } as const;
        expect(locateChart(source, "istiod", "1.31.1")).to.deep.equal({
            chart: "oci://ghcr.io/istio/release/charts/istiod",
            version: "1.31.1",
        });
    });

    it("is a chart name and a repository for an HTTP mirror", () => {
        const source = { kind: "repository", url: "https://charts.example/istio/" } as const;
        expect(locateChart(source, "base", "1.31.1")).to.deep.equal({
            chart: "base",
            version: "1.31.1",
            repositoryOpts: { repo: "https://charts.example/istio" },
        });
    });

    it("is a folder of the published name, without a version, when charts are on disk", () => {
        const source = { kind: "folder", path: "vendor/charts/" } as const;
        expect(locateChart(source, "istiod", "1.31.1")).to.deep.equal({ chart: "vendor/charts/istiod" });
    });

    it("is a folder of its version, when charts of several versions are on disk", () => {
        const source = { kind: "folder", path: "/vendor/{version}/charts" } as const;
        expect(locateChart(source, "istiod", "1.30.5")).to.deep.equal({
            chart: "/vendor/1.30.5/charts/istiod",
        });
        expect(locateChart(source, "base", "1.31.1")).to.deep.equal({
            chart: "/vendor/1.31.1/charts/base",
        });
    });
});
