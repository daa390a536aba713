import { expect } from "chai";
import { parse } from "yaml";
import type { Observability } from "../../../components/graph/observability";
import { accessLogFields as logged } from "../../../components/istio/values/accessLog";
import { dataSourcesFile } from "../../../components/observability/grafana/dataSources";
import { grafanaIni } from "../../../components/observability/grafana/settings";
import { accessLogFields } from "../../../components/observability/logAgent/accessLog";
import { indexLabels } from "../../../components/observability/loki/lokiConfig";
import { contextOf } from "../support/contexts";
import { errorsInLogQl } from "../support/logql";
import { problemsOf } from "../support/promql";

interface DataSource {
    readonly name: string;
    readonly uid: string;
    readonly type: string;
    readonly url: string;
    readonly isDefault: boolean;
    readonly jsonData: Readonly<Record<string, unknown>> & {
        readonly tracesToLogsV2?: { readonly datasourceUid: string; readonly query: string };
        readonly tracesToMetrics?: {
            readonly datasourceUid: string;
            readonly queries: readonly { readonly query: string }[];
            readonly tags: readonly { readonly value: string }[];
        };
        readonly derivedFields?: readonly {
            readonly matcherRegex: string;
            readonly url: string;
            readonly datasourceUid: string;
        }[];
        readonly nodeGraph?: { readonly enabled: boolean };
    };
}

/** As Grafana reads the file: `$$` is a dollar. */
function sources(more: Partial<Observability> = {}): readonly DataSource[] {
    const file: { datasources: DataSource[] } = parse(
        dataSourcesFile(contextOf({ namespaces: [] }, more)).replaceAll("$$", "$"),
    );
    return file.datasources;
}

function source(type: string, more: Partial<Observability> = {}): DataSource {
    const found = sources(more).find((each) => each.type === type);
    if (found === undefined) {
        throw new Error(`no data source of type ${type}`);
    }
    return found;
}

describe("Grafana's data sources", () => {
    it("are the four of the stack, by uids that dashboards and links know", () => {
        expect(
            sources().map(({ name, uid, type, url, isDefault }) => [name, uid, type, url, isDefault]),
        ).to.deep.equal([
            [
                "Prometheus",
                "prometheus",
                "prometheus",
                "http://prometheus.observability.svc.cluster.local:9090",
                true,
            ],
            ["Jaeger", "jaeger", "jaeger", "http://jaeger.observability.svc.cluster.local:16686", false],
            ["Loki", "loki", "loki", "http://loki.observability.svc.cluster.local:3100", false],
            [
                "Alertmanager",
                "alertmanager",
                "alertmanager",
                "http://alertmanager.observability.svc.cluster.local:9093",
                false,
            ],
        ]);
    });

    it("lead from a span to its log lines by trace and by request, in LogQL over labels that Loki has", () => {
        const { query = "", datasourceUid } = source("jaeger").jsonData.tracesToLogsV2 ?? {};
        expect(datasourceUid).to.equal("loki");
        expect(query).to.equal(
            `{k8s_namespace_name="\${__span.tags["istio.namespace"]}"} | trace_id=\`\${__span.traceId}\` or request_id=\`\${__span.tags["guid:x-request-id"]}\``,
        );
        expect(errorsInLogQl(query)).to.equal(0);
        expect(errorsInLogQl(query.replace("|", "|| "))).to.be.greaterThan(0);
        expect(indexLabels.map((label) => label.replaceAll(".", "_"))).to.include("k8s_namespace_name");
        expect(accessLogFields).to.include("request_id");
    });

    it("lead from a span to the metrics of its service, in PromQL over labels that Istio gives", () => {
        const { queries = [], tags = [], datasourceUid } = source("jaeger").jsonData.tracesToMetrics ?? {};
        expect(datasourceUid).to.equal("prometheus");
        expect(queries).to.have.length(3);
        const matchers = tags.map(({ value }) => `${value}="x"`).join(", ");
        for (const { query } of queries) {
            expect(query).to.contain("$__tags");
            expect(problemsOf(query.replace("$__tags", matchers))).to.deep.equal([]);
            expect(problemsOf(query.replace("$__tags", 'no_label="x"'))).to.have.length(1);
        }
    });

    it("draw the graph of a trace's nodes", () => {
        expect(source("jaeger").jsonData.nodeGraph).to.deep.equal({ enabled: true });
    });

    it("lead from a line to its trace", () => {
        const [field] = source("loki").jsonData.derivedFields ?? [];
        // The agent makes it of the header that proxies log.
        expect(accessLogFields).to.include("traceparent");
        expect(logged.traceparent).to.equal("%REQ(TRACEPARENT)%");
        expect(field).to.deep.include({
            matcherRegex: "trace_id",
            url: `\${__value.raw}`,
            datasourceUid: "jaeger",
        });
    });

    it("name no other that is not there", () => {
        for (const off of ["prometheus", "jaeger", "loki", "alertmanager"] as const) {
            const left = sources({ [off]: { mode: "off" } });
            expect(left.map(({ uid }) => uid)).to.not.include(off);
            const uids = [
                ...JSON.stringify(left).matchAll(/"(?:datasourceUid|alertmanagerUid)":"(\w+)"/g),
            ].map(([, uid]) => uid);
            expect(uids).to.not.include(off);
        }
    });

    it("are what exists, where it exists, and of a Jaeger that only takes spans nothing", () => {
        const existing = { host: "prometheus.example.com", port: 443, tls: true, namespace: "monitoring" };
        expect(source("prometheus", { prometheus: { mode: "existing", ...existing } }).url).to.equal(
            "https://prometheus.example.com:443",
        );
        const jaeger = { mode: "existing", host: "jaeger.example.com", port: 4317, tls: true } as const;
        expect(sources({ jaeger }).map(({ type }) => type)).to.not.include("jaeger");
        expect(
            source("jaeger", { jaeger: { ...jaeger, query: "https://jaeger.example.com/" } }).url,
        ).to.equal("https://jaeger.example.com");
    });

    it("escape every dollar that Grafana would take for the environment's", () => {
        const text = dataSourcesFile(contextOf({ namespaces: [] }));
        expect(text).to.contain("$$__tags").and.to.contain("$${__span.traceId}");
        expect(text.replaceAll("$$", "")).to.not.contain("$");
    });
});

