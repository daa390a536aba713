import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import {
    busyMesh,
    dashboardsOf,
    type Expression,
    expressionsOf,
} from "../../observability/support/dashboards";
import { eventually, folderFor, freePorts, json, startProgram, stopPrograms, text } from "./support";
import { exposition } from "./support/exposition";

interface Answer {
    readonly status: string;
    readonly data: { readonly result: readonly unknown[] };
}

/** Panels whose rows only come of what rules record, or of alerts that fire. */
const ofAlerts = /\bALERTS\b/;

describe("dashboards in the hands of a real Prometheus", () => {
    let address: string;
    let exporter: Server;

    before(async () => {
        const [port = 0, target = 0] = await freePorts(2);
        let scrapes = 0;
        exporter = createServer((_, response) => {
            scrapes += 1;
            response.setHeader("content-type", "text/plain; version=0.0.4");
            response.end(exposition(scrapes));
        });
        await new Promise<void>((resolve) => exporter.listen(target, "127.0.0.1", resolve));
        const folder = folderFor("dashboards");
        writeFileSync(join(folder, "prometheus.yml"), configuration(target));
        address = `http://127.0.0.1:${port}`;
        await startProgram({
            tool: "prometheus",
            args: [
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                `--web.listen-address=127.0.0.1:${port}`,
            ],
            folder,
            ready: () => text(`${address}/-/ready`),
        });
        await eventually("two scrapes, which a rate is made of", async () => {
            const { data } = await asked("rate(istio_requests_total[1m])");
            expect(data.result).to.not.have.length(0);
        });
    });

    after(async () => {
        exporter.closeAllConnections();
        exporter.close();
        await stopPrograms();
    });

    const asked = (query: string): Promise<Answer> =>
        json(`${address}/api/v1/query`, { method: "POST", body: new URLSearchParams({ query }) });

    const expressions = expressionsOf(dashboardsOf(busyMesh())).filter(
        ({ language }) => language === "prometheus",
    );

    it("it understands every query of every panel", async () => {
        expect(expressions.length).to.be.greaterThan(100);
        for (const { text: query } of expressions) {
            expect((await asked(filled(query))).status).to.equal("success");
        }
    });

    it("every panel shows something when everything that is measured is there", async () => {
        const empty: string[] = [];
        for (const { dashboard, panel, text: query } of expressions.filter(
            (each) => !ofAlerts.test(each.text),
        )) {
            const { data } = await asked(filled(query));
            if (data.result.length === 0) {
                empty.push(`${dashboard}, ${panel}: ${query}`);
            }
        }
        expect(empty).to.deep.equal([]);
    });

    it("a mistyped metric shows nothing, and a mistyped bracket is refused", async () => {
        const query = filled(found(expressions, "meshwright-overview", "Requests").text);
        expect((await asked(query)).data.result).to.not.have.length(0);
        expect(
            (await asked(query.replace("istio_requests_total", "istio_request_total"))).data.result,
        ).to.have.length(0);
        const refusal = await asked(query.slice(0, -1)).then(
            () => "",
            (error: Error) => error.message,
        );
        expect(refusal).to.contain("answered 400").and.to.contain("parse error");
    });

    it("without a single failure all was answered and no budget spent; without requests nothing is said", async () => {
        const answered = filled(found(expressions, "svc-shop-front", "Answered").text);
        const spent = filled(
            found(expressions, "svc-shop-front", "Budget spent, in multiples of what 99.9 % allows").text,
        );
        const valueAt = async (query: string) => {
            const [sample] = (await asked(query)).data.result as { value: [number, string] }[];
            return sample === undefined ? undefined : Number(sample.value[1]);
        };
        for (const [query, whole] of [
            [answered, 1],
            [spent, 0],
        ] as const) {
            expect(await valueAt(query))
                .to.be.a("number")
                .and.to.not.equal(whole);
            expect(await valueAt(query.replaceAll('5.."', '599"'))).to.equal(whole);
            expect(await valueAt(query.replaceAll("front.shop", "back.shop"))).to.equal(undefined);
        }
    });
});

function found(expressions: readonly Expression[], dashboard: string, panel: string): Expression {
    const [first] = expressions.filter((each) => each.dashboard === dashboard && each.panel === panel);
    if (first === undefined) {
        throw new Error(`${dashboard} has no panel "${panel}"`);
    }
    return first;
}

/** As Grafana fills in its variables, with everything chosen. */
function filled(query: string): string {
    return query.replace(/\$__(rate_interval|range|interval)/g, "1m").replaceAll("$namespace", ".*");
}

/** One target that stands for all, whose own labels win. */
function configuration(target: number): string {
    return stringify({
        global: { scrape_interval: "1s" },
        scrape_configs: [
            {
                job_name: "istiod",
                honor_labels: true,
                static_configs: [{ targets: [`127.0.0.1:${target}`] }],
            },
            // One that does not answer, for the panel that counts those.
            { job_name: "gone", static_configs: [{ targets: ["127.0.0.1:1"] }] },
        ],
    });
}
