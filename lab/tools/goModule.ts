import type { GoToolchain } from "./goToolchain";
import { runCommand } from "./runCommand";
import { ToolProblem } from "./toolProblem";

/**
 * The folder of a module's sources, fetched at the version and with the hash that the go.mod and go.sum in
 * `folder` say. It belongs to Go's module cache and is read-only.
 */
export async function downloadModule(
    module: string,
    folder: string,
    go: Pick<GoToolchain, "path" | "environment">,
    context: { readonly signal: AbortSignal },
): Promise<string> {
    const result = await runCommand(go.path, ["mod", "download", "-json", module], {
        cwd: folder,
        environment: go.environment,
        signal: context.signal,
    });
    const answer =
        result.stdout === "" ? {} : (JSON.parse(result.stdout) as { Dir?: string; Error?: string });
    if (result.code !== 0 || answer.Dir === undefined) {
        const tail = answer.Error ? [answer.Error] : result.tail;
        throw new ToolProblem(
            [
                `cannot fetch the Go module ${module}; the last lines of go mod download:`,
                ...tail.map((line) => `    ${line}`),
                ...hintFor(tail),
            ].join("\n"),
        );
    }
    return answer.Dir;
}

/** What usually helps, when Go's own words do not say it. */
export function hintFor(lines: readonly string[]): readonly string[] {
    const text = lines.join("\n");
    if (/no space left on device/.test(text)) {
        return [
            "The disk is full: building all tools from nothing needs about 12 GB, most of it Go's own caches.",
        ];
    }
    if (/dial tcp|i\/o timeout|no such host|connection refused|proxyconnect/.test(text)) {
        return [
            "Go could not reach its module proxy: check the network, or set GOPROXY to one that can be reached.",
        ];
    }
    return [];
}
