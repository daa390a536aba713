import type { AlertReceiver } from "../../graph";

export interface AlertmanagerSettings {
    readonly receivers: ReadonlyMap<string, AlertReceiver>;
    readonly routes: { readonly critical?: string; readonly default?: string };
    /** Folder that has one folder for each Secret. */
    readonly secrets: string;
}

/** Who shows alerts and calls nobody. */
const nobody = "nobody";

/**
 * `alertmanager.yml`. Addresses with credentials in them are read from files, so that nothing secret stands in it. What
 * is only shown never leaves; the watchdog goes where everything else goes, since it is for whoever misses it.
 */
export function alertmanagerConfig(settings: AlertmanagerSettings): Readonly<Record<string, unknown>> {
    const { receivers, routes, secrets } = settings;
    const usual = routes.default ?? nobody;
    return {
        route: {
            receiver: usual,
            // One message for a service, however many of its alerts fire.
            group_by: ["alertname", "namespace", "service"],
            group_wait: "30s",
            group_interval: "5m",
            repeat_interval: "12h",
            routes: [
                { matchers: ['severity="info"'], receiver: nobody },
                ...(routes.critical === undefined
                    ? []
                    : [
                          {
                              matchers: ['severity="critical"'],
                              receiver: routes.critical,
                              repeat_interval: "1h",
                          },
                      ]),
                {
                    matchers: ['alertname="Watchdog"'],
                    receiver: usual,
                    group_by: ["alertname"],
                    repeat_interval: "5m",
                },
            ],
        },
        inhibit_rules: [
            // Whoever is called about a service need not be told that it also burns slowly.
            {
                source_matchers: ['severity="critical"'],
                target_matchers: ['severity=~"warning|info"'],
                equal: ["alertname", "namespace", "service"],
            },
            // What follows from a control plane that is away.
            {
                source_matchers: ['alertname="IstiodDown"'],
                target_matchers: [
                    'alertname=~"SlowConvergence|ProxiesWithoutControlPlane|ControlPlaneAvailabilityBurn|DiscoveryInaccurate|TargetDown"',
                ],
            },
        ],
        receivers: [
            { name: nobody },
            ...[...receivers].map(([name, receiver]) => receiverOf(name, receiver, secrets)),
        ],
    };
}

function receiverOf(
    name: string,
    receiver: AlertReceiver,
    secrets: string,
): Readonly<Record<string, unknown>> {
    const folder = `${secrets}/${receiver.secret}`;
    switch (receiver.kind) {
        case "webhook":
            return { name, webhook_configs: [{ url_file: `${folder}/url`, send_resolved: true }] };
        case "slack":
            return {
                name,
                slack_configs: [
                    {
                        api_url_file: `${folder}/url`,
                        channel: receiver.channel,
                        send_resolved: true,
                        title: "{{ .CommonLabels.alertname }} {{ .CommonLabels.namespace }} {{ .CommonLabels.service }}",
                        text: "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.runbook_url }}\n{{ end }}",
                    },
                ],
            };
        case "pagerduty":
            return {
                name,
                pagerduty_configs: [
                    {
                        routing_key_file: `${folder}/key`,
                        description: "{{ .CommonAnnotations.summary }}",
                        severity: "{{ .CommonLabels.severity }}",
                        links: [{ href: "{{ .CommonAnnotations.runbook_url }}", text: "what to do" }],
                    },
                ],
            };
    }
}
