import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ToolSources } from "../../../lab/tools";

/** A machine of its own: modules, a cache, a PATH, and a Go that is a shell script. */
export interface Workshop {
    readonly sources: Required<ToolSources>;
    /** Folder of finished and half-made results. */
    readonly tools: string;
    /** Puts a program on PATH. */
    readonly program: (name: string, script: string, folder?: string) => string;
    /** How often the fake Go was asked to build. */
    readonly builds: () => number;
    /** Process ids the fake Go's compilers wrote down. */
    readonly compilers: () => readonly number[];
    readonly remove: () => void;
}

/**
 * The fake Go answers `env`, and `build` by writing its -o. FAKE_GO_FAIL makes the compiler complain;
 * FAKE_GO_GATE makes it wait, with a child of its own, until a file of that name exists.
 */
const fakeGo = `#!/bin/sh
case "$1" in
mod)
    printf '{"Dir":"%s"}' "$FAKE_GO_MODULE" ;;
env)
    if [ -n "$FAKE_GO_REFUSES" ]; then echo "$FAKE_GO_REFUSES" >&2; exit 1; fi
    printf '{"GOVERSION":"%s","GOHOSTOS":"linux","GOHOSTARCH":"%s"}' "\${FAKE_GO_VERSION:-go1.26.8}" "\${FAKE_GO_ARCH:-amd64}" ;;
build)
    echo build >> "$FAKE_GO_LOG"
    while [ "$1" != "-o" ]; do shift; done
    case "$2" in */) out="$2" ;; *) out="" ;; esac
    target="$2"
    shift 2
    if [ -n "$FAKE_GO_GATE" ]; then
        /bin/sh -c 'echo $$ >> "$FAKE_GO_LOG.pids"; while [ ! -e "$FAKE_GO_GATE" ]; do /bin/sleep 0.05; done' &
        wait
    fi
    if [ -n "$FAKE_GO_FAIL" ]; then
        echo "# toolchain/etcd" >&2
        echo "./main.go:7:2: undefined: etcdmain" >&2
        exit 1
    fi
    if [ -z "$out" ]; then
        # What a Go program would embed, so that a test can read it back.
        if [ -e schema.json ]; then /bin/cat schema.json > "$target"; else echo binary > "$target"; fi
    fi
    for package in "$@"; do
        if [ -n "$out" ]; then echo binary > "$out\${package##*/}"; fi
    done ;;
*) exit 9 ;;
esac
`;

export function workshop(environment: NodeJS.ProcessEnv = {}): Workshop {
    const root = mkdtempSync(join(tmpdir(), "meshwright-tools-"));
    const bin = join(root, "bin");
    const log = join(root, "go.log");
    const modules = join(root, "modules");
    mkdirSync(bin);
    for (const unit of [
        "etcd",
        "kubernetes",
        "kubernetes-provider",
        "pulumi-cli",
        "pulumi-language-nodejs",
    ]) {
        mkdirSync(join(modules, unit), { recursive: true });
        writeFileSync(join(modules, unit, "go.mod"), `module toolchain/${unit}\n\ngo 1.26.0\n`);
        writeFileSync(join(modules, unit, "go.sum"), "");
    }
    // What the sources of a module hold, wherever a unit takes files from them.
    const embedded = join(root, "module", "cmd", "pulumi-resource-kubernetes");
    mkdirSync(embedded, { recursive: true });
    writeFileSync(join(embedded, "schema.json"), '{"name":"kubernetes"}');
    writeFileSync(join(embedded, "terraform-mapping.json"), "{}");
    writeFileSync(join(modules, "etcd", "main.go"), "package main\n\nfunc main() {}\n");
    const program = (name: string, script: string, folder = bin) => {
        mkdirSync(folder, { recursive: true });
        const path = join(folder, name);
        writeFileSync(path, script);
        chmodSync(path, 0o755);
        return path;
    };
    program("go", fakeGo);
    const cache = join(root, "cache");
    return {
        sources: {
            modules,
            cache,
            environment: {
                PATH: bin,
                HOME: root,
                FAKE_GO_LOG: log,
                FAKE_GO_MODULE: join(root, "module"),
                ...environment,
            },
            goPlaces: [],
            // Nothing is expected of how fast a machine starts a shell.
            patience: { version: 100_000, download: 100_000 },
        },
        tools: join(cache, "tools"),
        program,
        builds: () => linesOf(log).length,
        compilers: () => linesOf(`${log}.pids`).map(Number),
        remove: () => rmSync(root, { recursive: true, force: true }),
    };
}

/** Everything in the folder of results, hidden things and locks included. */
export function leftIn(folder: string): readonly string[] {
    return existsSync(folder) ? readdirSync(folder).sort() : [];
}

export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** Waits for something another process does; the test's own time limit is the only one. */
export async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

function linesOf(path: string): readonly string[] {
    return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
}
