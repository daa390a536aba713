import { isAlert, type RuleGroup } from "../../../../components/observability/rules";
import { appearing, growing, type InputSeries, type ScenarioOf, steady } from "./model";

const pod = 'job="envoy-stats",instance="10.0.0.2:15020"';
const up = { [`up{${pod}}`]: steady(1) };
const workload = 'namespace="shop",app="web"';

/** Promises of the mesh, and what its policies refused. */
export const trafficScenarios: Readonly<Record<string, ScenarioOf>> = {
    PlainTextTraffic: ({ labels }) => {
        const own = `reporter="destination",destination_workload_namespace="${labels?.["namespace"]}",destination_workload="a"`;
        const counted = (policy: string) =>
            `istio_tcp_connections_opened_total{${own},connection_security_policy="${policy}"}`;
        return {
            fires: { [counted("none")]: growing(1), [counted("mutual_tls")]: growing(100) },
            silent: { [counted("none")]: steady(5), [counted("mutual_tls")]: growing(100) },
        };
    },
    MtlsHandshakeFailures: ({ threshold }) => ({
        fires: handshakes(threshold * 1.5),
        silent: handshakes(threshold * 0.75),
    }),
    SidecarMemoryHigh: ({ threshold }) => ({
        fires: { [container("memory_working_set_bytes", "istio-proxy")]: steady(threshold * 1.2e6) },
        silent: {
            [container("memory_working_set_bytes", "istio-proxy")]: steady(threshold * 0.75e6),
            [container("memory_working_set_bytes", "web")]: steady(threshold * 10e6),
        },
    }),
    SidecarCpuHigh: ({ threshold }) => ({
        fires: cpu(threshold * 1.5),
        silent: cpu(threshold * 0.75),
        at: "50m",
    }),
    RequestsDenied: () => ({
        fires: {
            [rbac('authz_enforce_result="denied"')]: "0x28 1x30",
            [rbac('authz_enforce_result="allowed"')]: growing(9),
        },
        silent: {
            [rbac('authz_enforce_result="denied"')]: steady(4),
            [rbac('authz_enforce_result="allowed"')]: growing(9),
        },
    }),
    DryRunDenied: () => ({
        fires: { [rbac('authz_dry_run_action="allow",authz_dry_run_result="denied"', "tcp")]: "0x28 1x30" },
        silent: { [rbac('authz_dry_run_action="allow",authz_dry_run_result="denied"', "tcp")]: steady(4) },
    }),
    BlockedEgress: () => ({
        fires: { ...up, [toward("BlackHoleCluster", "istio_requests_total")]: appearing(1) },
        silent: {
            ...up,
            [toward("BlackHoleCluster", "istio_requests_total")]: steady(8),
            [toward("payments", "istio_requests_total")]: growing(9),
        },
    }),
    PassthroughEgress: ({ labels }) => ({
        fires: {
            ...up,
            [toward("PassthroughCluster", "istio_tcp_connections_opened_total", labels?.["namespace"])]:
                appearing(1),
        },
        silent: {
            ...up,
            [toward("PassthroughCluster", "istio_tcp_connections_opened_total", labels?.["namespace"])]:
                steady(8),
        },
    }),
    UndeclaredEdge: ({ labels }, group) => ({
        fires: { ...up, ...calls("somewhere/intruder", "a", labels?.["namespace"]) },
        silent: { ...up, ...declaredCalls(group) },
    }),
    DeclaredEdgeUnused: (_alert, group) => ({
        fires: {},
        silent: declaredCalls(group, "_x10790 1+1x100"),
        at: "15d",
        interval: "2m",
        evaluation: "2h",
    }),
};

function container(metric: string, name: string): string {
    return `container_${metric}{namespace="shop",pod="web-1",container="${name}"}`;
}

function cpu(ratio: number): InputSeries {
    return {
        [container("cpu_usage_seconds_total", "istio-proxy")]: growing(10 * ratio),
        [container("cpu_usage_seconds_total", "web")]: growing(10),
        // Of the pod as a whole, which holds both.
        [container("cpu_usage_seconds_total", "")]: growing(10 * (1 + ratio)),
    };
}

function handshakes(ratio: number): InputSeries {
    const counted = (stat: string, perMinute: number) => ({
        [`envoy_listener_ssl_${stat}{${workload}}`]: growing(perMinute),
    });
    return {
        ...counted("handshake", 1000 * (1 - ratio)),
        ...counted("connection_error", 0),
        ...counted("fail_verify_cert_hash", 0),
        ...counted("fail_verify_error", 1000 * ratio),
        ...counted("fail_verify_no_cert", 0),
        ...counted("fail_verify_san", 0),
    };
}

function rbac(result: string, kind = "http"): string {
    return kind === "http"
        ? `envoy_http_rbac{${workload},${pod},${result},http_conn_manager_prefix="inbound_0.0.0.0_8080"}`
        : `envoy_tcp{${workload},${pod},${result},tcp_prefix="rbac"}`;
}

function toward(cluster: string, metric: string, namespace = "shop"): string {
    return `${metric}{${pod},reporter="source",source_workload_namespace="${namespace}",source_workload="web",destination_service_name="${cluster}"}`;
}

function calls(caller: string, service: string, namespace = "", values = appearing(1)): InputSeries {
    const [from, account] = caller.split("/");
    return {
        [`istio_requests_total{${pod},reporter="destination",source_principal="spiffe://cluster.local/ns/${from}/sa/${account}",destination_service_namespace="${namespace}",destination_service_name="${service}"}`]:
            values,
    };
}

/** Over every edge that the group declares. */
function declaredCalls({ rules }: RuleGroup, values?: string): InputSeries {
    const edges = rules.flatMap((rule) =>
        !isAlert(rule) && rule.record === "mesh_declared_edge" ? [rule.labels ?? {}] : [],
    );
    return Object.assign(
        {},
        ...edges.map((edge) =>
            calls(
                edge["caller"] ?? "",
                edge["destination_service_name"] ?? "",
                edge["destination_service_namespace"],
                values,
            ),
        ),
    );
}
