import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { silentReporter } from "../reporter";
import { ensureTools, pulumiHome } from "../tools";

const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes"] as const;

/** What the engine needs in its environment to run by itself in a folder: its state there, no cluster, no network. */
export async function engineAlone(folder: string): Promise<NodeJS.ProcessEnv> {
    const tools = await ensureTools(programs, silentReporter);
    const { home, path, environment } = await pulumiHome(join(folder, "home"), tools, silentReporter);
    // A file where the engine would keep its debug log, which costs more than all the rest: see pulumi.ts.
    writeFileSync(join(home, "logs"), "");
    mkdirSync(join(folder, "backend"));
    return {
        ...environment,
        PATH: `${path}${delimiter}${process.env["PATH"] ?? ""}`,
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
        PULUMI_CONFIG_PASSPHRASE: "alone",
        PULUMI_SKIP_UPDATE_CHECK: "1",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
}
