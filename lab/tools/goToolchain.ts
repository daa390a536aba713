import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findOnPath, isExecutable } from "./findOnPath";
import { runCommand } from "./runCommand";
import { ToolProblem } from "./toolProblem";
import { compareVersions } from "./versionRange";

/** A Go that can build one module folder, and the environment to run it in. */
export interface GoToolchain {
    readonly path: string;
    /** What will really compile, after Go's own toolchain switching. */
    readonly version: string;
    readonly os: string;
    readonly arch: string;
    /** Instruction-set level and experiments: they change the result, so they are part of the key. */
    readonly variant: readonly string[];
    readonly environment: NodeJS.ProcessEnv;
}

/** Where the official archive unpacks Go; installers often leave it out of PATH. */
export const usualGoPlaces: readonly string[] = [
    "/usr/local/go/bin/go",
    "/usr/local/bin/go",
    "/usr/lib/go/bin/go",
    "/snap/bin/go",
];
const download = "https://go.dev/dl";
/** What the newest of the pinned modules asks for: who installs Go because of one must be able to build all. */
export const minimumGo = "1.26.5";
/** Harmless flags of the user's own that must survive; everything else in GOFLAGS could change the result. */
const keptFlags = /^-(modcacherw|p=\d+)$/;

/**
 * Go for the module in this folder. Rejects with a `ToolProblem` when there is none, or none that is new
 * enough and may switch to a newer one.
 */
export async function findGo(
    folder: string,
    wanted: string,
    options: {
        readonly environment: NodeJS.ProcessEnv;
        readonly signal: AbortSignal;
        readonly goPlaces?: readonly string[];
    },
): Promise<GoToolchain> {
    const given = options.environment;
    const needed = requiredGo(readFileSync(join(folder, "go.mod"), "utf8"));
    const path = findOnPath("go", given) ?? (options.goPlaces ?? usualGoPlaces).find(isExecutable);
    if (path === undefined) {
        throw new ToolProblem(noGo(wanted));
    }
    const environment = goEnvironment(given);
    const asked = await runCommand(
        path,
        ["env", "-json", "GOVERSION", "GOHOSTOS", "GOHOSTARCH", "GOAMD64", "GOARM64", "GOEXPERIMENT"],
        { cwd: folder, environment, signal: options.signal },
    );
    if (asked.code !== 0) {
        throw new ToolProblem(oldGo(wanted, path, asked.tail.join("\n")));
    }
    const answer = JSON.parse(asked.stdout) as Readonly<Record<string, string>>;
    const version = answer["GOVERSION"] ?? "";
    if (compareVersions(version, needed) < 0) {
        throw new ToolProblem(oldGo(wanted, path, `it is ${version}`));
    }
    const os = answer["GOHOSTOS"] ?? "";
    const arch = answer["GOHOSTARCH"] ?? "";
    return {
        path,
        version,
        os,
        arch,
        variant: [answer["GOAMD64"] ?? "", answer["GOARM64"] ?? "", answer["GOEXPERIMENT"] ?? ""],
        // The tools run here, whatever the user cross-compiles by default.
        environment: { ...environment, GOOS: os, GOARCH: arch },
    };
}

/** The `go` line of a go.mod: the oldest release that may build it. */
export function requiredGo(goMod: string): string {
    return /^go\s+(\d+(?:\.\d+)*)/m.exec(goMod)?.[1] ?? minimumGo;
}

/** The user's environment (proxy, private modules, sum database stay theirs) without what would change a build. */
export function goEnvironment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const kept = (given["GOFLAGS"] ?? "").split(/\s+/).filter((flag) => keptFlags.test(flag));
    return {
        ...given,
        GOFLAGS: ["-mod=readonly", "-trimpath", "-buildvcs=false", ...kept].join(" "),
        // A go.work in some parent folder would silently replace the pinned modules.
        GOWORK: "off",
        GO111MODULE: "on",
        CGO_ENABLED: "0",
    };
}

function noGo(wanted: string): string {
    return (
        `cannot build ${wanted}: Go is not on PATH. Install Go ${minimumGo} or newer from ${download} ` +
        "(a package of your distribution will do) and run the same command again"
    );
}

function oldGo(wanted: string, path: string, detail: string): string {
    return (
        `cannot build ${wanted}: ${path} cannot be used, Go ${minimumGo} or newer is needed (${detail.trim()}). ` +
        `Install it from ${download}, or let an installed Go fetch it with GOTOOLCHAIN=auto, and run the same command again`
    );
}
