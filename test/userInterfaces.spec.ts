import { expect } from "chai";
import { emptyPlatform, type ServiceGraph } from "../components/graph";
import { readMesh } from "../mesh";
import { readStackFile } from "../stackFile";
import { userInterfaces } from "../userInterfaces";

function graphOf(stack: string, more: Readonly<Record<string, unknown>> = {}): ServiceGraph {
    const read = readStackFile(`Pulumi.${stack}.yaml`);
    if ("problems" in read) {
        throw new Error(JSON.stringify(read.problems));
    }
    const own = read.config["observability"] as object;
    const config = { ...read.config, observability: { ...own, ...more } };
    const mesh = readMesh({ config, folder: "", today: "2026-11-29" });
    if (!mesh.ok) {
        throw new Error(JSON.stringify(mesh.problems));
    }
    return mesh.value.graph;
}

describe("the access points of what watches the mesh", () => {
    it("are commands that forward a port where nothing leads in from outside", () => {
        expect(userInterfaces(graphOf("dev"))).to.deep.equal({
            grafana: "kubectl -n observability port-forward deploy/grafana 3000",
            jaeger: "kubectl -n observability port-forward deploy/jaeger 16686",
            prometheus: "kubectl -n observability port-forward svc/prometheus 9090",
            alertmanager: "kubectl -n observability port-forward svc/alertmanager 9093",
            kiali: "kubectl -n observability port-forward deploy/kiali 20001",
        });
    });

    it("are the addresses that the stack file gives, where it does", () => {
        expect(userInterfaces(graphOf("prod"))).to.include({
            grafana: "https://grafana.hwa.internal",
            jaeger: "https://jaeger.hwa.internal",
            prometheus: "https://prometheus.hwa.internal",
        });
    });

    it("are those of what was there already, and none of what is off", () => {
        const prometheus = { mode: "existing", host: "prometheus.monitoring.svc.cluster.local", port: 9090 };
        const found = userInterfaces(graphOf("dev", { prometheus, kiali: { mode: "off" } }));
        expect(found["prometheus"]).to.equal("http://prometheus.monitoring.svc.cluster.local:9090");
        expect(found).to.not.have.property("kiali");
    });

    it("are none where nothing watches", () => {
        expect(userInterfaces({ platform: emptyPlatform } as ServiceGraph)).to.deep.equal({});
    });
});
