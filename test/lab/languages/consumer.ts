import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { engineAlone } from "../../../lab/deploy/engineAlone";
import { runStreaming, type StreamResult } from "../../../lab/deploy/runStreaming";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools } from "../../../lab/tools";
import { program } from "../support/command";

/** A program of somebody else that takes the components from a folder, as `pulumi package add` writes it down. */
export class Consumer {
    readonly folder = mkdtempSync(join(tmpdir(), "meshwright-consumer-"));
    readonly program = join(this.folder, "program");
    #environment: NodeJS.ProcessEnv = {};

    static async start(): Promise<Consumer> {
        const consumer = new Consumer();
        consumer.#environment = { ...process.env, ...(await engineAlone(consumer.folder)) };
        mkdirSync(join(consumer.program, "node_modules"), { recursive: true });
        symlinkSync(
            join(program, "node_modules", "@pulumi"),
            join(consumer.program, "node_modules", "@pulumi"),
        );
        consumer.write("package.json", '{ "name": "consumer", "private": true, "main": "index.js" }');
        return consumer;
    }

    write(file: string, text: string): void {
        writeFileSync(join(this.program, file), text);
    }

    /** The project file, with the components from this folder, and in YAML the program itself. */
    project(runtime: "nodejs" | "yaml", components: string, rest: object = {}): void {
        this.write(
            "Pulumi.yaml",
            stringify({ ...rest, name: "consumer", runtime, packages: { meshwright: components } }),
        );
    }

    /** Puts the language's host where the engine looks for it. */
    async canRunYaml(): Promise<void> {
        const host = (await ensureTools(["pulumi-language-yaml"], silentReporter)).get(
            "pulumi-language-yaml",
        );
        copyFileSync(host?.path ?? "", join(this.folder, "home", "bin", "pulumi-language-yaml"));
    }

    async preview(): Promise<StreamResult> {
        const stack = ["--stack", "dev", "--non-interactive", "--color", "never"];
        await this.#pulumi("stack", "select", "--create", ...stack);
        return this.#pulumi("preview", ...stack);
    }

    dispose(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    #pulumi(...words: readonly string[]): Promise<StreamResult> {
        return runStreaming("pulumi", words, {
            cwd: this.program,
            environment: this.#environment,
            log: join(this.folder, "pulumi.log"),
        });
    }
}

/** Types and names of what the engine would make, sorted. */
export function created(lines: readonly string[]): readonly string[] {
    return lines
        .flatMap((line) => {
            const [, what] = /^ \+ +((?:meshwright|kubernetes):\S+ \S+) create/.exec(line) ?? [];
            return what === undefined ? [] : [what];
        })
        .sort();
}
