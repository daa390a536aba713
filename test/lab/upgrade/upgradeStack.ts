import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ensureStack, type LabPulumi } from "../../../lab/deploy/pulumi";
import type { Config } from "./config";
import { EngineRun } from "./engineRun";
import type { Preview } from "./previewChanges";

const baseFile = join(__dirname, "Pulumi.upgrade.yaml");

/** Pulumi reads YAML 1.1, where an unquoted date is a timestamp and not text. */
const yamlForPulumi = { version: "1.1" } as const;

/** The stack file before the first change. */
export function baseConfig(): Config {
    return (parse(readFileSync(baseFile, "utf8")) as { readonly config: Config }).config;
}

/** The stack that is upgraded, in the hands of the real engine. */
export class UpgradeStack {
    constructor(
        readonly pulumi: LabPulumi,
        /** What the lab alone knows: where its API server and its charts are. */
        readonly facts: Config,
    ) {}

    /** What a user saves; the salt of the stack's passphrase lives in the same file. */
    write(config: Config): void {
        const file = this.pulumi.stackFile;
        const kept = existsSync(file)
            ? (parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>)["encryptionsalt"]
            : undefined;
        const salt = kept === undefined ? {} : { encryptionsalt: kept };
        writeFileSync(file, stringify({ ...salt, config: { ...config, ...this.facts } }, yamlForPulumi), {
            mode: 0o600,
        });
    }

    async preview(): Promise<Preview> {
        const { code, output } = await this.#run("preview", "--json").ended();
        const start = output.indexOf("{\n");
        if (code !== 0 || start < 0) {
            throw new Error(`pulumi preview ended with ${code}:\n${output.slice(-6000)}`);
        }
        return JSON.parse(output.slice(start, output.lastIndexOf("}") + 1)) as Preview;
    }

    /** Starts `pulumi up`; a lock that a killed one left is taken away first, as a user would. */
    async update(): Promise<EngineRun> {
        await ensureStack(this.pulumi);
        return this.#run("up", "--yes", "--skip-preview");
    }

    #run(command: string, ...args: readonly string[]): EngineRun {
        return new EngineRun(this.pulumi, [command, ...args, "--config-file", this.pulumi.stackFile]);
    }
}
