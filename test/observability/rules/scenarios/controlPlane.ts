import { appearing, growing, type ScenarioOf, steady } from "./model";

const target = 'job="istiod",instance="10.0.0.1:15014"';
const up = { [`up{${target}}`]: steady(1) };
const day = 86_400;

/** Istiod, certificates, revisions. */
export const controlPlaneScenarios: Readonly<Record<string, ScenarioOf>> = {
    IstiodDown: ({ labels }) => ({
        // That of another revision does not stand in for it.
        fires: {
            [`up{${target},revision="${labels?.["revision"]}"}`]: steady(0),
            'up{job="istiod",instance="b",revision="0-0-0"}': steady(1),
        },
        silent: { [`up{${target},revision="${labels?.["revision"]}"}`]: steady(1) },
    }),
    ProxyRejectedConfiguration: () => ({
        fires: { ...up, [`pilot_total_xds_rejects{${target},type="cds"}`]: appearing(1) },
        silent: { ...up, [`pilot_total_xds_rejects{${target},type="cds"}`]: steady(1) },
    }),
    IstiodPushErrors: () => ({
        fires: { ...up, [`pilot_xds_write_timeout{${target}}`]: appearing(1) },
        silent: { ...up, [`pilot_xds_write_timeout{${target}}`]: steady(7) },
    }),
    SlowConvergence: ({ threshold }) => ({
        fires: convergence(threshold, 90),
        silent: convergence(threshold, 99.5),
    }),
    ConfigurationRefused: () => ({
        fires: { ...up, [failed]: appearing(1) },
        silent: { ...up, [failed]: steady(3) },
    }),
    ConfigurationConflicts: () => ({
        fires: {
            [`pilot_conflict_inbound_listener{${target}}`]: steady(0),
            [`pilot_vservice_dup_domain{${target}}`]: steady(1),
        },
        silent: {
            [`pilot_conflict_inbound_listener{${target}}`]: steady(0),
            [`pilot_vservice_dup_domain{${target}}`]: steady(0),
        },
    }),
    ProxiesWithoutControlPlane: () => ({
        fires: { ...proxies, [`pilot_xds{${target},version="1.31.1"}`]: steady(1) },
        silent: { ...proxies, [`pilot_xds{${target},version="1.31.1"}`]: steady(2) },
    }),
    DiscoveryInaccurate: ({ threshold }) => ({
        fires: pushes(threshold * 1.5),
        silent: pushes(threshold * 0.75),
        at: "1h10m",
    }),
    ControlPlaneAvailabilityBurn: ({ threshold }) => {
        const outage = outages[threshold];
        if (outage === undefined) {
            throw new Error(`no outage burns ${threshold} times too fast`);
        }
        const { step, all, fires, silent } = outage;
        return {
            fires: { [`up{${target}}`]: samples(outage, fires) },
            silent: { [`up{${target}}`]: samples(outage, silent) },
            at: `${(all * (step === "30s" ? 1 : 4)) / 2}m`,
            interval: step,
        };
    },
    RootCertificateExpiry: ({ threshold }) => ({
        fires: { [`citadel_server_root_cert_expiry_timestamp{${target}}`]: steady(threshold * day * 0.75) },
        silent: { [`citadel_server_root_cert_expiry_timestamp{${target}}`]: steady(threshold * day * 1.5) },
    }),
    WorkloadCertificateExpiry: ({ threshold }) => ({
        fires: { [certificate]: steady(threshold * 3600 * 0.75) },
        silent: { [certificate]: steady(threshold * 3600 * 1.5) },
    }),
    GatewayCertificateExpiry: ({ threshold }) => ({
        fires: { [managed("expiration_timestamp_seconds")]: `${threshold * day * 0.75}x150` },
        silent: { [managed("expiration_timestamp_seconds")]: `${threshold * day * 1.5}x150` },
        at: "2h",
    }),
    CertificateNotReady: () => ({
        fires: {
            [managed("ready_status", 'condition="True"')]: steady(0),
            [managed("ready_status", 'condition="False"')]: steady(1),
        },
        silent: {
            [managed("ready_status", 'condition="True"')]: steady(1),
            [managed("ready_status", 'condition="False"')]: steady(0),
        },
    }),
    ProxyOnUndeclaredRevision: (alert) => ({
        fires: { 'envoy_server_live{namespace="shop",pod="a",revision="0-9-9"}': steady(1) },
        silent: {
            [`envoy_server_live{namespace="shop",pod="a",revision="${declared(alert.expr(0))}"}`]: steady(1),
        },
        at: "50m",
    }),
    ProxyVersionSkew: (alert) => ({
        fires: { [`pilot_xds{${target},version="0.9.9"}`]: "3x100" },
        silent: { [`pilot_xds{${target},version="${declared(alert.expr(0))}"}`]: "3x100" },
        at: "90m",
    }),
};

/** Samples of an outage: how far apart, how many, how long before the last, and how many lie in it for either case. */
interface Outage {
    readonly step: string;
    readonly all: number;
    readonly before: number;
    readonly fires: number;
    readonly silent: number;
}

/** By speed. The long window's share lies between the limit and its double, or between its half and the limit. */
const outages: Readonly<Record<number, Outage>> = {
    // An hour has 120 samples, of which 1.44 % are 1.7; and so on.
    14.4: { step: "30s", all: 240, before: 5, fires: 2, silent: 1 },
    6: { step: "30s", all: 900, before: 20, fires: 6, silent: 3 },
    3: { step: "2m", all: 900, before: 15, fires: 4, silent: 2 },
    // Of the three days of the slowest there are as many as it takes.
    1: { step: "2m", all: 1500, before: 25, fires: 2, silent: 1 },
};

function samples({ all, before }: Outage, down: number): string {
    return `1x${all - before - down} 0x${down - 1} 1x${before - 1}`;
}

const failed = `galley_validation_failed{${target},group="networking.istio.io",resource="virtualservices",reason="invalid_resource"}`;
const certificate =
    'istio_agent_cert_expiry_seconds{namespace="shop",app="web",pod="web-1",resource_name="default"}';
const proxies = {
    'envoy_server_live{namespace="shop",pod="a"}': steady(1),
    'envoy_server_live{namespace="shop",pod="b"}': steady(1),
};

/** The first of what the expression takes for declared. */
function declared(expression: string): string {
    const known = /!~"([^"]+)"/.exec(expression)?.[1] ?? "";
    return known.split("|")[0]?.replaceAll("\\\\", "") ?? "";
}

function managed(metric: string, ...labels: readonly string[]): string {
    return `certmanager_certificate_${metric}{${['namespace="istio-ingress"', 'name="api"', ...labels].join(",")}}`;
}

/** This share of a hundred changes reaches proxies within the threshold. */
function convergence(threshold: number, within: number): Readonly<Record<string, string>> {
    const bucket = (le: number | string) => `pilot_proxy_convergence_time_bucket{${target},le="${le}"}`;
    return {
        [bucket(threshold / 4)]: growing(within === 90 ? 10 : 20),
        [bucket(threshold)]: growing(within),
        [bucket(threshold * 1.8)]: growing(100),
        [bucket("+Inf")]: growing(100),
    };
}

function pushes(ratio: number): Readonly<Record<string, string>> {
    return {
        [`pilot_xds_pushes{${target},type="cds"}`]: "0+1000x80",
        [`pilot_total_xds_rejects{${target},type="cds"}`]: `0+${ratio * 1000}x80`,
    };
}
