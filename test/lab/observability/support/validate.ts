import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CollectorConfig } from "../../../../components/observability/collector/settings";
import { yamlText } from "../../../../components/observability/configText";
import type { ToolName } from "../../../../lab/tools/toolTable";
import { folderFor, pathOf } from "./program";

/**
 * What a program finds wrong with a configuration, or nothing. It reads every key of every component and checks values
 * and references, without starting anything.
 */
export async function complaints(
    tool: ToolName,
    config: CollectorConfig,
    env: Readonly<Record<string, string>> = {},
): Promise<string> {
    const folder = folderFor("validate");
    const file = join(folder, "config.yaml");
    writeFileSync(file, yamlText(config));
    const { status, stdout, stderr } = spawnSync(await pathOf(tool), ["validate", "--config", file], {
        cwd: folder,
        env: { PATH: process.env["PATH"], ...env },
        encoding: "utf8",
    });
    return status === 0 ? "" : `${stdout}${stderr}`;
}
