import { ports } from "../names";

/** Where what Grafana reads and writes lies in its container. */
export const folders = {
    settings: "/etc/meshwright/grafana",
    secret: "/etc/meshwright/grafana-admin",
    provisioning: "/etc/grafana/provisioning",
    dashboards: "/etc/meshwright/dashboards",
    data: "/var/lib/grafana",
    scratch: "/tmp",
} as const;

export interface GrafanaSettings {
    /** Where browsers reach it; absent: by a forwarded port. */
    readonly rootUrl?: string;
    /** File of the dashboard that everybody sees first. */
    readonly home: string;
}

/**
 * `grafana.ini`. Nobody gets in without a password, nobody signs up, nothing is asked of or told to the internet, and
 * what is provisioned is not edited in the browser. The password is a file, because the environment of a process can
 * be read by whoever may look at it.
 */
export function grafanaIni({ rootUrl, home }: GrafanaSettings): string {
    return ini({
        server: {
            http_port: ports.grafana,
            ...(rootUrl === undefined ? {} : { root_url: `${rootUrl}/` }),
        },
        security: {
            admin_user: `$__file{${folders.secret}/user}`,
            admin_password: `$__file{${folders.secret}/password}`,
            // Browsers keep these from plain HTTP, so that a forwarded port works on localhost only, which they trust.
            cookie_secure: true,
            cookie_samesite: "strict",
            disable_gravatar: true,
            allow_embedding: false,
            strict_transport_security: rootUrl?.startsWith("https://") ?? false,
        },
        "auth.anonymous": { enabled: false },
        auth: { oauth_auto_login: false },
        users: { allow_sign_up: false, allow_org_create: false, viewers_can_edit: false },
        snapshots: { external_enabled: false },
        analytics: {
            reporting_enabled: false,
            check_for_updates: false,
            check_for_plugin_updates: false,
            feedback_links_enabled: false,
        },
        plugins: {
            plugin_admin_enabled: false,
            preinstall_disabled: true,
            public_key_retrieval_disabled: true,
        },
        news: { news_feed_enabled: false },
        // It shows Prometheus's alerts and has none of its own: there would be two places to look for one.
        unified_alerting: { enabled: true, execute_alerts: false },
        dashboards: { default_home_dashboard_path: home, min_refresh_interval: "10s" },
        // On the port of its users, which nobody is let past the proxy to.
        metrics: { enabled: false },
        log: { mode: "console" },
        "log.console": { format: "json" },
    });
}

type Section = Readonly<Record<string, string | number | boolean>>;

function ini(sections: Readonly<Record<string, Section>>): string {
    return Object.entries(sections)
        .map(
            ([name, values]) =>
                `[${name}]\n${Object.entries(values)
                    .map(([key, value]) => `${key} = ${value}\n`)
                    .join("")}`,
        )
        .join("\n");
}
