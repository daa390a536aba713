import type { ObservabilityContext } from "../context";
import { type Dashboard, dashboard, type Row, tag } from "./dashboard";
import { linksOut } from "./links";
import { figure, graph, list } from "./panels";
import { rate, sum } from "./queries";
import { meshUids } from "./uids";

/**
 * DSH-02. Pilot, Citadel and Galley were programs of their own until Istio 1.5; each is a row here, made of what
 * istiod measures of the same work.
 */
export function controlPlane(context: ObservabilityContext): Dashboard {
    return dashboard({
        uid: meshUids.controlPlane,
        title: "Istio Control Plane",
        description:
            "Does configuration reach the proxies, are certificates issued, is what people write accepted.",
        tags: [`${tag}-mesh`],
        sources: ["metrics"],
        links: linksOut(context, "control-plane"),
        rows: [now, pilot, citadel, galley, process],
    });
}

const now: Row = {
    title: "Now",
    panels: [
        figure(
            { title: "istiod that answer", about: "Of every revision together.", unit: "short", width: 4 },
            { expr: "count(istiod_uptime_seconds) or vector(0)", levels: { good: "high", warn: 1, bad: 1 } },
        ),
        figure(
            {
                title: "Proxies connected",
                about: "A drop without a rollout: they cannot reach istiod.",
                unit: "short",
                width: 4,
            },
            { expr: "sum(pilot_xds)", levels: { good: "any" } },
        ),
        figure(
            {
                title: "99 % of proxies up to date within",
                about: "From a change to the proxies that have it.",
                unit: "s",
                width: 4,
            },
            {
                expr: `histogram_quantile(0.99, ${sum(rate("pilot_proxy_convergence_time_bucket"), ["le"])})`,
                levels: { good: "low", warn: 5, bad: 30 },
            },
        ),
        figure(
            {
                title: "Configurations rejected",
                about: "By proxies, since they started. Each keeps what it had before.",
                unit: "short",
                width: 4,
            },
            {
                expr: "sum(increase(pilot_total_xds_rejects[$__range])) or vector(0)",
                levels: { good: "low", warn: 1, bad: 5 },
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
        list({ title: "Versions", about: "istiod and what is connected to it.", unit: "short", width: 4 }, [
            { expr: "sum by (version) (pilot_xds)", legend: "Proxies" },
        ]),
    ],
};

const pilot: Row = {
    title: "Pilot: configuration to the proxies",
    panels: [
        graph({ title: "Pushes", about: "By what was sent.", unit: "short", width: 8 }, [
            { expr: sum(rate("pilot_xds_pushes"), ["type"]), legend: "{{type}}" },
        ]),
        graph(
            {
                title: "Why it pushed",
                about: "Much of one kind while nothing changes: something changes and changes back.",
                unit: "short",
                width: 8,
            },
            [{ expr: sum(rate("pilot_push_triggers"), ["type"]), legend: "{{type}}" }],
        ),
        graph(
            {
                title: "From a change to the proxies",
                about: "Convergence: queued, computed, sent.",
                unit: "s",
                width: 8,
            },
            [0.5, 0.9, 0.99].map((quantile) => ({
                expr: `histogram_quantile(${quantile}, ${sum(rate("pilot_proxy_convergence_time_bucket"), ["le"])})`,
                legend: `${quantile * 100} %`,
            })),
        ),
        graph(
            {
                title: "Rejected by proxies, and conflicts",
                about: "Configuration that means two things, or that Envoy will not take.",
                unit: "short",
                width: 12,
            },
            [
                { expr: sum(rate("pilot_total_xds_rejects"), ["type"]), legend: "rejected {{type}}" },
                { expr: "sum(pilot_conflict_inbound_listener)", legend: "inbound listeners in conflict" },
                {
                    expr: "sum(pilot_conflict_outbound_listener_tcp_over_current_tcp)",
                    legend: "outbound listeners in conflict",
                },
                { expr: "sum(pilot_duplicate_envoy_clusters)", legend: "clusters twice" },
            ],
        ),
        graph(
            {
                title: "What it serves",
                about: "Services, routes and proxies it knows.",
                unit: "short",
                width: 12,
            },
            [
                { expr: "max(pilot_services)", legend: "services" },
                { expr: "max(pilot_virt_services)", legend: "virtual services" },
                { expr: "sum(pilot_xds)", legend: "proxies" },
                { expr: "max(pilot_endpoint_not_ready)", legend: "endpoints not ready" },
            ],
        ),
    ],
};

const citadel: Row = {
    title: "Citadel: certificates",
    panels: [
        graph(
            {
                title: "Certificates asked for and issued",
                about: "The two lie on one another, or somebody was refused.",
                unit: "short",
                width: 12,
            },
            [
                { expr: sum(rate("citadel_server_csr_count")), legend: "asked for" },
                { expr: sum(rate("citadel_server_success_cert_issuance_count")), legend: "issued" },
            ],
        ),
        graph(
            {
                title: "Time left of the root certificate",
                about: "It must be replaced long before: proxies have to trust both for a while.",
                unit: "dtdurations",
                width: 12,
            },
            [{ expr: "min(citadel_server_root_cert_expiry_timestamp) - time()", legend: "root" }],
        ),
    ],
};

const galley: Row = {
    title: "Galley: validation of what people write",
    panels: [
        graph(
            {
                title: "Objects judged",
                about: "By the webhook. Refusals are told to whoever wrote them.",
                unit: "short",
                width: 12,
            },
            [
                { expr: sum(rate("galley_validation_passed"), ["resource"]), legend: "passed {{resource}}" },
                {
                    expr: sum(rate("galley_validation_failed"), ["resource", "reason"]),
                    legend: "refused {{resource}}: {{reason}}",
                },
            ],
        ),
        graph(
            {
                title: "Pods given a proxy",
                about: "By the injection webhook; the difference between the two failed.",
                unit: "short",
                width: 12,
            },
            [
                { expr: sum(rate("sidecar_injection_requests_total")), legend: "asked for" },
                { expr: sum(rate("sidecar_injection_success_total")), legend: "given" },
            ],
        ),
    ],
};

const process: Row = {
    title: "istiod itself",
    panels: [
        graph({ title: "CPU", about: "Cores in use.", unit: "short", width: 12 }, [
            {
                expr: 'sum by (pod) (rate(process_cpu_seconds_total{job="istiod"}[$__rate_interval]))',
                legend: "{{pod}}",
            },
        ]),
        graph({ title: "Memory", about: "Resident memory.", unit: "bytes", width: 12 }, [
            { expr: 'sum by (pod) (process_resident_memory_bytes{job="istiod"})', legend: "{{pod}}" },
        ]),
    ],
};
