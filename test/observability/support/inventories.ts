import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renamed } from "../../../components/observability/prometheus/counterNames";
import { isKept } from "../../../components/observability/prometheus/keptMetrics";

const folder = join(__dirname, "inventories");

/** Labels by metric. Where each file's names come from is said in its first lines. */
export type Inventory = ReadonlyMap<string, ReadonlySet<string>>;

/** One inventory by name: `istiod`, `proxy`, `istio`, `collector`, `jaeger`, … */
export function inventory(name: string): Inventory {
    const metrics = new Map<string, ReadonlySet<string>>();
    for (const line of readFileSync(join(folder, `${name}.txt`), "utf8").split("\n")) {
        if (line === "" || line.startsWith("#")) {
            continue;
        }
        const [metric = "", labels = ""] = line.split(" ");
        // `=metric` stands for the labels of another one.
        const all = labels
            .split(",")
            .filter((each) => each !== "")
            .flatMap((each) => (each.startsWith("=") ? [...(metrics.get(each.slice(1)) ?? [])] : [each]));
        metrics.set(metric, new Set(all));
    }
    return metrics;
}

export function inventoryNames(): readonly string[] {
    return readdirSync(folder)
        .filter((file) => file.endsWith(".txt"))
        .map((file) => file.replace(".txt", ""))
        .sort();
}

/** Everything that is known to exist, whoever emits it, if Prometheus keeps it, and by the name under which it does. */
export function everyMetric(): Inventory {
    const all = new Map<string, Set<string>>();
    for (const name of inventoryNames()) {
        for (const [scraped, labels] of inventory(name)) {
            const metric = renamed(scraped);
            if (!isKept(metric)) {
                continue;
            }
            all.set(metric, new Set([...(all.get(metric) ?? []), ...labels]));
        }
    }
    return all;
}
