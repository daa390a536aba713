import type { Manifest } from "../../istio/types";
import { configMap } from "../workloads";
import type { Dashboard } from "./dashboard";
import type { Folder } from "./folders";

/**
 * Bytes in one ConfigMap. Kubernetes takes 1 MiB; what the API server and the engine write around the text, and the
 * escapes of JSON inside JSON, need the rest.
 */
const limit = 900 * 1024;

/** What a folder is made of: one ConfigMap, or as many as its dashboards need. */
export function folderConfigMaps(
    folder: Folder,
    namespace: string,
    labels: Readonly<Record<string, string>> = {},
): readonly Manifest<"ConfigMap">[] {
    return parted(folder.dashboards).map((part, at) => {
        // No namespace has a dot in its name, so that no second part is another's first.
        const name = `${folder.configMap}${at === 0 ? "" : `.${at + 1}`}`;
        const data = Object.fromEntries(part.map(({ uid, json }) => [`${uid}.json`, json]));
        const made = configMap(namespace, name, data);
        return { ...made, metadata: { ...made.metadata, labels: { ...made.metadata.labels, ...labels } } };
    });
}

/** In order, each part as full as it may be. */
function parted(dashboards: readonly Dashboard[]): readonly (readonly Dashboard[])[] {
    const parts: Dashboard[][] = [];
    let bytes = limit;
    for (const each of dashboards) {
        const size = sizeOf(each);
        if (bytes + size > limit) {
            parts.push([]);
            bytes = 0;
        }
        parts.at(-1)?.push(each);
        bytes += size;
    }
    return parts;
}

/** As it stands in an object's own JSON: every quote in it takes two bytes, every other letter up to four. */
function sizeOf({ uid, json }: Dashboard): number {
    return uid.length + new TextEncoder().encode(JSON.stringify(json)).length + 10;
}
