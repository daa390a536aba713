import type { ObservabilityContext } from "../context";
import { type Dashboard, dashboard, type Row, tag } from "./dashboard";
import { linksOut } from "./links";
import { securityEvents } from "./logQueries";
import { figure, graph, list, logLines } from "./panels";
import { rate, requests, share, sum } from "./queries";
import { isThere, labelVariable, those } from "./sources";
import { meshUids } from "./uids";

const inside = 'reporter="destination", destination_workload_namespace=~"$namespace"';
const where = 'namespace=~"$namespace"';

/** Where a proxy sends what it knows no host for: refused, or past the mesh. */
const nowhere = 'reporter="source", destination_service_name=~"BlackHoleCluster|PassthroughCluster"';

/** DSH-04: identity, authorization, what was tried and is not declared, certificates, and the log of such events. */
export function security(context: ObservabilityContext): Dashboard {
    return dashboard({
        uid: meshUids.security,
        title: "Security Monitoring",
        description:
            "Who talks without an identity, who was refused, what nobody declared, which certificate ends.",
        tags: [`${tag}-mesh`],
        sources: those(["metrics", "logs"], context),
        variables: [
            labelVariable("namespace", {
                title: "Namespace",
                label: "destination_workload_namespace",
                metric: 'istio_requests_total{reporter="destination"}',
            }),
        ],
        links: linksOut(context, "security"),
        rows: [
            now,
            identity,
            authorization,
            edges,
            certificates,
            ...(isThere("logs", context) ? [events] : []),
        ],
    });
}

/** Of HTTP and of plain TCP; Istio tells the results of both apart by labels. */
const denied = 'authz_enforce_result="denied"';
const dryRunDenied = 'authz_dry_run_result="denied"';

function refused(matchers: string, by: readonly string[] = []): string {
    return sum(`rate({__name__=~"envoy_(http_rbac|tcp)", ${matchers}, ${where}}[$__rate_interval])`, by);
}

const now: Row = {
    title: "Now",
    panels: [
        figure(
            {
                title: "Requests over mutual TLS",
                about: "Of those that arrive at a proxy. The rest has no identity that a policy could judge.",
                unit: "percentunit",
                width: 4,
            },
            {
                expr: share('connection_security_policy="mutual_tls"', inside),
                levels: { good: "high", warn: 1, bad: 0.999 },
                decimals: 2,
            },
        ),
        figure(
            {
                title: "Refused",
                about: "By an enforced policy: somebody tried what it may not.",
                unit: "reqps",
                width: 4,
            },
            { expr: `${refused(denied)} or vector(0)`, levels: { good: "low", warn: 0.001, bad: 1 } },
        ),
        figure(
            {
                title: "Would be refused",
                about: "By a policy in its dry run: these calls break when the namespace is enforced.",
                unit: "reqps",
                width: 4,
            },
            { expr: `${refused(dryRunDenied)} or vector(0)`, levels: { good: "low", warn: 0.001, bad: 1 } },
        ),
        figure(
            {
                title: "To hosts nobody declared",
                about: "Calls that ended nowhere (BlackHole) or got past the mesh (Passthrough).",
                unit: "reqps",
                width: 4,
            },
            {
                expr: `${sum(`${requests(nowhere)} or ${rate("istio_tcp_connections_opened_total", nowhere)}`)} or vector(0)`,
                levels: { good: "low", warn: 0.001, bad: 1 },
            },
        ),
        figure(
            {
                title: "First workload certificate ends in",
                about: "They live for a day and are renewed at half of it: below four hours renewal does not work.",
                unit: "dtdurations",
                width: 4,
            },
            {
                expr: 'min(istio_agent_cert_expiry_seconds{resource_name="default"})',
                levels: { good: "high", warn: 28_800, bad: 14_400 },
            },
        ),
        figure(
            {
                title: "Root certificate ends in",
                about: "When it ends no proxy trusts another.",
                unit: "dtdurations",
                width: 4,
            },
            {
                expr: "min(citadel_server_root_cert_expiry_timestamp) - time()",
                levels: { good: "high", warn: 7_776_000, bad: 2_592_000 },
            },
        ),
    ],
};

