import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { alertmanagerConfig } from "../../../components/observability/alertmanager/config";
import { estimateSeries } from "../../../components/observability/cardinality";
import { yamlText } from "../../../components/observability/configText";
import { prometheusConfig } from "../../../components/observability/prometheus/config";
import { settingsOf } from "../../../components/observability/prometheus/manifests";
import { isAlert, ruleFiles, ruleFileText } from "../../../components/observability/rules";
import { runCommand } from "../../../lab/tools";
import { metricsIn } from "../../observability/support/promql";
import { shippedContext, shippedStacks } from "../../observability/support/shipped";
import { eventually, folderFor, freePorts, json, pathOf, startProgram, stopPrograms, text } from "./support";
import { scrapedAt, startPrometheus, valuesAt } from "./support/prometheus";
import { type StandInTarget, standInTarget } from "./support/standInTarget";

async function said(tool: "promtool" | "amtool", args: readonly string[]): Promise<string> {
    const { code, stdout, tail } = await runCommand(await pathOf(tool), args, { environment: process.env });
    expect(code, `${stdout}\n${tail.join("\n")}`).to.equal(0);
    return stdout.trim();
}

describe("the configurations of Prometheus and Alertmanager", () => {
    const folder = folderFor("prometheus");
    after(stopPrograms);

    for (const stack of shippedStacks) {
        it(`are taken by promtool and amtool as they are for the ${stack} stack`, async () => {
            const context = shippedContext(stack);
            const file = join(folder, `${stack}.yml`);
            writeFileSync(file, yamlText(prometheusConfig(settingsOf(context))));
            // Discovery in a cluster and its files are not here: the words alone.
            await said("promtool", ["check", "config", "--syntax-only", file]);
            const { alertmanager } = context.observability;
            if (alertmanager.mode !== "install") {
                throw new Error("the stack installs no Alertmanager");
            }
            const alerts = join(folder, `${stack}-alertmanager.yml`);
            writeFileSync(
                alerts,
                yamlText(alertmanagerConfig({ ...alertmanager, secrets: "/etc/receivers" })),
            );
            await said("amtool", ["check-config", alerts]);
        });
    }

    it("send what is critical to those who are called, the rest to the others, and what is only shown to nobody", async () => {
        const alerts = join(folder, "routes.yml");
        const receivers = new Map([
            ["pager", { kind: "pagerduty" as const, secret: "a" }],
            ["chat", { kind: "slack" as const, secret: "b", channel: "#mesh" }],
            ["hook", { kind: "webhook" as const, secret: "c" }],
        ]);
        const routes = { critical: "pager", default: "chat" };
        writeFileSync(alerts, yamlText(alertmanagerConfig({ receivers, routes, secrets: "/etc/receivers" })));
        await said("amtool", ["check-config", alerts]);
        const route = (...labels: readonly string[]) =>
            said("amtool", ["config", "routes", "test", `--config.file=${alerts}`, ...labels]);
        expect(await route("severity=critical", "alertname=IstiodDown")).to.equal("pager");
        expect(await route("severity=warning", "alertname=TargetDown")).to.equal("chat");
        expect(await route("severity=info", "alertname=DryRunDenied")).to.equal("nobody");
        expect(await route("severity=none", "alertname=Watchdog")).to.equal("chat");
    });
});

