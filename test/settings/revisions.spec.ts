import { expect } from "chai";
import fc from "fast-check";
import { checkSupport, compareVersions, daysBetween } from "../../components/revisions";

describe("days between two dates", () => {
    it("are counted across months, leap days and centuries", () => {
        expect(daysBetween("2026-11-21", "2026-11-21")).to.equal(0);
        expect(daysBetween("2026-11-21", "2026-12-01")).to.equal(10);
        expect(daysBetween("2027-02-28", "2027-03-01")).to.equal(1);
        expect(daysBetween("2028-02-28", "2028-03-01")).to.equal(2);
        expect(daysBetween("1999-12-31", "2001-01-01")).to.equal(367);
        expect(daysBetween("2026-12-01", "2026-11-30")).to.equal(-1);
    });

    it("agree with the calendar of the platform", () => {
        const iso = fc.date({
            min: new Date("1970-01-01"),
            max: new Date("2200-01-01"),
            noInvalidDate: true,
        });
        fc.assert(
            fc.property(iso, iso, (left, right) => {
                const [from = "", to = ""] = [left, right].map((date) => date.toISOString().slice(0, 10));
                const expected = (Date.parse(to) - Date.parse(from)) / 86_400_000;
                expect(daysBetween(from, to)).to.equal(expected);
            }),
        );
    });
});

describe("versions", () => {
    it("are compared number by number", () => {
        expect(compareVersions("1.9.0", "1.10.0")).to.be.below(0);
        expect(compareVersions("1.31.1", "1.31.1")).to.equal(0);
        expect(compareVersions("2.0.0", "1.99.99")).to.be.above(0);
    });

    it("are judged by the minor they belong to, not by the digits they start with", () => {
        const minors = [
            { minor: "1.3", securityFloor: "1.3.5", kubernetes: { oldest: "1.30", newest: "1.31" } },
            { minor: "1.31", securityFloor: "1.31.0", kubernetes: { oldest: "1.30", newest: "1.31" } },
        ];
        const context = { today: "2026-11-21", exceptions: [], minors };
        expect(checkSupport("1.31.0", "p", context)).to.deep.equal([]);
        expect(checkSupport("1.3.4", "p", context).map(({ message }) => message)).to.deep.equal([
            "Istio 1.3.4 has known vulnerabilities; use 1.3.5 or a later 1.3",
        ]);
    });
});
