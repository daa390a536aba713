import type { Alert, RuleGroup } from "./model";

const dayInSeconds = 86_400;

/** How long certificates last: the mesh's root, those of workloads, and those of public hosts. */
export function certificateRules({ certManager }: { readonly certManager: boolean }): RuleGroup {
    return {
        name: "mesh.certificates",
        rules: [
            rootExpiry(30, "warning"),
            rootExpiry(7, "critical"),
            workloadExpiry,
            ...(certManager ? [gatewayExpiry, notReady] : []),
        ],
    };
}

function rootExpiry(days: number, severity: "warning" | "critical"): Alert {
    return {
        alert: "RootCertificateExpiry",
        threshold: days,
        expr: (threshold) =>
            `(min(citadel_server_root_cert_expiry_timestamp) - time()) / ${dayInSeconds} < ${threshold}`,
        for: "15m",
        severity,
        page: "certificates",
        summary: `the mesh's root certificate ends within ${days} days`,
        description:
            "In {{ $value | humanize }} days no proxy trusts another any more: every call in the mesh fails at once.",
    };
}

const workloadExpiry: Alert = {
    alert: "WorkloadCertificateExpiry",
    threshold: 4,
    // They live for a day and are renewed at half of it.
    expr: (threshold) =>
        `min by (namespace, app, pod) (istio_agent_cert_expiry_seconds{resource_name="default"}) / 3600 < ${threshold}`,
    for: "15m",
    severity: "critical",
    page: "certificates",
    summary: "the certificate of {{ $labels.namespace }}/{{ $labels.pod }} is not renewed",
    description: "It ends in {{ $value | humanize }} hours; then nobody talks to this pod any more.",
};

const gatewayExpiry: Alert = {
    alert: "GatewayCertificateExpiry",
    threshold: 14,
    expr: (threshold) =>
        `(min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds) - time()) / ${dayInSeconds} < ${threshold}`,
    for: "1h",
    severity: "warning",
    page: "certificates",
    summary: "certificate {{ $labels.namespace }}/{{ $labels.name }} ends within two weeks",
    description:
        "cert-manager renews at two thirds of the lifetime and has not: {{ $value | humanize }} days are left.",
};

const notReady: Alert = {
    alert: "CertificateNotReady",
    threshold: 1,
    expr: (threshold) =>
        `max by (namespace, name) (certmanager_certificate_ready_status{condition="True"}) < ${threshold}`,
    for: "15m",
    severity: "warning",
    page: "certificates",
    summary: "certificate {{ $labels.namespace }}/{{ $labels.name }} cannot be issued",
    description: "Its issuer refuses or does not answer; what it is for serves the old one, or none.",
};
