import { annotations } from "../labels";
import type { Manifest, VirtualServiceSpec } from "./types";

/**
 * Leaves the weights that a progressive-delivery controller writes as they are: neither a preview nor an update
 * sees a difference in them. Each is named by its place, because the provider takes no wildcards in lists.
 */
export function leavingWeights(manifest: Manifest): { ignoreChanges?: string[] } {
    const hosts = manifest.metadata.annotations?.[annotations.externalWeights]?.split(",") ?? [];
    if (manifest.kind !== "VirtualService" || hosts.length === 0) {
        return {};
    }
    const { http = [] } = manifest.spec as VirtualServiceSpec;
    const paths = http.flatMap(({ route }, at) =>
        route.flatMap(({ destination, weight }, which) =>
            weight !== undefined && hosts.includes(destination.host)
                ? [`spec.http[${at}].route[${which}].weight`]
                : [],
        ),
    );
    return paths.length === 0 ? {} : { ignoreChanges: paths };
}
