import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import type { Reporter } from "../reporter";
import { type CacheEntry, ensureCached } from "./cache";
import { cacheKey } from "./cacheKey";
import { downloadModule, hintFor } from "./goModule";
import { findGo, type GoToolchain } from "./goToolchain";
import { runCommand } from "./runCommand";
import { ToolProblem } from "./toolProblem";
import type { ToolName, Unit } from "./toolTable";

export interface BuildContext {
    /** Folder that holds one folder per unit. */
    readonly modules: string;
    /** The cache. */
    readonly cache: string;
    readonly environment: NodeJS.ProcessEnv;
    /** Where Go is looked for when PATH has none. */
    readonly goPlaces: readonly string[];
    /** Milliseconds a program has to say its version, and a download to bring its next byte. */
    readonly patience: { readonly version: number; readonly download: number };
    readonly reporter: Reporter;
    readonly signal: AbortSignal;
}

/** Raised when a build does something else with the same ingredients. */
const recipe = "1";

/** The place of a unit's binaries in the cache, and how they get there. Needs Go: its version is in the key. */
export async function entryOf(unit: Unit, context: BuildContext): Promise<CacheEntry> {
    const { reporter } = context;
    const source = join(context.modules, unit.name);
    const names = Object.keys(unit.binaries);
    const go = await findGo(source, names.join(", "), context);
    return {
        name: unit.name,
        key: cacheKey({
            files: sourcesOf(source),
            goVersion: go.version,
            os: go.os,
            arch: go.arch,
            flags: [
                recipe,
                ...linkerFlags(unit),
                ...Object.entries(unit.binaries).flat(),
                JSON.stringify(unit.embeds ?? ""),
                ...(unit.tags ?? []),
                ...go.variant,
            ],
        }),
        contents: names.map((name) => join("bin", name)),
        make: async (target) => {
            reporter.step(
                `building ${names.join(", ")} ${unit.version} (once; ${unit.cold} from nothing on two cores)`,
            );
            await build(unit, go, source, target, context);
            reporter.done(`${names.join(", ")} ${unit.version} built with ${go.version}`);
        },
    };
}

/** Every binary of the unit, by tool, built if the cache does not hold it. */
export async function ensureBuilt(
    unit: Unit,
    context: BuildContext,
): Promise<{ readonly paths: ReadonlyMap<ToolName, string>; readonly made: boolean }> {
    const entry = await entryOf(unit, context);
    const { folder, made } = await ensureCached(context.cache, entry, context.reporter, context.signal);
    return { paths: binariesIn(folder, unit), made };
}

export function binariesIn(folder: string, unit: Unit): ReadonlyMap<ToolName, string> {
    const names = Object.keys(unit.binaries) as ToolName[];
    return new Map(names.map((name) => [name, join(folder, "bin", name)]));
}

/** The three kinds of file that decide a build; a stray file in the folder decides nothing. */
function sourcesOf(folder: string): Record<string, string> {
    const names = readdirSync(folder).filter((name) => /^go\.(mod|sum)$|\.go$/.test(name));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function linkerFlags(unit: Unit): readonly string[] {
    const stamps = Object.entries(unit.stamps).map(([symbol, value]) => `-X ${symbol}=${value}`);
    return ["-s", "-w", ...stamps];
}

async function build(
    unit: Unit,
    go: GoToolchain,
    source: string,
    target: string,
    context: BuildContext,
): Promise<void> {
    // A copy, because files are added beside main.go; -trimpath keeps its place out of the result.
    const work = join(target, "work");
    const binaries = join(target, "bin");
    const scratch = join(target, "tmp");
    await mkdir(work);
    await mkdir(binaries);
    await mkdir(scratch);
    for (const name of Object.keys(sourcesOf(source))) {
        cpSync(join(source, name), join(work, name));
    }
    // Go's own scratch folder goes where it is removed with the rest: a killed go leaves it behind.
    const environment = { ...go.environment, GOTMPDIR: scratch };
    if (unit.embeds) {
        const module = await downloadModule(unit.embeds.module, work, go, context);
        for (const file of unit.embeds.files) {
            copyEmbedded(join(module, unit.embeds.folder, file), join(work, file), unit.version);
        }
    }
    await compile(unit, go, { work, binaries, environment }, context);
    await rm(work, { recursive: true });
    await rm(scratch, { recursive: true });
}

async function compile(
    unit: Unit,
    go: GoToolchain,
    place: { readonly work: string; readonly binaries: string; readonly environment: NodeJS.ProcessEnv },
    { reporter, signal }: BuildContext,
): Promise<void> {
    const names = Object.keys(unit.binaries);
    // A lone package is named by us; several keep their own names, and share one linker run each.
    const output = names.length === 1 ? join(place.binaries, ...names) : `${place.binaries}${sep}`;
    let packages = 0;
    const watch = (line: string) => {
        if (line.startsWith("go: downloading ")) {
            reporter.progress?.(line.slice("go: ".length));
        } else if (/^[\w./-]+$/.test(line)) {
            packages += 1;
            reporter.progress?.(`${packages} packages compiled`);
        }
    };
    const result = await runCommand(
        go.path,
        [
            "build",
            "-v",
            ...(unit.tags === undefined ? [] : [`-tags=${unit.tags.join(",")}`]),
            `-ldflags=${linkerFlags(unit).join(" ")}`,
            "-o",
            output,
            ...Object.values(unit.binaries),
        ],
        { cwd: place.work, environment: place.environment, signal, onLine: watch },
    );
    if (result.code !== 0) {
        throw new ToolProblem(
            [
                `building ${names.join(", ")} ${unit.version} failed; the last lines of go build:`,
                ...result.tail.map((line) => `    ${line}`),
                ...hintFor(result.tail),
            ].join("\n"),
        );
    }
}

/** The schema inside the module carries no version; the engine asks the provider for one. */
function copyEmbedded(from: string, to: string, version: string): void {
    const text = readFileSync(from, "utf8");
    if (basename(from) !== "schema.json") {
        writeFileSync(to, text);
        return;
    }
    const schema = JSON.parse(text) as Record<string, unknown>;
    writeFileSync(to, JSON.stringify({ ...schema, version }));
}
