import { dirname, join } from "node:path";
import { type CatalogTexts, readCatalog } from "../../catalogFiles";
import type { Result } from "../../components/problems";
import { readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";
import { factsOf } from "../factsOf";
import type { Side } from "../side";
import { requirementsIn } from "./requirements";

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
    const { graph, settings } = mesh.value;
    const { files } = readCatalog(join(dirname(stackFile), settings.catalog), texts);
    return {
        ...mesh,
        value: {
            name: stackFile,
            objects,
            ...factsOf(mesh.value),
            requirementsOf: requirementsIn(files, settings.catalog, graph),
        },
    };
}
