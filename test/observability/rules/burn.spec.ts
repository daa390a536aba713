import { expect } from "chai";
import fc from "fast-check";
import { burnAlerts, burnWindows, periodDays } from "../../../components/observability/rules/burn";

const minutes = (window: string) =>
    Number.parseInt(window, 10) * { m: 1, h: 60, d: 1440 }[window.slice(-1) as "m" | "h" | "d"];
const alertsOf = (objective: number) =>
    burnAlerts({
        alert: "Burn",
        page: "budgets",
        objective,
        ratio: (window) => `r${window}`,
        labels: {},
        subject: "a",
    });
const limits = (expression: string) =>
    [...expression.matchAll(/> ([0-9.e-]+)/g)].map((match) => Number(match[1]));
const objectives = fc.double({ min: 50, max: 99.999, noNaN: true });

describe("speeds at which an error budget burns", () => {
    it("come in pairs of a long window and one a twelfth of it, faster ones in shorter windows", () => {
        for (const { long, short } of burnWindows) {
            expect(minutes(long) / minutes(short), long).to.equal(12);
        }
        expect(burnWindows.map(({ factor, long }) => [factor, long])).to.deep.equal([
            [14.4, "1h"],
            [6, "6h"],
            [3, "1d"],
            [1, "3d"],
        ]);
    });

    it("call somebody before more than a twentieth of the month's budget is gone, and wait with what takes days", () => {
        for (const { factor, long, severity } of burnWindows) {
            const spent = (factor * minutes(long)) / (periodDays * 1440);
            expect(severity, long).to.equal(spent <= 0.05 + 1e-9 && factor > 3 ? "critical" : "warning");
            expect(spent).to.be.at.most(0.1 + 1e-9);
        }
    });

    it("hold both windows to the same limit, which is the factor's share of the budget", () => {
        fc.assert(
            fc.property(objectives, (objective) => {
                for (const alert of alertsOf(objective)) {
                    const [long, short] = limits(alert.expr(alert.threshold));
                    expect(long).to.equal(short);
                    expect(long).to.be.closeTo((alert.threshold * (100 - objective)) / 100, 1e-9);
                }
            }),
        );
    });

    it("are left out where nothing could be so fast, and a total outage is always told", () => {
        fc.assert(
            fc.property(objectives, (objective) => {
                const alerts = alertsOf(objective);
                expect(alerts.length).to.be.greaterThan(0);
                for (const alert of alerts) {
                    for (const limit of limits(alert.expr(alert.threshold))) {
                        expect(limit).to.be.below(1);
                    }
                }
            }),
        );
    });

    it("have no dust of binary fractions in their limits", () => {
        for (const objective of [99.9, 99.95, 99.99, 99.5, 95]) {
            for (const alert of alertsOf(objective)) {
                expect(alert.expr(alert.threshold)).to.match(/> [0-9.]{1,8} /);
            }
        }
    });
});
