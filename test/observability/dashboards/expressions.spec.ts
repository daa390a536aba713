import { expect } from "chai";
import { accessLogFields } from "../../../components/istio/values/accessLog";
import { isKept } from "../../../components/observability/prometheus/keptMetrics";
import { clusterStats, listenerStats } from "../../../components/observability/rules/neededStats";
import { busyMesh, dashboardsOf, type Expression, expressionsOf } from "../support/dashboards";
import { errorsInLogQl } from "../support/logql";
import { metricsIn, problemsOf } from "../support/promql";
import { shippedContext, shippedStacks } from "../support/shipped";

const all = expressionsOf(dashboardsOf(busyMesh()));
const promql = all.filter(({ language }) => language === "prometheus");
const logql = all.filter(({ language }) => language === "loki");

/** Counters whose names do not say so: Envoy's, and istiod's of before the convention. */
const counters =
    /^(envoy_.*_(overflow|retry|total|rejected|handshake|connection_error|fail_verify_\w+)|envoy_(http_rbac|tcp)|pilot_(xds_pushes|push_triggers|total_xds_rejects)|galley_validation_(passed|failed))$/;

describe("expressions of dashboards", () => {
    it("are there for every dashboard, in PromQL and in LogQL", () => {
        const uids = new Set(promql.map(({ dashboard }) => dashboard));
        expect(uids.size).to.equal(dashboardsOf(busyMesh()).length);
        expect(promql.length).to.be.greaterThan(100);
        expect(logql.map(({ dashboard }) => dashboard)).to.include("meshwright-security");
    });

    it("parse, and name only metrics and labels that somebody was seen to emit", () => {
        expect(findings(promql)).to.deep.equal([]);
    });

    it("of the shipped stacks do as well", () => {
        for (const stack of shippedStacks) {
            const shipped = expressionsOf(dashboardsOf(shippedContext(stack)));
            expect(shipped.length).to.be.greaterThan(300);
            expect(findings(shipped.filter(({ language }) => language === "prometheus"))).to.deep.equal([]);
            expect(
                shipped.filter(({ language, text }) => language === "loki" && errorsInLogQl(text) > 0),
            ).to.deep.equal([]);
        }
    });

    it("are found out when a metric, a label or a bracket is mistyped", () => {
        const first = promql.find(({ text }) => text.includes("(istio_requests_total{reporter="));
        expect(first).to.not.equal(undefined);
        const found = (change: (text: string) => string) =>
            findings([
                { dashboard: "d", panel: "p", language: "prometheus", text: change(first?.text ?? "") },
            ]);
        expect(found((text) => text)).to.deep.equal([]);
        expect(found((text) => text.replace("istio_requests_total", "istio_request_total"))).to.have.length(
            1,
        );
        expect(found((text) => text.replace("reporter=", "reportr="))).to.have.length(1);
        expect(found((text) => text.slice(0, -1))).to.have.length.greaterThan(0);
    });

    it("take rates of counters alone", () => {
        const rated = promql.flatMap((each) =>
            ratedMetrics(each.text).map((metric) => ({ ...each, metric })),
        );
        expect(rated.length).to.be.greaterThan(50);
        const wrong = rated.filter(
            ({ metric }) => !/_(total|count|sum|bucket)$/.test(metric) && !counters.test(metric),
        );
        expect(wrong.map(({ panel, metric }) => `${panel}: ${metric}`)).to.deep.equal([]);
    });

    it("read every counter as a rate or a growth, because its bare value only says how long something ran", () => {
        const bare = promql.flatMap(({ panel, text }) => {
            const rated = ratedMetrics(text);
            return metricsIn(text)
                .map(({ metric }) => metric)
                .filter((metric) => /_(total|bucket)$/.test(metric) && !rated.includes(metric))
                .map((metric) => `${panel}: ${metric}`);
        });
        expect(bare.filter((each) => !each.startsWith("$"))).to.deep.equal([]);
    });

    it("sum histograms by their bounds before they take a quantile", () => {
        const quantiles = promql.filter(({ text }) => text.includes("histogram_quantile("));
        expect(quantiles.length).to.be.greaterThan(5);
        const wrong = quantiles.filter(
            ({ text }) => !/histogram_quantile\([\d.]+, sum by \((\w+, )*le\) \(rate\(\w+_bucket/.test(text),
        );
        expect(wrong.map(({ panel }) => panel)).to.deep.equal([]);
    });

    it("name of Envoy's own statistics only those that proxies are told to keep, or keep anyway", () => {
        const kept = new Set([...clusterStats, ...listenerStats].map(({ metric }) => metric));
        // What Istio's bootstrap keeps whatever is asked for: the server, discovery, and RBAC.
        const always = /^envoy_(server_|cluster_manager_|listener_manager_|http_rbac$|tcp$)/;
        const named = new Set(
            promql
                .flatMap(({ text }) => metricsIn(text).map(({ metric }) => metric))
                .filter((metric) => metric.startsWith("envoy_")),
        );
        expect(named.size).to.be.greaterThan(10);
        expect([...named].filter((metric) => !kept.has(metric) && !always.test(metric))).to.deep.equal([]);
    });

    it("name only metrics that Prometheus keeps of what it scrapes", () => {
        const named = new Set(promql.flatMap(({ text }) => metricsIn(text).map(({ metric }) => metric)));
        expect(named.size).to.be.greaterThan(30);
        expect([...named].filter((metric) => !isKept(metric))).to.deep.equal([]);
    });

    it("parse as LogQL, and read of a line only fields that the access log has", () => {
        const beside = new Set(["k8s_namespace_name", "k8s_container_name", "service_name"]);
        for (const { text, panel } of logql) {
            expect(errorsInLogQl(text), panel).to.equal(0);
            const fields = [...text.matchAll(/(\w+)\s*(?:=~|!=|>=|<=|=|>|<)\s*["\d]/g)].map(
                ([, field]) => field ?? "",
            );
            expect(fields.length, panel).to.be.greaterThan(2);
            expect(fields.filter((field) => !beside.has(field) && !(field in accessLogFields))).to.deep.equal(
                [],
            );
        }
    });

    it("are found out when LogQL is mistyped", () => {
        for (const { text } of logql) {
            expect(errorsInLogQl(text.replace("}", ""))).to.be.greaterThan(0);
        }
    });
});

function findings(expressions: readonly Expression[]): readonly string[] {
    return expressions.flatMap(({ dashboard, panel, text }) =>
        problemsOf(text, { records: recorded }).map((problem) => `${dashboard}, ${panel}: ${problem}`),
    );
}

/** None: dashboards ask what was measured, so that they show something where rules are not loaded. */
const recorded: ReadonlySet<string> = new Set();

function ratedMetrics(text: string): readonly string[] {
    return [...text.matchAll(/(?:rate|increase)\(([^[]*)\[/g)].flatMap(([, selector = ""]) =>
        metricsIn(selector).map(({ metric }) => metric),
    );
}
