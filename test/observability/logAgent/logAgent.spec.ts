import { expect } from "chai";
import { parse } from "yaml";
import { logAgentManifests } from "../../../components/observability/logAgent";
import { contextOf } from "../support/contexts";
import { containerOf, kindsAndNames, named, podOf } from "../support/objects";

const mesh = { namespaces: [] };

describe("the log agent", () => {
    const manifests = logAgentManifests(contextOf(mesh));
    const config = parse(named(manifests, "ConfigMap otel-logs").data?.["config.yaml"] ?? "");

    it("stands on every node, and may read the names of pods", () => {
        expect(kindsAndNames(manifests)).to.deep.equal([
            "ServiceAccount otel-logs",
            "ClusterRole observability-otel-logs",
            "ClusterRoleBinding observability-otel-logs",
            "ConfigMap otel-logs",
            "DaemonSet otel-logs",
        ]);
    });

    it("reads what proxies log, but not its own and not Loki's, which would never end", () => {
        expect(config.receivers.file_log).to.deep.include({
            include: ["/var/log/pods/*/istio-proxy/*.log"],
            exclude: [
                "/var/log/pods/observability_otel-logs-*/istio-proxy/*.log",
                "/var/log/pods/observability_loki-*/istio-proxy/*.log",
            ],
            start_at: "beginning",
        });
    });

    it("keeps on disk how far it has read and what it has not sent", () => {
        expect(config.receivers.file_log.storage).to.equal("file_storage/checkpoints");
        const [exporter] = Object.values<{ sending_queue: object; retry_on_failure: object }>(
            config.exporters,
        );
        expect(exporter?.sending_queue).to.include({
            storage: "file_storage/queue",
            block_on_overflow: true,
        });
        expect(exporter?.retry_on_failure).to.include({ max_elapsed_time: "0s" });
    });

    it("limits memory first of all, and its container has room above the limit", () => {
        expect(config.service.pipelines.logs.processors[0]).to.equal("memory_limiter");
        const { limits } = containerOf(podOf(manifests, "DaemonSet otel-logs")).resources;
        const room = Number.parseInt(limits["memory"] ?? "", 10) - config.processors.memory_limiter.limit_mib;
        expect(room).to.be.at.least(100);
    });

    it("reads files of the node, writes none of them, and has no capability", () => {
        const pod = podOf(manifests, "DaemonSet otel-logs");
        expect(pod.spec.volumes).to.deep.include({ name: "pod-logs", hostPath: { path: "/var/log/pods" } });
        expect(containerOf(pod).volumeMounts).to.deep.include({
            name: "pod-logs",
            mountPath: "/var/log/pods",
            readOnly: true,
        });
        expect(containerOf(pod).securityContext).to.deep.equal({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
        });
    });

    it("asks for the pods of its own node alone", () => {
        expect(config.processors.k8s_attributes.filter).to.deep.equal({
            node_from_env_var: "KUBE_NODE_NAME",
        });
        expect(containerOf(podOf(manifests, "DaemonSet otel-logs")).env).to.deep.include({
            name: "KUBE_NODE_NAME",
            valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } },
        });
    });

    it("sends to the Loki that exists, and is not there where none is", () => {
        const existing = { mode: "existing", host: "loki.example.com", port: 443, tls: true } as const;
        expect(JSON.stringify(logAgentManifests(contextOf(mesh, { loki: existing })))).to.contain(
            "https://loki.example.com:443/otlp",
        );
        expect(logAgentManifests(contextOf(mesh, { loki: { mode: "off" } }))).to.deep.equal([]);
    });
});
