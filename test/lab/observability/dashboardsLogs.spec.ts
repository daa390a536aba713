import { expect } from "chai";
import { parse } from "yaml";
import { dataSourcesFile } from "../../../components/observability/grafana/dataSources";
import { contextOf } from "../../observability/support/contexts";
import { busyMesh, dashboardsOf, expressionsOf } from "../../observability/support/dashboards";
import { eventually, folderFor, freePorts, posted, stopPrograms, text } from "./support";
import { linesOf, startLoki } from "./support/loki";

const traceId = "0af7651916cd43dd8448eb211c80319c";

/** Lines as proxies write them, by what they are; beside each stands what the log agent puts there. */
const lines: Readonly<Record<string, { line: Record<string, unknown>; beside: Record<string, string> }>> = {
    ordinary: {
        line: { response_code: 200, response_code_details: "via_upstream" },
        beside: { response_code: "200" },
    },
    failed: { line: { response_code: 503 }, beside: { response_code: "503", request_id: "r-1" } },
    left: { line: { response_code: 0 }, beside: { response_code: "0", trace_id: traceId } },
    refused: {
        line: { response_code: 403, response_code_details: "rbac_access_denied_matched_policy[none]" },
        beside: { response_code: "403" },
    },
    closed: {
        line: { connection_termination_details: "rbac_access_denied_matched_policy[none]" },
        beside: {},
    },
    shadowHttp: { line: { response_code: 200, shadow_http: "denied" }, beside: { response_code: "200" } },
    shadowTcp: { line: { shadow_tcp: "denied", response_code: 0 }, beside: { response_code: "0" } },
};

describe("dashboards and links in the hands of a real Loki", () => {
    let http: number;

    before(async () => {
        const [first = 0, grpc = 0] = await freePorts(2);
        http = first;
        await startLoki({ http, grpc }, folderFor("dashboards-logs"));
        await text(`http://127.0.0.1:${http}/otlp/v1/logs`, posted(records()));
        await eventually("every line can be found", async () =>
            expect(await linesOf(http, '{k8s_namespace_name="shop"}')).to.have.length(
                Object.keys(lines).length,
            ),
        );
    });
    after(stopPrograms);

    /** Which of the lines a query finds. */
    async function found(query: string): Promise<readonly string[]> {
        const kinds = (await linesOf(http, query)).map(({ line }) => String(JSON.parse(line).kind));
        return kinds.sort();
    }

    function panel(dashboard: string): string {
        const queries = expressionsOf(dashboardsOf(busyMesh())).filter(
            (each) => each.dashboard === dashboard && each.language === "loki",
        );
        expect(queries).to.have.length(1);
        return queries[0]?.text ?? "";
    }

    it("the log of security events has what was refused and what would be, and nothing else", async () => {
        const query = panel("meshwright-security");
        const events = ["closed", "refused", "shadowHttp", "shadowTcp"];
        expect(await found(query.replace("$namespace", ".*"))).to.deep.equal(events);
        expect(await found(query.replace("$namespace", "shop|stock"))).to.deep.equal(events);
        expect(await found(query.replace("$namespace", "stock"))).to.deep.equal([]);
    });

    it("a service's log has its failed requests, and those that nobody waited for", async () => {
        expect(await found(panel("svc-shop-cart"))).to.deep.equal(["failed", "left", "refused", "shadowTcp"]);
        expect(await found(panel("svc-shop-front"))).to.deep.equal([]);
    });

    it("a span leads to the lines of its trace and of its request, and to no other", async () => {
        const link = (trace: string, request: string) =>
            spanToLines()
                .replace(`\${__span.tags["istio.namespace"]}`, "shop")
                .replace(`\${__span.traceId}`, trace)
                .replace(`\${__span.tags["guid:x-request-id"]}`, request);
        expect(await found(link(traceId, "r-1"))).to.deep.equal(["failed", "left"]);
        expect(await found(link(traceId, "none"))).to.deep.equal(["left"]);
        expect(await found(link("none", "none"))).to.deep.equal([]);
    });
});

function spanToLines(): string {
    const {
        datasources,
    }: { datasources: { type: string; jsonData: { tracesToLogsV2?: { query: string } } }[] } = parse(
        dataSourcesFile(contextOf({ namespaces: [] })).replaceAll("$$", "$"),
    );
    return datasources.find(({ type }) => type === "jaeger")?.jsonData.tracesToLogsV2?.query ?? "";
}

/** As the log agent sends them, OTLP in JSON. */
function records(): unknown {
    const now = BigInt(Date.now()) * 1_000_000n;
    return {
        resourceLogs: [
            {
                resource: {
                    attributes: attributes({
                        "service.name": "cart.shop",
                        "k8s.namespace.name": "shop",
                        "k8s.container.name": "istio-proxy",
                        "deployment.environment.name": "test",
                    }),
                },
                scopeLogs: [
                    {
                        logRecords: Object.entries(lines).map(([kind, { line, beside }], at) => ({
                            timeUnixNano: String(now + BigInt(at)),
                            body: { stringValue: JSON.stringify({ kind, ...line }) },
                            attributes: attributes(beside),
                        })),
                    },
                ],
            },
        ],
    };
}

function attributes(values: Readonly<Record<string, string>>): unknown {
    return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
