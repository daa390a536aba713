import { execFile } from "node:child_process";

/** Runs a program to its end; rejects with its command line and what it said. */
export function run(
    command: string,
    args: readonly string[],
    options: { cwd?: string; input?: string } = {},
): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = execFile(
            command,
            args,
            { cwd: options.cwd, maxBuffer: 64 * 1024 * 1024 },
            (error, stdout, stderr) => {
                if (error) {
                    const said = `${stderr.trim()}${stderr === "" ? stdout.trim().slice(-2000) : ""}`;
                    reject(new Error(`${command} ${args.join(" ")}: ${said || error.message}`));
                } else {
                    resolve(stdout);
                }
            },
        );
        child.stdin?.on("error", () => undefined);
        child.stdin?.end(options.input ?? "");
    });
}
