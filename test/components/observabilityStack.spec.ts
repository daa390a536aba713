import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Manifest } from "../../components/istio/types";
import { type Registered, settled, typesAndNames } from "../support/mocks";

const manifests: Manifest[] = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "watch" } },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "prometheus", namespace: "watch" }, data: {} },
    { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "jaeger", namespace: "watch" } },
    {
        apiVersion: "telemetry.istio.io/v1",
        kind: "Telemetry",
        metadata: { name: "mesh-default", namespace: "istio-system" },
        spec: {},
    },
    {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: "rules-mesh", namespace: "watch" },
        spec: {},
    },
    { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "otel-logs", namespace: "watch" } },
];
const objects = [
    "kubernetes:apps/v1:DaemonSet watch/otel-logs",
    "kubernetes:core/v1:ConfigMap watch/prometheus",
    "kubernetes:core/v1:Namespace watch",
    "kubernetes:core/v1:PersistentVolumeClaim watch/jaeger",
    "kubernetes:monitoring.coreos.com/v1:PrometheusRule watch/rules-mesh",
    "kubernetes:telemetry.istio.io/v1:Telemetry istio-system/mesh-default",
];

describe("ObservabilityStack", () => {
    const registered: Registered[] = [];
    const outputs: unknown[] = [];

    before(() => {
        pulumi.runtime.setMocks({
            newResource: ({ type, name, inputs }) => {
                registered.push({ type, name, inputs });
                return { id: name, state: inputs };
            },
            call: ({ inputs }) => inputs,
        });
    });

    async function childrenOf(args: { grafanaAdmin?: { user: string }; kiali?: boolean }): Promise<string[]> {
        registered.length = 0;
        const { ObservabilityStack } = await import("../../components/index.js");
        const stack = new ObservabilityStack("observability", { namespace: "watch", manifests, ...args });
        pulumi.all([stack.namespace, stack.objects]).apply((values) => outputs.push(values));
        await settled();
        return typesAndNames(registered);
    }

    it("registers exactly what it was given, each as its own kind, and says how much that was", async () => {
        expect(await childrenOf({})).to.deep.equal(
            [...objects, "meshwright:index:ObservabilityStack observability"].sort(),
        );
        expect(outputs).to.deep.equal([["watch", manifests.length]]);
    });

    it("makes Grafana's first password and the key of Kiali's sessions where those are installed", async () => {
        expect(await childrenOf({ grafanaAdmin: { user: "admin" }, kiali: true })).to.deep.equal(
            [
                ...objects,
                "kubernetes:core/v1:Secret watch/grafana-admin",
                "kubernetes:core/v1:Secret watch/kiali-signing-key",
                "meshwright:index:ObservabilityStack observability",
                "random:index/randomPassword:RandomPassword grafana-admin",
                "random:index/randomPassword:RandomPassword kiali-signing-key",
            ].sort(),
        );
    });
});
