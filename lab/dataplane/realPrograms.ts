import { basename } from "node:path";
import { rateLimitImages } from "../../components/versions";
import type { Mesh } from "../../mesh";
import type { Reporter } from "../reporter";
import { ensureTools } from "../tools";
import { findOnPath } from "../tools/findOnPath";
import { share } from "./network";
import type { Programs } from "./program";

/** Comes from the distribution: it is not written in Go. */
export const redisProgram = "redis-server";

/**
 * The programs that the platform's own pods run, where the mesh has such pods. Without a Redis on PATH the service has
 * nothing to count in: the pods run, and what needs them is told to be skipped.
 */
export async function realPrograms(mesh: Mesh, reporter: Reporter): Promise<Programs> {
    if (mesh.derived.rateLimitService.length === 0) {
        return new Map();
    }
    const redis = findOnPath(redisProgram, process.env);
    if (redis === undefined) {
        reporter.warn(
            `SKIPPED limits of the whole mesh: ${redisProgram} is not on PATH; apt-get install -y ${redisProgram}`,
        );
        return new Map();
    }
    const tools = await ensureTools(["ratelimit"], reporter);
    return new Map([
        [withoutTag(rateLimitImages.service), tools.get("ratelimit")?.path ?? "ratelimit"],
        [withoutTag(rateLimitImages.redis), redis],
    ]);
}

/** The same programs where every user can reach them. */
export async function shareAll(programs: Programs): Promise<Programs> {
    const shared = new Map<string, string>();
    for (const [image, path] of programs) {
        shared.set(image, await share(path, basename(path), "file"));
    }
    return shared;
}

function withoutTag(image: string): string {
    return image.replace(/:[^:/]*$/, "");
}
