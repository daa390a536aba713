import { expect } from "chai";
import { estimateSeries } from "../../../components/observability/cardinality";
import { isAlert, type Rule, ruleFiles } from "../../../components/observability/rules";
import {
    clusterStats,
    listenerStats,
    neededStats,
} from "../../../components/observability/rules/neededStats";
import { inventory } from "../support/inventories";
import { metricsIn, problemsOf } from "../support/promql";
import { shippedContext, shippedStacks } from "../support/shipped";
import { scenarios } from "./scenarios";

const rules = shippedStacks.flatMap((stack) => {
    const context = shippedContext(stack);
    const files = ruleFiles(context, estimateSeries(context.graph).total);
    return files.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
});
const textOf = (rule: Rule) => (isAlert(rule) ? rule.expr(rule.threshold) : rule.expr);
const records = new Set(rules.flatMap((rule) => (isAlert(rule) ? [] : [rule.record])));
const named = new Set(rules.flatMap((rule) => metricsIn(textOf(rule)).map(({ metric }) => metric)));

describe("rules of the shipped stacks", () => {
    it("parse, and name only metrics and labels that somebody was seen to emit and Prometheus keeps", () => {
        const found = rules.flatMap((rule) =>
            problemsOf(textOf(rule), { records }).map(
                (each) => `${isAlert(rule) ? rule.alert : rule.record}: ${each}`,
            ),
        );
        expect([...new Set(found)]).to.deep.equal([]);
        expect(rules.filter(isAlert).length).to.be.greaterThan(100);
    });

    it("have a failure for every alert, and no failure without one", () => {
        const alerts = new Set(rules.filter(isAlert).map(({ alert }) => alert));
        expect([...alerts].filter((alert) => !scenarios.has(alert))).to.deep.equal([]);
        // Where samples are sent on, and who must be told of it, neither shipped stack says.
        expect([...scenarios.keys()].filter((alert) => !alerts.has(alert))).to.deep.equal([
            "RemoteWriteFails",
        ]);
    });

    it("say how bad it is, what it means and where to read on", () => {
        for (const rule of rules.filter(isAlert)) {
            expect(rule.summary, rule.alert).to.match(/\S/);
            expect(rule.description, rule.alert).to.match(/[.!]$/);
            expect(rule.for, rule.alert).to.match(/^\d+[smh]$/);
        }
    });

    it("record nothing that neither an alert nor another record reads, but for dashboards", () => {
        const unread = [...records].filter((record) => !named.has(record)).sort();
        expect(unread).to.deep.equal([
            "namespace:istio_requests_mutual_tls:ratio_rate5m",
            "service:istio_request_duration_milliseconds:p50_rate5m",
            "service:istio_request_duration_milliseconds:p99_rate5m",
            "service:istio_requests_error:ratio_rate5m",
            "service:istio_tcp_connections_opened:rate5m",
        ]);
    });
});

describe("Envoy's statistics that proxies are told to keep (MET-11)", () => {
    const stats = [...clusterStats, ...listenerStats];

    it("are each read by a rule", () => {
        expect(stats.filter(({ metric }) => !named.has(metric)).map(({ stat }) => stat)).to.deep.equal([]);
    });

    it("are all that rules read beside what Istio's proxies keep anyway", () => {
        const anyway = /^envoy_(http_rbac|tcp|server_.*|cluster_manager_.*|listener_manager_.*)$/;
        const wanted = [...named].filter((metric) => metric.startsWith("envoy_") && !anyway.test(metric));
        const kept = new Set(stats.map(({ metric }) => metric));
        expect(wanted.filter((metric) => !kept.has(metric))).to.deep.equal([]);
    });

    it("came out of real proxies that were told so", () => {
        const seen = inventory("proxy");
        expect(stats.filter(({ metric }) => !seen.has(metric)).map(({ metric }) => metric)).to.deep.equal([]);
    });

    it("fit the expressions whole, and their neighbours do not", () => {
        const fits = (name: string) =>
            neededStats.inclusionRegexps.some((each) => new RegExp(`^(?:${each})$`).test(name));
        const cluster = "cluster.outbound|80||web.shop.svc.cluster.local;";
        expect(clusterStats.every(({ stat }) => fits(`${cluster}.${stat}`))).to.equal(true);
        expect(listenerStats.every(({ stat }) => fits(`listener.0.0.0.0_15006.${stat}`))).to.equal(true);
        for (const other of [
            `${cluster}.upstream_rq_time`,
            `${cluster}.upstream_rq_retry_success`,
            "cluster.inbound|8080||;.upstream_cx_active",
            "listener.0.0.0.0_8443.ssl.handshake",
            "listener.0.0.0.0_15006.ssl.ciphers.TLS_AES_128_GCM_SHA256",
        ]) {
            expect(fits(other), other).to.equal(false);
        }
    });
});
