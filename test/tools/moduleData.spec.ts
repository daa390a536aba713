import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { certManagerVersion } from "../../components/versions";
import { certManagerChartData } from "../../lab/tools/certManagerChart";
import { istioChartData, released } from "../../lab/tools/charts";
import { istioReleases, newestRelease } from "../../lab/tools/istioReleases";
import { kwokStageData } from "../../lab/tools/stages";
import { leftIn } from "./support/workshop";

const chartFolders = ["base", "istio-control/istio-discovery", "gateway", "istio-cni", "ztunnel", "default"];

describe("files taken from Go modules", () => {
    let root: string;
    const put = (path: string, text: string) => {
        const file = join(root, "module", path);
        mkdirSync(join(file, ".."), { recursive: true });
        writeFileSync(file, text);
    };
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "meshwright-module-"));
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    it("are Istio's charts under their official names, as release day would make them", async () => {
        for (const folder of chartFolders) {
            put(`manifests/charts/${folder}/Chart.yaml`, "name: x\nversion: 1.0.0\nappVersion: 1.0.0\n");
            put(
                `manifests/charts/${folder}/values.yaml`,
                "    hub: registry.istio.io/testing\n    tag: latest\n",
            );
            put(`manifests/charts/${folder}/templates/x.yaml`, "version: 1.0.0\n");
        }
        const target = join(root, "target");
        await istioChartData(newestRelease).copy(join(root, "module"), target);
        expect(leftIn(target)).to.deep.equal(["base", "cni", "default", "gateway", "istiod", "ztunnel"]);
        const read = (path: string) => readFileSync(join(target, "istiod", path), "utf8");
        expect(read("Chart.yaml")).to.equal("name: x\nversion: 1.31.0\nappVersion: 1.31.0\n");
        expect(read("values.yaml")).to.equal("    hub: docker.io/istio\n    tag: 1.31.0\n");
        expect(read("templates/x.yaml")).to.equal("version: 1.0.0\n");
    });

    it("are kept apart by release: each says its own version, from its own module, under its own name", async () => {
        for (const folder of chartFolders) {
            put(`manifests/charts/${folder}/Chart.yaml`, "version: 1.0.0\n");
        }
        for (const release of istioReleases) {
            const target = join(root, release.version);
            await istioChartData(release).copy(join(root, "module"), target);
            expect(readFileSync(join(target, "base", "Chart.yaml"), "utf8")).to.equal(
                `version: ${release.version}\n`,
            );
        }
        expect(istioReleases.map(({ minor, version }) => [minor, version])).to.deep.equal([
            ["1.30", "1.30.3"],
            ["1.31", "1.31.0"],
        ]);
        const places = istioReleases.map((release) => istioChartData(release));
        expect(places.map(({ name, unit }) => [name, unit])).to.deep.equal([
            ["istio-1.30-charts", "istio-1.30"],
            ["istio-charts", "istio"],
        ]);
    });

    it("keep what only looks like a placeholder", () => {
        const text = 'version: 1.0.01\nhub: ""\ntag: ""\n# tag: latest\nhub: my.registry/istio\n';
        expect(released(text, "1.31.0")).to.equal(text);
    });

    it("are kwok's stages without its tests, and can be removed again", async () => {
        put("kustomize/stage/pod/fast/pod-ready.yaml", "kind: Stage\n");
        put("kustomize/stage/pod/fast/embed.go", "package fast\n");
        put("kustomize/stage/pod/fast/testdata/pod.input.yaml", "kind: Pod\n");
        chmodSync(join(root, "module/kustomize/stage/pod/fast"), 0o555);
        const target = join(root, "target");
        await kwokStageData.copy(join(root, "module"), target);
        chmodSync(join(root, "module/kustomize/stage/pod/fast"), 0o755);
        expect(leftIn(join(target, "pod", "fast"))).to.deep.equal(["pod-ready.yaml"]);
        rmSync(join(target, "pod"), { recursive: true });
        expect(leftIn(target)).to.deep.equal([]);
    });

    it("are cert-manager's chart in its released version, without webhooks nobody would answer", async () => {
        const chart = "deploy/charts/cert-manager";
        put(`${chart}/Chart.yaml`, "name: cert-manager\nversion: v0.0.0\nappVersion: v0.0.0\n");
        for (const name of ["deployment", "webhook-mutating-webhook", "webhook-validating-webhook"]) {
            put(`${chart}/templates/${name}.yaml`, "kind: x\n");
        }
        put(`${chart}/tests/deployment_test.yaml`, "suite: x\n");
        const target = join(root, "target");
        await certManagerChartData.copy(join(root, "module"), target);
        expect(leftIn(target)).to.deep.equal(["Chart.yaml", "templates"]);
        expect(leftIn(join(target, "templates"))).to.deep.equal(["deployment.yaml"]);
        expect(readFileSync(join(target, "Chart.yaml"), "utf8")).to.equal(
            `name: cert-manager\nversion: v${certManagerVersion}\nappVersion: v${certManagerVersion}\n`,
        );
    });
});
