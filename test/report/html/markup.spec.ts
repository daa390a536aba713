import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { bundle } from "../../../report/html/bundle";
import { contentPolicy } from "../../../report/html/contentPolicy";
import { escaped, scriptData } from "../../../report/html/escape";
import { findingTable } from "../../../report/html/findingTable";
import { revisionTable } from "../../../report/html/revisionTable";
import { statementList } from "../../../report/html/statementList";
import type { Side } from "../../../report/side";

const hostile = "</script><img src=x onerror=alert(1)>\u2028<!--\"'&";

describe("the markup of a report's page", () => {
    it("has data that ends no script and no line, and reads as what it was", () => {
        fc.assert(
            fc.property(fc.oneof(fc.jsonValue(), fc.constant({ [hostile]: hostile })), (value) => {
                const text = scriptData(value);
                expect(text).to.not.match(/[<>&\u2028\u2029]/);
                expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
            }),
        );
    });

    it("has text that is never markup, in elements and in attributes", () => {
        fc.assert(
            fc.property(fc.oneof(fc.string(), fc.constant(hostile)), (text) => {
                expect(escaped(text).replaceAll(/&(amp|lt|gt|quot|#39);/g, "")).to.not.match(/[<>"'&]/);
            }),
        );
    });

    it("names what turns a line around or cannot be seen, in elements and in data alike", () => {
        const name = "shop/\u202egnp\u200b.\u{e0041}é👍";
        const seen = "shop/‹U+202E›gnp‹U+200B›.‹U+E0041›é👍";
        expect(escaped(name)).to.equal(seen);
        expect(JSON.parse(scriptData({ [name]: [name] }))).to.deep.equal({ [seen]: [seen] });
    });

    it("shows a sentence and its reasons as they are written, whoever wrote the names in them", () => {
        const list = statementList(
            [{ section: "access", effect: "opens", sentence: hostile, because: [hostile] }],
            () => undefined,
        );
        expect(list).to.not.contain("<img");
        expect(list.split("&lt;img src=x onerror=alert(1)&gt;").length - 1).to.equal(2);
    });

    it("tells of a finding what becomes of an update, of which object and rule, and what excuses it, all as text", () => {
        const finding = {
            rule: "a-rule",
            object: `Service a/${hostile}`,
            message: `Service a/${hostile}: is odd`,
        };
        const exemption = { reason: "it is old", owner: "team-a", until: "2026-12-31" };
        const rows = findingTable([
            { ...finding, level: "mandatory", found: "now" },
            { ...finding, level: "excused", found: "as before", exemption },
            { ...finding, level: "advisory", found: "no longer" },
        ])
            .split("<tr ")
            .slice(1);
        const name =
            "Service a/&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\u2028&lt;!--&quot;&#39;&amp;";
        expect(
            rows.map((row) =>
                row
                    .replace(name, "NAME")
                    .replaceAll(/<[^>]*>/g, "")
                    .trim(),
            ),
        ).to.deep.equal([
            'data-effect="opens">new refusedNAME: is odd a-rule',
            'data-effect="same">as before refused, but for an exemptionNAME: is odd; exempt until 2026-12-31: it is old; ask team-a a-rule',
            'data-effect="closes">no longer advised against beforeNAME: is odd a-rule',
        ]);
    });

    it("leads from a sentence about calls to their edges, once each, and from others nowhere", () => {
        const ends = { way: "mesh", from: "a/a", to: "b/b" } as const;
        const about = statementList(
            [{ section: "access", effect: "opens", sentence: "s", because: [], about: [ends, ends] }],
            () => 7,
        );
        expect(about).to.contain('data-edges="7"').and.to.contain("show in the graph");
        const others = statementList(
            [{ section: "traffic", effect: "changes", sentence: "s", because: [] }],
            () => 7,
        );
        expect(others).to.not.contain("show in the graph");
    });

    it("lets run and style what it brings, byte for byte, and load nothing", () => {
        const built = { script: "run()", style: "a{}" };
        const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
        expect(contentPolicy(built).split("; ")).to.include.members([
            "default-src 'none'",
            `script-src 'sha256-${hash("run()")}'`,
            `style-src 'sha256-${hash("a{}")}'`,
            "form-action 'none'",
        ]);
    });

    it("has a program and a style that ask for nothing, and end no element they stand in", () => {
        const { script, style } = bundle();
        expect(script.length).to.be.greaterThan(1000);
        expect(script).to.not.match(/<\/script|<!--|https?:|fetch\(|innerHTML|\beval\b/i);
        expect(style).to.not.match(/<\/style|url\(|@import/i);
    });

    it("tells of every tag what it stands for and who follows it, before and after where that differs", () => {
        const table = revisionTable(
            sideWith({ stable: "1-30-5" }, "stable"),
            sideWith({ stable: "1-31-1" }, "1-31-1"),
        );
        expect(rowOf(table, "stable")).to.equal(
            '<td>1-30-5, Istio 1.30.5</td><td>1-31-1, Istio 1.31.1</td><td>shop</td><td><span class="faint">nobody</span></td>',
        );
        expect(rowOf(table, "1-31-1")).to.equal(
            '<td colspan="2">Istio 1.31.1</td><td><span class="faint">nobody</span></td><td>shop</td>',
        );
    });
});

function rowOf(table: string, name: string): string | undefined {
    return new RegExp(`<th scope="row">${name}</th>(.*)</tr>`).exec(table)?.[1];
}

function sideWith(tags: Side["tags"], followed: string): Side {
    return {
        name: "",
        objects: [
            {
                apiVersion: "v1",
                kind: "Namespace",
                metadata: { name: "shop", labels: { "istio.io/rev": followed } },
            },
        ],
        brought: [],
        workloads: [],
        gatewayPods: [],
        mesh: { rootNamespace: "istio-system", trustDomain: "cluster.local" },
        revisions: { "1-30-5": "1.30.5", "1-31-1": "1.31.1" },
        tags,
        gatewayTags: {},
    };
}