describe("grafana.ini", () => {
    const settings = (rootUrl?: string) =>
        read(grafanaIni({ ...(rootUrl === undefined ? {} : { rootUrl }), home: "/home.json" }));

    it("lets nobody in without a password and nobody sign up", () => {
        expect(settings()["auth.anonymous"]).to.deep.equal({ enabled: "false" });
        expect(settings()["users"]).to.deep.include({ allow_sign_up: "false", allow_org_create: "false" });
        expect(settings()["security"]).to.deep.include({
            cookie_secure: "true",
            cookie_samesite: "strict",
            allow_embedding: "false",
        });
    });

    it("takes user and password from files", () => {
        expect(settings()["security"]).to.deep.include({
            admin_user: "$__file{/etc/meshwright/grafana-admin/user}",
            admin_password: "$__file{/etc/meshwright/grafana-admin/password}",
        });
    });

    it("asks nothing of the internet, least of all newer data sources in place of those in its image", () => {
        expect(Object.values(settings()["analytics"] ?? {})).to.deep.equal([
            "false",
            "false",
            "false",
            "false",
        ]);
        expect(settings()["plugins"]).to.deep.include({
            preinstall_disabled: "true",
            plugin_admin_enabled: "false",
        });
        expect(settings()["news"]).to.deep.equal({ news_feed_enabled: "false" });
        expect(settings()["snapshots"]).to.deep.equal({ external_enabled: "false" });
    });

    it("says where browsers reach it, and demands TLS there when that is what they use", () => {
        expect(settings()["server"]).to.deep.equal({ http_port: "3000" });
        expect(settings("https://grafana.example.com")["server"]).to.deep.include({
            root_url: "https://grafana.example.com/",
        });
        expect(settings("https://grafana.example.com")["security"]).to.deep.include({
            strict_transport_security: "true",
        });
        expect(settings("http://grafana.example.com")["security"]).to.deep.include({
            strict_transport_security: "false",
        });
    });
});

function read(text: string): Record<string, Record<string, string>> {
    const sections: Record<string, Record<string, string>> = {};
    let current: Record<string, string> = {};
    for (const line of text.split("\n").filter((each) => each !== "")) {
        const section = /^\[(.+)\]$/.exec(line)?.[1];
        const [key = "", value = ""] = line.split(" = ");
        if (section === undefined) {
            current[key] = value;
        } else {
            expect(sections, "a section stands once").to.not.have.property(section);
            current = {};
            sections[section] = current;
        }
    }
    return sections;
}
