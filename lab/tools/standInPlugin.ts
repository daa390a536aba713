import { existsSync } from "node:fs";
import { mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import certManager from "@pulumi/kubernetes-cert-manager/package.json";
import random from "@pulumi/random/package.json";

interface Sdk {
    readonly pulumi: { readonly name: string; readonly version: string };
}

/** In every launcher; it tells one from a plugin that somebody installed. */
const mark = "# Written by the lab: a stand-in, see lab/standins/";

/**
 * Puts the stand-in for Pulumi's cert-manager plugin where the engine looks for the plugin. Always, even where the
 * real one could be downloaded: that one installs webhooks, and in a lab no container runs to answer them.
 *
 * @param home - a Pulumi home
 * @param chart - folder of cert-manager's chart
 */
export async function placeCertManagerStandIn(home: string, chart: string): Promise<void> {
    await placeLauncher(home, certManager, "certManagerPlugin", {
        MESHWRIGHT_CERT_MANAGER_CHART: chart,
    });
}

/**
 * Puts Pulumi's plugin `random` where the engine looks for it: the user's own where that version is installed, else a
 * stand-in, because the plugin is no Go module to be built from. One that lies there already is left alone.
 *
 * @param home - a Pulumi home
 * @param environment - where the user's own Pulumi home is said
 */
export async function placeRandomStandIn(
    home: string,
    environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
    const { folder, binary } = pluginOf(home, random);
    if (existsSync(join(folder, binary)) && !(await isStandIn(join(folder, binary)))) {
        return;
    }
    const users = environment["PULUMI_HOME"] ?? join(environment["HOME"] ?? homedir(), ".pulumi");
    const own = pluginOf(users, random);
    const installed = existsSync(join(own.folder, binary)) && !existsSync(`${own.folder}.partial`);
    if (installed && resolve(users) !== resolve(home) && !(await isStandIn(join(own.folder, binary)))) {
        await mkdir(folder, { recursive: true });
        await place(join(folder, binary), (fresh) => symlink(join(own.folder, binary), fresh));
        return;
    }
    await placeLauncher(home, random, "randomPlugin", {});
}

async function placeLauncher(
    home: string,
    sdk: Sdk,
    standIn: string,
    variables: Readonly<Record<string, string>>,
): Promise<void> {
    const { folder, binary } = pluginOf(home, sdk);
    await mkdir(folder, { recursive: true });
    const program = join(__dirname, "..", "standins", standIn, "main.ts");
    const words = [process.execPath, "--require", require.resolve("tsx/cjs"), program].map(quoted);
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)} `);
    const script = [
        "#!/bin/sh",
        `${mark}${standIn}.`,
        `${assignments.join("")}exec ${words.join(" ")} "$@"`,
        "",
    ].join("\n");
    await place(join(folder, binary), (fresh) => writeFile(fresh, script, { mode: 0o700 }));
}

function pluginOf(home: string, { pulumi }: Sdk): { readonly folder: string; readonly binary: string } {
    return {
        folder: join(home, "plugins", `resource-${pulumi.name}-v${pulumi.version}`),
        binary: `pulumi-resource-${pulumi.name}`,
    };
}

async function isStandIn(file: string): Promise<boolean> {
    return (await readFile(file)).subarray(0, 200).toString().includes(mark);
}

/** In one step, so that a running engine never finds half of it. */
async function place(file: string, make: (fresh: string) => Promise<void>): Promise<void> {
    const fresh = `${file}.${process.pid}.new`;
    await make(fresh);
    await rename(fresh, file);
}

function quoted(word: string): string {
    return `'${word.replaceAll("'", "'\\''")}'`;
}
