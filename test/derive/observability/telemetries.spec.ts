import { expect } from "chai";
import type { Observability } from "../../../components/graph";
import type { TelemetrySpec } from "../../../components/istio/telemetryTypes";
import { watchedTown } from "./watchedTown";

const ofMesh = {
    cluster: { literal: { value: "vertice-dev" } },
    environment: { literal: { value: "dev" } },
    "user-agent": { header: { name: "user-agent" } },
    "x-correlation-id": { header: { name: "x-correlation-id" } },
    "x-request-id": { header: { name: "x-request-id" } },
};
const failuresOnly = `response.code >= 400 || connection.termination_details != ""`;

function telemetry(id: string, more: Partial<Observability> = {}): TelemetrySpec {
    return watchedTown(more).spec("Telemetry", id);
}
const mesh = (more: Partial<Observability> = {}) => telemetry("istio-system/mesh-default", more);

describe("the mesh's Telemetry", () => {
    it("traces with the mesh's provider, the one share and tags that tell environment and request apart", () => {
        expect(mesh({ sampling: { percent: 5, workloads: new Map() } }).tracing).to.deep.equal([
            { providers: [{ name: "jaeger" }], randomSamplingPercentage: 5, customTags: ofMesh },
        ]);
    });

    it("names a provider that the mesh config declares, by namespace and host, and no other", () => {
        expect(watchedTown().derived.extensionProviders).to.deep.equal([
            {
                name: "jaeger",
                opentelemetry: {
                    service: "observability/otel-collector.observability.svc.cluster.local",
                    port: 4317,
                },
            },
        ]);
    });

    it("sends to Jaeger itself where there is no collector, and traces nothing where nobody takes spans", () => {
        const alone = watchedTown({ collector: { mode: "off" } }).derived.extensionProviders;
        expect(alone).to.have.nested.property(
            "[0].opentelemetry.service",
            "observability/jaeger.observability.svc.cluster.local",
        );
        const nobody = { collector: { mode: "off" }, jaeger: { mode: "off" } } as const;
        expect(watchedTown(nobody).derived.extensionProviders).to.deep.equal([]);
        expect(mesh(nobody)).not.to.have.property("tracing");
        expect(
            watchedTown(nobody)
                .ids("Telemetry")
                .filter((id) => id.startsWith("shop/")),
        ).to.deep.equal([]);
    });

    it("logs with the provider that is built into istiod: everything, what failed, or nothing", () => {
        const providers = [{ name: "envoy" }];
        expect(mesh({ accessLog: "all" }).accessLogging).to.deep.equal([{ providers }]);
        // The filter stands beside the providers: a reference to one has only a name (LOG-04).
        expect(mesh({ accessLog: "errors" }).accessLogging).to.deep.equal([
            { providers, filter: { expression: failuresOnly } },
        ]);
        expect(mesh({ accessLog: "off" }).accessLogging).to.deep.equal([{ providers, disabled: true }]);
    });

    it("counts requests by method at both ends, and leaves out what only costs", () => {
        const [metrics] = mesh().metrics ?? [];
        expect(metrics?.providers).to.deep.equal([{ name: "prometheus" }]);
        expect(metrics?.overrides?.[0]).to.deep.equal({
            match: { metric: "REQUEST_COUNT", mode: "CLIENT_AND_SERVER" },
            tagOverrides: { request_method: { value: "request.method" } },
        });
        const off = (metrics?.overrides ?? []).filter(({ disabled }) => disabled).map(({ match }) => match);
        expect(off).to.deep.equal([
            { metric: "GRPC_REQUEST_MESSAGES", mode: "CLIENT_AND_SERVER" },
            { metric: "GRPC_RESPONSE_MESSAGES", mode: "CLIENT_AND_SERVER" },
            { metric: "REQUEST_SIZE", mode: "CLIENT" },
            { metric: "RESPONSE_SIZE", mode: "CLIENT" },
        ]);
        expect(mesh({ prometheus: { mode: "off" } })).not.to.have.property("metrics");
    });

    it("is the only one without a selector in its namespace, and so is every namespace's own", () => {
        const town = watchedTown({ accessLog: "errors" });
        const wide = town
            .ids("Telemetry")
            .filter((id) => town.spec<TelemetrySpec>("Telemetry", id).selector === undefined);
        expect(wide).to.deep.equal([
            "field/default",
            "istio-system/mesh-default",
            "lab/default",
            "observability/default",
        ]);
    });

    it("does not blind a promotion: namespaces on their way log everything, whatever the mesh does", () => {
        for (const accessLog of ["all", "errors", "off"] as const) {
            for (const namespace of ["lab", "field"]) {
                expect(telemetry(`${namespace}/default`, { accessLog }), accessLog).to.deep.equal({
                    accessLogging: [{ providers: [{ name: "envoy" }] }],
                });
            }
        }
    });

    it("does not make the stack watch itself, whose every span would bring another", () => {
        expect(telemetry("observability/default")).to.deep.equal({
            tracing: [{ disableSpanReporting: true }],
            accessLogging: [{ providers: [{ name: "envoy" }], filter: { expression: failuresOnly } }],
        });
    });
});

describe("a workload's Telemetry", () => {
    it("repeats every tag of the mesh, because its own replace them, and adds its version and its own", () => {
        expect(telemetry("shop/cart")).to.deep.equal({
            selector: { matchLabels: { app: "cart" } },
            tracing: [{ customTags: { ...ofMesh, service_version: { literal: { value: "v7" } } } }],
        });
        // Without a deployment nobody knows its version.
        expect(telemetry("lab/probe").tracing).to.deep.equal([
            { customTags: { ...ofMesh, brain_region: { literal: { value: "insula" } } } },
        ]);
    });

    it("is one for each version where there are several, told apart by their label", () => {
        const tags = (version: string) => ({
            ...ofMesh,
            brain_region: { literal: { value: "occipital" } },
            service_version: { literal: { value: version } },
        });
        for (const [name, version] of [
            ["web", "v1"],
            ["web-v2", "v2"],
        ] as const) {
            expect(telemetry(`shop/${name}`)).to.deep.equal({
                selector: { matchLabels: { app: "web", version } },
                tracing: [{ customTags: tags(version) }],
            });
        }
    });

    it("has a share of its own where the stack gives it one, and none that the mesh's number would change", () => {
        const more = { sampling: { percent: 5, workloads: new Map([["field/barn", 10]]) } };
        expect(telemetry("field/barn", more).tracing).to.deep.equal([
            { randomSamplingPercentage: 10, customTags: ofMesh },
        ]);
        expect(telemetry("shop/cart", more).tracing?.[0]).not.to.have.property("randomSamplingPercentage");
    });

    it("does not exist where nothing is said of the workload, nor where it has no proxy", () => {
        expect(watchedTown().ids("Telemetry")).to.not.include("field/barn");
        expect(
            watchedTown()
                .ids("Telemetry")
                .filter((id) => id.startsWith("yard/")),
        ).to.deep.equal([]);
    });
});
