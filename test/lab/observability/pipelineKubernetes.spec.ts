import { expect } from "chai";
import { collectorConfig } from "../../../components/observability/collector/collectorConfig";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import type { JaegerSettings } from "../../../components/observability/jaeger/settings";
import { eventually, folderFor, freePorts, stopPrograms } from "./support";
import { apiServerWith, type StandIn } from "./support/apiServer";
import { sendOtlp, serverSpan } from "./support/clients";
import { spansOf } from "./support/jaegerApi";
import {
    collectorPorts,
    collectorSettings,
    healthOf,
    jaegerSettings,
    startCollector,
    startJaeger,
} from "./support/stack";

const pod = { namespace: "shop", name: "front-7d9c5-x2x9q", uid: "11111111-2222-3333-4444-555555555555" };

describe("spans and the pods they are from", () => {
    let collector: CollectorSettings;
    let jaeger: JaegerSettings;
    let api: StandIn;

    before(async () => {
        const folder = folderFor("kubernetes");
        jaeger = await jaegerSettings(folder);
        await startJaeger(jaeger, folder);
        const [apiPort = 0] = await freePorts(1);
        const labels = { app: "front", version: "v7" };
        api = await apiServerWith([{ ...pod, labels, node: "node-1" }], apiPort, folder);
        collector = collectorSettings(await collectorPorts(), folder, {
            kubernetes: "kubeConfig",
            traces: { host: "127.0.0.1", port: jaeger.listen.ports.otlpGrpc, tls: false },
        });
        await startCollector(collectorConfig(collector), {
            folder,
            ready: healthOf(collector),
            env: { KUBECONFIG: api.kubeconfig },
        });
        await eventually("the collector has read the list of pods", () =>
            expect(api.asked.some((address) => /^\/api\/v1\/pods\?.*watch/.test(address))).to.equal(true),
        );
    });
    after(async () => {
        await stopPrograms();
        await api.close();
    });

    const identities: readonly [string, Readonly<Record<string, string>>][] = [
        ["its pod's uid", { "k8s.pod.uid": pod.uid }],
        ["its pod's address", { "k8s.pod.ip": "10.0.0.9" }],
        ["its pod's names", { "k8s.namespace.name": pod.namespace, "k8s.pod.name": pod.name }],
    ];
    for (const [said, resource] of identities) {
        it(`are of the pod where the sender says ${said}`, async () => {
            const span = serverSpan({ service: "front", resource });
            await sendOtlp(collector.listen.ports.otlpHttp, [span]);
            const [found] = await eventually("the trace is in Jaeger", () =>
                spansOf(jaeger.listen.ports.jaegerUi, span.traceId),
            );
            expect(found?.tags).to.include({
                "k8s.namespace.name": "shop",
                "k8s.pod.name": pod.name,
                "k8s.node.name": "node-1",
                app: "front",
                "service.version": "v7",
            });
        });
    }

    it("are of no pod where the sender says nothing, whatever address they come from", async () => {
        const span = serverSpan({ service: "stranger" });
        await sendOtlp(collector.listen.ports.otlpHttp, [span]);
        const [found] = await eventually("the trace is in Jaeger", () =>
            spansOf(jaeger.listen.ports.jaegerUi, span.traceId),
        );
        expect(found?.tags).to.not.have.property("k8s.pod.name");
    });
});
