import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sdk from "@pulumi/kubernetes-cert-manager/package.json";

const plugin = join(__dirname, "..", "standins", "certManagerPlugin", "main.ts");
const binary = `pulumi-resource-${sdk.pulumi.name}`;

/**
 * Puts the stand-in for Pulumi's cert-manager plugin where the engine looks for the plugin. Always, even where the
 * real one could be downloaded: that one installs webhooks, and in a lab no container runs to answer them.
 *
 * @param home - a Pulumi home
 * @param chart - folder of cert-manager's chart
 */
export async function placeCertManagerStandIn(home: string, chart: string): Promise<void> {
    const folder = join(home, "plugins", `resource-${sdk.pulumi.name}-v${sdk.pulumi.version}`);
    await mkdir(folder, { recursive: true });
    const file = join(folder, binary);
    const words = [process.execPath, "--require", require.resolve("tsx/cjs"), plugin].map(quoted);
    const script = [
        "#!/bin/sh",
        "# Written by the lab: a stand-in, see lab/standins/certManagerPlugin.",
        `MESHWRIGHT_CERT_MANAGER_CHART=${quoted(chart)} exec ${words.join(" ")} "$@"`,
        "",
    ].join("\n");
    // In one step, so that a running engine never finds half of it.
    await writeFile(`${file}.new`, script, { mode: 0o700 });
    await rename(`${file}.new`, file);
}

function quoted(word: string): string {
    return `'${word.replaceAll("'", "'\\''")}'`;
}
