import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { series } from "../../../components/observability/cardinality/series";
import { isKept } from "../../../components/observability/prometheus";
import { clusterStats, neededStats } from "../../../components/observability/rules/neededStats";
import { consoleReporter } from "../../../lab/reporter";
import { envoyFiles } from "../../../lab/tools";
import { eventually, folderFor, freePorts, stopPrograms, text } from "./support";

/** Clusters named as istiod names them; the semicolon ends the name for the pattern of the tag. */
function bootstrap(admin: number, clusters: number): object {
    return {
        admin: { address: { socket_address: { address: "127.0.0.1", port_value: admin } } },
        stats_config: {
            use_all_default_tags: false,
            stats_tags: [{ tag_name: "cluster_name", regex: "^cluster(\\.(.+);)" }],
            stats_matcher: {
                inclusion_list: {
                    patterns: neededStats.inclusionRegexps.map((regex) => ({ safe_regex: { regex } })),
                },
            },
        },
        static_resources: {
            clusters: Array.from({ length: clusters }, (_, index) => ({
                name: `outbound|80||s${index}.shop.svc.cluster.local`,
                alt_stat_name: `outbound|80||s${index}.shop.svc.cluster.local;`,
                connect_timeout: "1s",
                outlier_detection: { consecutive_5xx: 5 },
            })),
        },
    };
}

describe("a real Envoy that is told which statistics to keep", () => {
    const running: ChildProcess[] = [];

    before(function () {
        // There is an Envoy to be had for Linux alone.
        if (process.platform !== "linux") {
            this.skip();
        }
    });

    after(async () => {
        for (const child of running) {
            child.kill("SIGKILL");
        }
        await stopPrograms();
    });

    async function scraped(clusters: number): Promise<readonly string[]> {
        const [port = 0] = await freePorts(1);
        const folder = folderFor("envoy");
        const file = join(folder, "envoy.json");
        writeFileSync(file, JSON.stringify(bootstrap(port, clusters)));
        const { binary } = await envoyFiles(consoleReporter(), AbortSignal.timeout(240_000));
        const args = ["-c", file, "--use-dynamic-base-id", "--concurrency", "1", "--log-level", "error"];
        running.push(spawn(binary, args, { cwd: folder, stdio: "ignore" }));
        const all = await eventually("Envoy answers", () =>
            text(`http://127.0.0.1:${port}/stats/prometheus`),
        );
        return all.split("\n").filter((line) => line.startsWith("envoy_"));
    }

    it("has, for each cluster, as many series as are reckoned with, and drops none that it was told to keep", async () => {
        const few = await scraped(5);
        const many = await scraped(25);
        expect(many.length - few.length).to.equal(20 * series.cluster);
        expect(many.filter((line) => !isKept(line.replace(/[{ ].*/, "")))).to.deep.equal([]);
    });

    it("calls them what rules call them, with the cluster in a label", async () => {
        const names = new Set((await scraped(1)).map((line) => line.replace(/[{ ].*/, "")));
        expect([...names].sort()).to.deep.equal(clusterStats.map(({ metric }) => metric).sort());
        const [line = ""] = await scraped(1);
        expect(line).to.contain('{cluster_name="outbound|80||s0.shop.svc.cluster.local"}');
    });
});
