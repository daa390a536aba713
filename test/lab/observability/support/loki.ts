import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { yamlText } from "../../../../components/observability/configText";
import { lokiConfig } from "../../../../components/observability/loki/lokiConfig";
import { json, type Program, startProgram, text } from ".";

/** Starts a Loki with the generated configuration; a second one on the same folder has what the first was told. */
export async function startLoki(ports: { http: number; grpc: number }, folder: string): Promise<Program> {
    const file = join(folder, "loki.yaml");
    const config = lokiConfig({
        host: "127.0.0.1",
        ports,
        folder: join(folder, "loki"),
        retention: "168h",
    });
    writeFileSync(file, yamlText(config));
    return startProgram({
        tool: "loki",
        args: [`-config.file=${file}`],
        folder,
        ready: () => text(`http://127.0.0.1:${ports.http}/ready`),
    });
}

export interface LogLine {
    readonly line: string;
    /** Index labels and structured metadata, as a query shows them. */
    readonly labels: Readonly<Record<string, string>>;
}

/** Lines of the last hour that a query finds. */
export async function linesOf(port: number, query: string): Promise<readonly LogLine[]> {
    const since = BigInt(Date.now() - 3_600_000) * 1_000_000n;
    const address = `http://127.0.0.1:${port}/loki/api/v1/query_range?query=${encodeURIComponent(query)}&start=${since}&limit=1000`;
    const { data } = await json<{
        data: { result: readonly { stream: Record<string, string>; values: readonly [string, string][] }[] };
    }>(address);
    return data.result.flatMap(({ stream, values }) => values.map(([, line]) => ({ line, labels: stream })));
}

/** Labels that Loki keeps an index of. */
export async function indexedLabels(port: number): Promise<readonly string[]> {
    const { data } = await json<{ data: readonly string[] }>(`http://127.0.0.1:${port}/loki/api/v1/labels`);
    return data;
}
