import { expect } from "chai";
import { metricsIn, problemsOf } from "./promql";

describe("the checker of expressions", () => {
    it("finds every metric of an expression, and the labels it is selected by", () => {
        const expression =
            'sum by (le) (rate(istio_requests_total{reporter="source", response_code=~"5.."}[5m])) / on () up{job="istiod"}';
        expect(metricsIn(expression)).to.deep.equal([
            { metric: "istio_requests_total", labels: ["reporter", "response_code"] },
            { metric: "up", labels: ["job"] },
        ]);
        expect(metricsIn('{__name__=~"a_(b|c)", job="istiod"}')).to.deep.equal([
            { metric: "a_b", labels: ["job"] },
            { metric: "a_c", labels: ["job"] },
        ]);
        expect(problemsOf(expression)).to.deep.equal([]);
    });

    it("says what does not parse", () => {
        expect(problemsOf("sum(up")).to.not.deep.equal([]);
        expect(problemsOf('up{job="a"}} > 1')).to.not.deep.equal([]);
    });

    it("says which metric and which label nobody emits", () => {
        expect(problemsOf("istio_circuit_breaker_open > 0")).to.deep.equal([
            "no such metric: istio_circuit_breaker_open",
        ]);
        expect(problemsOf('istio_requests_total{quantile="0.5", colour="red"}')).to.deep.equal([
            "istio_requests_total has no label quantile",
            "istio_requests_total has no label colour",
        ]);
    });

    it("takes the names of recording rules from whoever made them, and Grafana's windows for windows", () => {
        expect(problemsOf("a:b:c > 1", { records: new Set(["a:b:c"]) })).to.deep.equal([]);
        expect(problemsOf("a:b:c > 1")).to.deep.equal(["no such metric: a:b:c"]);
        expect(problemsOf("rate(istio_requests_total[$__rate_interval])")).to.deep.equal([]);
    });
});