const identity: Row = {
    title: "Mutual TLS",
    panels: [
        graph(
            {
                title: "By how it was secured",
                about: "none is plain text; unknown is what only the caller's proxy saw.",
                unit: "reqps",
                width: 8,
            },
            [
                {
                    expr: sum(requests(inside), ["connection_security_policy"]),
                    legend: "{{connection_security_policy}}",
                },
            ],
            { stacked: true },
        ),
        list(
            {
                title: "Without identity",
                about: "Who is reached in plain text, requests a second. Namespaces that are not yet enforced let it in on purpose.",
                unit: "reqps",
                width: 8,
            },
            [
                {
                    expr: `${sum(requests(`${inside}, connection_security_policy!="mutual_tls"`), ["source_workload_namespace", "source_workload", "destination_workload_namespace", "destination_workload"])} > 0`,
                    legend: "Requests",
                },
            ],
        ),
        graph(
            {
                title: "Handshakes that failed",
                about: "At the listener calls come in by: no certificate, or one that does not hold.",
                unit: "short",
                width: 8,
            },
            [
                {
                    expr: `${sum(rate("envoy_listener_ssl_connection_error", where), ["namespace", "app"])} > 0`,
                    legend: "broken off: {{namespace}}/{{app}}",
                },
                {
                    expr: `${sum(rate("envoy_listener_ssl_fail_verify_no_cert", where), ["namespace", "app"])} > 0`,
                    legend: "no certificate: {{namespace}}/{{app}}",
                },
                {
                    expr: `${sum(rate("envoy_listener_ssl_fail_verify_error", where), ["namespace", "app"])} > 0`,
                    legend: "not trusted: {{namespace}}/{{app}}",
                },
                {
                    expr: `${sum(rate("envoy_listener_ssl_fail_verify_san", where), ["namespace", "app"])} > 0`,
                    legend: "another's name: {{namespace}}/{{app}}",
                },
            ],
        ),
    ],
};

const authorization: Row = {
    title: "Authorization policies",
    panels: [
        graph(
            {
                title: "Refused",
                about: "By the workload that refused. Who tried it stands in the log below.",
                unit: "reqps",
                width: 12,
            },
            [{ expr: `${refused(denied, ["namespace", "app"])} > 0`, legend: "{{namespace}}/{{app}}" }],
        ),
        graph(
            {
                title: "Would be refused",
                about: "Dry run, in audited namespaces: promote them when this stays empty.",
                unit: "reqps",
                width: 12,
            },
            [{ expr: `${refused(dryRunDenied, ["namespace", "app"])} > 0`, legend: "{{namespace}}/{{app}}" }],
        ),
    ],
};

const edges: Row = {
    title: "What nobody declared",
    panels: [
        list(
            {
                title: "Edges that the graph does not have",
                about: "Calls that arrived at a service whose catalogue entry does not name the caller.",
                unit: "short",
                width: 12,
            },
            [
                {
                    expr: 'sum by (caller, destination_service_namespace, destination_service_name) (ALERTS{alertname="UndeclaredEdge", alertstate="firing"})',
                    legend: "Edges",
                },
            ],
        ),
        list(
            {
                title: "Hosts that the graph does not have",
                about: "Who called out of what it declared, and what its proxy did with it.",
                unit: "reqps",
                width: 12,
            },
            [
                {
                    expr: `${sum(`${requests(nowhere)} or ${rate("istio_tcp_connections_opened_total", nowhere)}`, ["source_workload_namespace", "source_workload", "destination_service_name"])} > 0`,
                    legend: "Calls",
                },
            ],
        ),
    ],
};

const certificates: Row = {
    title: "Certificates",
    panels: [
        graph(
            {
                title: "Time left of workloads' certificates",
                about: "The ten that end first.",
                unit: "dtdurations",
                width: 12,
            },
            [
                {
                    expr: `bottomk(10, min by (namespace, app) (istio_agent_cert_expiry_seconds{resource_name="default", ${where}}))`,
                    legend: "{{namespace}}/{{app}}",
                },
            ],
        ),
        list(
            {
                title: "Time left of public hosts' certificates",
                about: "cert-manager renews at two thirds of the lifetime.",
                unit: "dtdurations",
                width: 12,
            },
            [
                {
                    expr: "min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds) - time()",
                    legend: "Ends in",
                },
            ],
        ),
    ],
};

const events: Row = {
    title: "Security events",
    panels: [
        logLines(
            {
                title: "Refused, in dry run or in earnest, and plain-text connections that were broken off",
                about: "Access log of the proxy that refused: caller is the certificate that was shown, server the one it was shown to.",
            },
            securityEvents("$namespace"),
        ),
    ],
};
