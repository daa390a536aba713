import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { yamlText } from "../../../components/observability/configText";
import { logAgentConfig } from "../../../components/observability/logAgent/logAgentConfig";
import { provedVersions } from "../../../lab/tools/observabilityTable";
import {
    eventually,
    folderFor,
    freePorts,
    type Program,
    posted,
    startProgram,
    stopPrograms,
    text,
} from "./support";
import { apiServerWith, type StandIn } from "./support/apiServer";
import { indexedLabels, linesOf, startLoki } from "./support/loki";
import { ContainerLog } from "./support/podFiles";
import { collectorPorts, collectorSettings, startGateway } from "./support/stack";

const pod = { namespace: "shop", name: "front-7d9c5-x2x9q", uid: "11111111-2222-3333-4444-555555555555" };
const lokiPod = {
    namespace: "observability",
    name: "loki-6b-1",
    uid: "22222222-2222-3333-4444-555555555555",
};

function attributes(all: Readonly<Record<string, string>>) {
    return Object.entries(all).map(([key, value]) => ({ key, value: { stringValue: value } }));
}

function request(rest: Readonly<Record<string, unknown>>): string {
    return JSON.stringify({
        start_time: new Date().toISOString(),
        method: "GET",
        path: "/orders",
        response_code: 200,
        authority: "front.shop",
        ...rest,
    });
}

