import { cp, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BuildContext } from "./build";
import type { CacheEntry } from "./cache";
import { runCommand } from "./runCommand";
import { kubernetesProviderVersion as version } from "./toolTable";

/** The plugin's folder below `plugins/` of a Pulumi home, and the program in it. */
export const pluginFolder = `resource-kubernetes-v${version}`;
export const pluginBinary = "pulumi-resource-kubernetes";

/** Where a fetched plugin is kept for every lab of this machine; Pulumi has verified what is in it. */
export const pluginEntry: Omit<CacheEntry, "make"> = {
    name: "pulumi-resource-kubernetes-fetched",
    key: `${version}-${process.platform}-${process.arch}`,
    contents: [pluginBinary],
};

/** Pulumi could not fetch it; not a failure, because it can be built. */
export class FetchRefused extends Error {
    override readonly name = "FetchRefused";
}

/** How often the folder is weighed. */
const poll = 500;

/** Lets the CLI install the plugin into a home of its own and puts the result into `target`. */
export async function fetchPlugin(pulumi: string, target: string, context: BuildContext): Promise<void> {
    const patience = context.patience.download;
    const home = join(target, "home");
    const scratch = join(target, "tmp");
    await mkdir(home);
    await mkdir(scratch);
    const watchdog = new AbortController();
    let last = { bytes: 0, at: Date.now() };
    const timer = setInterval(async () => {
        const bytes = await bytesIn(target);
        if (bytes !== last.bytes) {
            last = { bytes, at: Date.now() };
            context.reporter.progress?.(`${Math.round(bytes / 1e6)} MB`);
        } else if (Date.now() - last.at > patience) {
            watchdog.abort(new FetchRefused(`nothing came for ${patience / 1000} s`));
        }
    }, poll);
    context.reporter.step(`letting Pulumi fetch its Kubernetes plugin ${version}`);
    try {
        const result = await runCommand(pulumi, ["plugin", "install", "resource", "kubernetes", version], {
            environment: {
                ...context.environment,
                PULUMI_HOME: home,
                PULUMI_SKIP_UPDATE_CHECK: "1",
                TMPDIR: scratch,
            },
            signal: AbortSignal.any([context.signal, watchdog.signal]),
        });
        if (result.code !== 0) {
            throw new FetchRefused(reasonIn(result.tail));
        }
        await cp(join(home, "plugins", pluginFolder), target, { recursive: true });
        context.reporter.done(`Kubernetes plugin ${version} fetched by Pulumi`);
    } finally {
        clearInterval(timer);
        await rm(home, { recursive: true, force: true });
        await rm(scratch, { recursive: true, force: true });
    }
}

/** The innermost cause, which is the last part of Go's chained message. */
function reasonIn(tail: readonly string[]): string {
    const cause =
        tail.findLast((line) => /dial|lookup|timeout|HTTP|status|refused/i.test(line)) ?? tail.at(-1);
    return cause?.split(": ").slice(-2).join(": ").trim() ?? "no reason given";
}

async function bytesIn(folder: string): Promise<number> {
    let total = 0;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries.filter((each) => each.isFile() && !each.name.endsWith(".log"))) {
        total += await stat(join(entry.parentPath, entry.name)).then(
            (found) => found.size,
            () => 0,
        );
    }
    return total;
}