describe("a real Prometheus with the generated configuration", () => {
    const folder = folderFor("prometheus");
    const context = shippedContext("prod");
    const targets = new Map<string, StandInTarget>();
    let prometheus: string;
    let alertmanager: string;

    before(async () => {
        const [own = 0, alerts = 0] = await freePorts(2);
        prometheus = `127.0.0.1:${own}`;
        alertmanager = `127.0.0.1:${alerts}`;
        targets.set("envoy-stats", await standInTarget(proxyText(0)));
        targets.set("otel-collector", await standInTarget("otelcol_receiver_refused_spans 3\n"));
        targets.set(
            "otel-collector-spans",
            await standInTarget('traces_span_metrics_calls_total{job="web"} 1\n'),
        );
        for (const { name, groups } of ruleFiles(context, estimateSeries(context.graph).total)) {
            writeFileSync(join(folder, `${name}.yml`), ruleFileText(groups, context.observability.runbooks));
        }
        writeFileSync(
            join(folder, "alertmanager.yaml"),
            yamlText(alertmanagerConfig({ receivers: new Map(), routes: {}, secrets: folder })),
        );
        await startProgram({
            tool: "alertmanager",
            args: [
                "--config.file=alertmanager.yaml",
                "--storage.path=alerts",
                `--web.listen-address=${alertmanager}`,
                "--cluster.listen-address=",
            ],
            folder,
            ready: () => text(`http://${alertmanager}/-/ready`),
        });
        const addresses = [...targets].map(([job, target]): [string, string] => [job, target.address]);
        const settings = scrapedAt(settingsOf(context), new Map([["prometheus", prometheus], ...addresses]));
        const elsewhere = {
            ruleFiles: [join(folder, "rules-*.yml")],
            alertmanager: { address: alertmanager, scheme: "http" as const },
        };
        await startPrometheus({ ...settings, ...elsewhere }, prometheus, folder);
    });

    after(async () => {
        await stopPrograms();
        await Promise.all([...targets.values()].map((target) => target.close()));
    });

    const values = (query: string) => valuesAt(prometheus, query);

    it("keeps what rules read of a proxy, drops the rest, and lets an application's own pass (MET-07)", async () => {
        await eventually("the proxy is scraped", async () => {
            expect(await values('istio_requests_total{job="envoy-stats"}')).to.deep.equal(["7"]);
        });
        expect(await values("orders_open")).to.deep.equal(["5"]);
        expect(await values("envoy_cluster_upstream_cx_active")).to.deep.equal(["2"]);
        for (const dropped of [
            "envoy_cluster_update_attempt",
            "istio_agent_go_goroutines",
            "istio_requests_total_other",
        ]) {
            expect(await values(dropped), dropped).to.deep.equal([]);
        }
    });

    it("finds bounds of histograms whichever way they are written", async () => {
        expect(await values('istio_request_duration_milliseconds_bucket{le=~"1000(\\\\.0)?"}')).to.deep.equal(
            ["6"],
        );
    });

    it("gives counters of collectors one name, and leaves spans the service they are of", async () => {
        await eventually("the collector is scraped", async () => {
            expect(await values("otelcol_receiver_refused_spans_total")).to.deep.equal(["3"]);
            expect(await values('traces_span_metrics_calls_total{job="web"}')).to.deep.equal(["1"]);
        });
    });

    it("evaluates every rule without a failure", async () => {
        await eventually("all groups were evaluated", async () => {
            const { data } = await json<{
                data: { groups: { name: string; rules: { health: string; lastError?: string }[] }[] };
            }>(`http://${prometheus}/api/v1/rules`);
            const rules = data.groups.flatMap((group) =>
                group.rules.map((rule) => `${group.name}: ${rule.health} ${rule.lastError ?? ""}`.trim()),
            );
            expect(rules.length).to.be.greaterThan(200);
            expect(rules.filter((rule) => !rule.endsWith(": ok"))).to.deep.equal([]);
        });
    });

    it("tells Alertmanager of a denied request, with its runbook, and amtool sees it there", async () => {
        const target = targets.get("envoy-stats");
        if (target === undefined) {
            throw new Error("no proxy to deny anything");
        }
        target.text = proxyText(1);
        const found = await eventually("the alert arrives", async () => {
            const out = await said("amtool", [
                `--alertmanager.url=http://${alertmanager}`,
                "--output=json",
                "alert",
                "query",
                "alertname=RequestsDenied",
            ]);
            const [alert] = JSON.parse(out) as {
                labels: Record<string, string>;
                annotations: Record<string, string>;
            }[];
            expect(alert).to.not.equal(undefined);
            return alert;
        });
        expect(found?.labels["severity"]).to.equal("warning");
        expect(found?.labels["cluster"]).to.equal("vertice-prod");
        expect(found?.annotations["summary"]).to.match(/denied a request/);
        expect(found?.annotations["runbook_url"]).to.match(/\/security\.md#requestsdenied$/);
    });

    it("says of itself, as Alertmanager does, everything that rules ask of the two", async () => {
        const named = ruleFiles(context, 1).flatMap(({ groups }) =>
            groups.flatMap(({ rules }) =>
                rules.flatMap((rule) => metricsIn(isAlert(rule) ? rule.expr(rule.threshold) : rule.expr)),
            ),
        );
        for (const [program, address] of [
            ["prometheus", prometheus],
            ["alertmanager", alertmanager],
        ] as const) {
            const said = await text(`http://${address}/metrics`);
            const asked = named
                .map(({ metric }) => metric)
                .filter((metric) => metric.startsWith(`${program}_`));
            expect(asked).to.not.have.length(0);
            expect(asked.filter((metric) => !said.includes(`# TYPE ${metric} `))).to.deep.equal([]);
        }
    });

    it("takes new rules without a restart", async () => {
        const file = join(folder, "rules-mesh.yml");
        writeFileSync(
            file,
            readFileSync(file, "utf8").replace("name: istio.alerts", "name: istio.alerts.changed"),
        );
        await eventually("the new group is there", async () => {
            expect(await text(`http://${prometheus}/api/v1/rules`)).to.contain("istio.alerts.changed");
        });
    });
});

function proxyText(denied: number): string {
    const duration = "istio_request_duration_milliseconds_bucket";
    const service =
        'reporter="destination",destination_service_name="web",destination_service_namespace="core"';
    return [
        `istio_requests_total{${service},response_code="200"} 7`,
        `istio_requests_total_other{${service}} 7`,
        `${duration}{${service},le="1000"} 6`,
        `${duration}{${service},le="+Inf"} 7`,
        `envoy_http_rbac{authz_enforce_result="denied",http_conn_manager_prefix="inbound_0.0.0.0_8080"} ${denied}`,
        'envoy_cluster_upstream_cx_active{cluster_name="outbound|80||web.core.svc.cluster.local"} 2',
        'envoy_cluster_update_attempt{cluster_name="xds-grpc"} 9',
        "istio_agent_go_goroutines 50",
        "orders_open 5",
        "",
    ].join("\n");
}
