import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { yamlText } from "../../../../components/observability/configText";
import { prometheusConfig } from "../../../../components/observability/prometheus/config";
import type { PrometheusSettings, ScrapeJob } from "../../../../components/observability/prometheus/settings";
import { json, type Program, startProgram, text } from ".";

/** The same in everything but where targets are found, and how often they are asked; jobs without an address go. */
export function scrapedAt(
    settings: PrometheusSettings,
    addresses: ReadonlyMap<string, string>,
): PrometheusSettings {
    const jobs = settings.jobs.flatMap((job): ScrapeJob[] => {
        const address = addresses.get(job.name);
        return address === undefined ? [] : [{ ...job, targets: { kind: "static", addresses: [address] } }];
    });
    return { ...settings, jobs, scrapeInterval: "1s" };
}

export function startPrometheus(
    settings: PrometheusSettings,
    address: string,
    folder: string,
): Promise<Program> {
    writeFileSync(join(folder, "prometheus.yaml"), yamlText(prometheusConfig(settings)));
    return startProgram({
        tool: "prometheus",
        args: [
            "--config.file=prometheus.yaml",
            "--enable-feature=auto-reload-config,exemplar-storage",
            "--config.auto-reload-interval=1s",
            "--storage.tsdb.path=data",
            "--storage.tsdb.retention.time=15d",
            "--storage.tsdb.retention.size=100MB",
            `--web.listen-address=${address}`,
        ],
        folder,
        ready: () => text(`http://${address}/-/ready`),
    });
}

/** Values that a query comes to now. */
export async function valuesAt(address: string, query: string): Promise<readonly string[]> {
    const url = `http://${address}/api/v1/query?query=${encodeURIComponent(query)}`;
    const { data } = await json<{ data: { result: { value: [number, string] }[] } }>(url);
    return data.result.map(({ value }) => value[1]);
}
