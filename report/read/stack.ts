import { dirname } from "node:path";
import type { CatalogTexts } from "../../catalogFiles";
import type { Result } from "../../components/problems";
import { readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";
import { factsOf } from "../factsOf";
import type { Side } from "../side";

/** What a stack file and the catalogue beside it stand for, whole, whatever part of it the stack owns. */
export function readStack(stackFile: string, today: string, texts: CatalogTexts = new Map()): Result<Side> {
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        return { ok: false, problems: stack.problems };
    }
    const mesh = readMesh({ config: stack.config, folder: dirname(stackFile), today, texts });
    if (!mesh.ok) {
        return mesh;
    }
    const { platform, namespaces, gateways, rateLimitService, observability } = mesh.value.derived;
    const objects = [
        ...platform,
        ...rateLimitService,
        ...observability,
        ...[...gateways.values()].flat(),
        ...[...namespaces.values()].flat(),
    ];
    return { ...mesh, value: { name: stackFile, objects, ...factsOf(mesh.value) } };
}
