import { expect } from "chai";
import fc from "fast-check";
import { durationMilliseconds } from "../../components/graph/duration";
import * as formats from "../../components/graph/formats";
import { badPath } from "../../components/graph/httpPath";
import { cpuMillicores, memoryBytes } from "../../components/graph/quantity";
import { badSchedule } from "../../components/graph/schedule";
import type { Trouble } from "../../components/graph/shape";

interface Samples {
    readonly check: (value: string) => Trouble;
    readonly good: readonly string[];
    readonly bad: readonly string[];
}

const samples: Readonly<Record<string, Samples>> = {
    name: {
        check: (value) => formats.badName(value),
        good: ["a", "a1", "maximus-core", "0", "a--b", "x".repeat(63)],
        bad: ["", "-a", "a-", "A", "a_b", "a.b", "a b", "a*", "ä", "x".repeat(64), "a\n"],
    },
    duration: {
        check: formats.badDuration,
        good: ["1ms", "250ms", "30s", "5m", "1h", "999999999s"],
        bad: ["", "30", "0s", "1.5s", "-1s", "1d", "1m30s", " 1s", "1S", "9999999999s", "1s\n"],
    },
    date: {
        check: formats.badDate,
        good: ["2026-01-01", "2028-02-29", "2000-02-29", "2026-12-31"],
        bad: [
            "",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-04-31",
            "2026-1-1",
            "26-01-01",
            "2026-01-00",
        ],
    },
    image: {
        check: formats.badImage,
        good: [
            "redis:7",
            "registry.example.com:5000/team/app:1.2.3-rc.1_x",
            `a/b:1@sha256:${"0".repeat(64)}`,
        ],
        bad: [
            "",
            "redis",
            "redis:latest",
            "a/b:",
            "A/b:1",
            "host:5000/app",
            "a b:1",
            "a:1@sha256:12",
            "a:1@b@c",
            "a:1:2@",
        ],
    },
    host: {
        check: formats.badHost,
        good: ["auth.hwa.com", "a.b", "xn--bcher-kva.example"],
        bad: [
            "",
            "localhost",
            "*.a.b",
            "10.0.0.1",
            "::1",
            "a.svc",
            "a.b.svc.cluster.local",
            "A.b",
            "a..b",
            "a.b.",
            "http://a.b",
            "a.b:80",
        ],
    },
    schedule: {
        check: badSchedule,
        good: [
            "0 3 * * *",
            "*/5 * * * *",
            "0 0 1,15 * 1-5",
            "@daily",
            "0 22 * * MON-FRI",
            "10-30/5 * * * *",
            "0 0 1 jan *",
        ],
        bad: [
            "",
            "* * * *",
            "* * * * * *",
            "every day",
            "@often",
            "0  3 * * *",
            "a b c d e",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 7",
            "*/0 * * * *",
            "1-2-3 * * * *",
            "1/2/3 * * * *",
            ", * * * *",
            "* * * MON *",
        ],
    },
    directory: {
        check: formats.badDirectory,
        good: ["/tmp", "/var/lib/data", "/a.b/c_d"],
        bad: ["", "/", "tmp", "/tmp/", "/../etc", "/a/./b", "/a//b", "/a b"],
    },
    header: {
        check: formats.badHeader,
        good: ["x-session-id", "a"],
        bad: ["", "X-Id", "a b", ":path", "-a"],
    },
    "label value": {
        check: formats.badLabelValue,
        good: ["v1", "1.2.3", "A_b-c", "x".repeat(63)],
        bad: ["", "-a", "a-", "a b", "a/b", "x".repeat(64)],
    },
    path: {
        check: badPath,
        good: ["/", "/*", "/a", "/a/", "/a/*", "/a-b_c.d~e", "/a;v=1", "/pkg.Service/Method"],
        bad: [
            "",
            "a",
            "/a*",
            "/a/*/b",
            "*",
            "/**",
            "/a//b",
            "//",
            "/.",
            "/a/..",
            "/%2F",
            "/a?b",
            "/a#b",
            "/{id}",
            "/a b",
            "/ä",
            "/a\\b",
            "/a\u0000",
        ],
    },
};

describe("a format", () => {
    for (const [name, { check, good, bad }] of Object.entries(samples)) {
        it(`takes every good ${name} and refuses every bad one`, () => {
            expect(good.filter((value) => check(value) !== undefined)).to.deep.equal([]);
            expect(bad.filter((value) => check(value) === undefined)).to.deep.equal([]);
        });

        it(`answers any text as ${name} without throwing, in one line`, () => {
            fc.assert(
                fc.property(fc.string({ unit: "binary" }), (value) => {
                    expect(check(value)?.message ?? "").to.not.include("\n");
                }),
            );
        });
    }

    it("never lets a character with a meaning into a name", () => {
        fc.assert(
            fc.property(fc.string(), (value) => {
                const accepted = formats.badName(value) === undefined;
                expect(accepted && /[^a-z0-9-]/.test(value)).to.equal(false);
            }),
        );
    });
});

describe("an amount", () => {
    it("is a number of milliseconds", () => {
        const durations = ["250ms", "30s", "5m", "1h", "0s", "x"].map(durationMilliseconds);
        expect(durations).to.deep.equal([250, 30_000, 300_000, 3_600_000, undefined, undefined]);
    });

    it("is a number of millicores", () => {
        const cpus = ["100m", "2", "0.5", "0.125", "0", "1.5m", "1k", ""].map(cpuMillicores);
        expect(cpus).to.deep.equal([100, 2000, 500, 125, undefined, undefined, undefined, undefined]);
    });

    it("is a number of bytes", () => {
        const memories = ["1", "1k", "128Mi", "2Gi", "1G", "0Mi", "1GB", "128m"].map(memoryBytes);
        expect(memories).to.deep.equal([1, 1000, 2 ** 27, 2 ** 31, 1e9, undefined, undefined, undefined]);
    });
});
