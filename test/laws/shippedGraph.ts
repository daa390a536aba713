import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readCatalog } from "../../catalogFiles";
import { parseGraph, type ServiceGraph } from "../../components/graph";
import { formatProblems, type Result } from "../../components/problems";
import { parseSettings } from "../../settings";
import { targetOf } from "../../target";

const root = join(__dirname, "../..");

/** The graph of the shipped catalogue as one of the shipped stack files sees it. */
export function shippedGraph(stack: "dev" | "prod"): ServiceGraph {
    const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    const own = Object.entries(config).map(([key, value]) => [key.replace(/^meshwright:/, ""), value]);
    // A day before every date in the stack files: whether those have passed is not what is judged here.
    const settings = unwrap(parseSettings(Object.fromEntries(own), { today: "2026-11-01" }));
    const target = targetOf(settings);
    return unwrap(parseGraph(readCatalog(join(root, settings.catalog)).files, settings.rollout, target));
}

function unwrap<T>(result: Result<T>): T {
    if (!result.ok) {
        throw new Error(formatProblems("the shipped catalogue is not valid", result.problems));
    }
    return result.value;
}