describe("lines on their way from a node's files into Loki", () => {
    const folder = folderFor("logs");
    const podLogs = join(folder, "pods");
    const log = new ContainerLog(podLogs, pod);
    let http: number;
    let grpc: number;
    let loki: Program;
    let agent: Program;
    let api: StandIn;
    let startAgent: () => Promise<Program>;

    before(async () => {
        const [first = 0, second = 0, health = 0, ownMetrics = 0, apiPort = 0] = await freePorts(5);
        http = first;
        grpc = second;
        loki = await startLoki({ http, grpc }, folder);
        api = await apiServerWith([{ ...pod, labels: { app: "front" }, node: "node-1" }], apiPort, folder);
        const file = join(folder, "agent.yaml");
        writeFileSync(
            file,
            yamlText(
                logAgentConfig({
                    version: provedVersions.logAgent,
                    listen: { host: "127.0.0.1", ports: { health, ownMetrics } },
                    podLogs,
                    unread: [{ namespace: "observability", pod: "loki" }],
                    kubernetes: "kubeConfig",
                    loki: { url: `http://127.0.0.1:${http}/otlp` },
                    memoryLimitMib: 192,
                    stateFolder: join(folder, "state"),
                    queueBytes: 2 ** 26,
                    environment: "test",
                    cluster: "lab",
                    timing: { batch: "100ms" },
                }),
            ),
        );
        startAgent = () =>
            startProgram({
                tool: "otelcol-logs",
                args: ["--config", file],
                folder,
                env: { KUBECONFIG: api.kubeconfig, KUBE_NODE_NAME: "node-1" },
                ready: () => text(`http://127.0.0.1:${health}/`),
            });
        agent = await startAgent();
    });
    after(async () => {
        await stopPrograms();
        await api.close();
    });

    const found = (id: string) =>
        eventually("the line is in Loki", async () => {
            const lines = await linesOf(http, `{service_name="front.shop"} | request_id="${id}"`);
            expect(lines).to.have.length(1);
            return lines[0];
        });

    it("are found by the service's name, the pod's namespace and the request's id", async () => {
        const traceId = "0af7651916cd43dd8448eb211c80319c";
        log.write(
            request({
                request_id: "r-1",
                correlation_id: "c-1",
                x_forwarded_for: null,
                response_code: 503,
                response_flags: "UF",
                traceparent: `00-${traceId}-b7ad6b7169203331-01`,
            }),
        );
        const line = await found("r-1");
        expect(line?.labels).to.include({
            service_name: "front.shop",
            k8s_namespace_name: "shop",
            k8s_pod_name: pod.name,
            k8s_container_name: "istio-proxy",
            deployment_environment_name: "test",
            correlation_id: "c-1",
            response_code: "503",
            response_flags: "UF",
            trace_id: traceId,
        });
        expect(JSON.parse(line?.line ?? "")).to.include({ path: "/orders", authority: "front.shop" });
    });

    it("lose the query of their path and the values of fields that hold credentials, and nothing else", async () => {
        log.write(
            request({
                request_id: "r-2",
                path: '/orders?token=s3cret"s3cret\\',
                correlation_id: null,
                traceparent: null,
                authorization: "Bearer s3cret",
                "Set-Cookie": 's3cret"s3cret',
                user_agent: "curl?1",
            }),
        );
        const line = await found("r-2");
        expect(JSON.parse(line?.line ?? "")).to.include({
            path: "/orders",
            authorization: "-",
            "Set-Cookie": "-",
            user_agent: "curl?1",
            authority: "front.shop",
        });
        expect(JSON.stringify(line)).to.not.contain("s3cret");
    });

    it("are whole where the runtime has split them", async () => {
        log.write(request({ request_id: "r-3", user_agent: "u".repeat(40_000) }), 3);
        const line = await found("r-3");
        expect(JSON.parse(line?.line ?? "")["user_agent"]).to.have.length(40_000);
    });

    it("pass as they are where they are no requests, and the store's own are not read", async () => {
        new ContainerLog(podLogs, lokiPod).write(request({ request_id: "own" }));
        log.write("2026-11-29T02:40:02Z info Envoy proxy is ready");
        await eventually("the plain line is in Loki", async () =>
            expect(
                await linesOf(http, '{k8s_namespace_name="shop"} |= "Envoy proxy is ready"'),
            ).to.have.length(1),
        );
        expect(await linesOf(http, '{k8s_namespace_name="observability"}')).to.deep.equal([]);
    });

    it("make few streams: what tells pods and requests apart is no index", async () => {
        expect(await indexedLabels(http)).to.have.members([
            "service_name",
            "k8s_namespace_name",
            "k8s_container_name",
            "deployment_environment_name",
        ]);
    });

    it("come from applications by OTLP as well, without credentials", async () => {
        const settings = collectorSettings(await collectorPorts(), folder, {
            logs: { url: `http://127.0.0.1:${http}/otlp` },
        });
        await startGateway(settings, folder);
        await text(
            `http://127.0.0.1:${settings.listen.ports.otlpHttp}/v1/logs`,
            posted({
                resourceLogs: [
                    {
                        resource: {
                            attributes: attributes({ "service.name": "told", "k8s.namespace.name": "shop" }),
                        },
                        scopeLogs: [
                            {
                                logRecords: [
                                    {
                                        timeUnixNano: `${BigInt(Date.now()) * 1_000_000n}`,
                                        body: { stringValue: "order placed" },
                                        attributes: attributes({
                                            "order.id": "7",
                                            authorization: "Bearer s3cret",
                                        }),
                                    },
                                ],
                            },
                        ],
                    },
                ],
            }),
        );
        const [line] = await eventually("the record is in Loki", async () => {
            const lines = await linesOf(http, '{service_name="told"}');
            expect(lines).to.have.length(1);
            return lines;
        });
        expect(line?.line).to.equal("order placed");
        expect(line?.labels).to.include({ order_id: "7" });
        expect(JSON.stringify(line)).to.not.contain("s3cret");
    });

    it("ask the API server for pods of the agent's own node alone", () => {
        const lists = api.asked.filter((address) => address.startsWith("/api/v1/pods"));
        expect(lists).to.not.be.empty;
        for (const address of lists) {
            expect(decodeURIComponent(address)).to.contain("fieldSelector=spec.nodeName=node-1");
        }
    });

    it("arrive once each though agent and Loki were away in turn", async () => {
        await agent.stop();
        log.write(request({ request_id: "r-4" }));
        agent = await startAgent();
        await found("r-4");
        await loki.stop();
        log.write(request({ request_id: "r-5" }));
        await agent.stop();
        agent = await startAgent();
        log.write(request({ request_id: "r-6" }));
        loki = await startLoki({ http, grpc }, folder);
        await found("r-5");
        await found("r-6");
        await found("r-1");
    });
});
