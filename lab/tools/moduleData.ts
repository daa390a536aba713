import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildContext } from "./build";
import { ensureCached } from "./cache";
import { cacheKey } from "./cacheKey";
import { downloadModule } from "./goModule";
import { findGo } from "./goToolchain";
import type { UnitName } from "./toolTable";

/** Plain files that come with a pinned Go module. */
export interface ModuleData {
    readonly name: string;
    readonly unit: UnitName;
    readonly module: string;
    /** Raised when `copy` does something else with the same module. */
    readonly recipe: string;
    readonly contents: readonly string[];
    readonly copy: (module: string, target: string) => Promise<void>;
}

/** The folder in the cache that holds them. Go is asked for only when the cache does not hold them yet. */
export async function ensureModuleData(data: ModuleData, context: BuildContext): Promise<string> {
    const { reporter, signal } = context;
    const source = join(context.modules, data.unit);
    const read = (name: string) => readFileSync(join(source, name), "utf8");
    const { folder } = await ensureCached(
        context.cache,
        {
            name: data.name,
            key: cacheKey({
                files: { "go.mod": read("go.mod"), "go.sum": read("go.sum") },
                goVersion: "",
                os: "",
                arch: "",
                flags: [data.module, data.recipe],
            }),
            contents: data.contents,
            make: async (target) => {
                reporter.step(`taking ${data.name} from the Go module ${data.module}`);
                const go = await findGo(source, data.name, context);
                await data.copy(await downloadModule(data.module, source, go, context), target);
                reporter.done(`${data.name} taken from ${data.module}`);
            },
        },
        reporter,
        signal,
    );
    return folder;
}
