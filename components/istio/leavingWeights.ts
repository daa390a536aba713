import { annotations } from "../labels";
import type { Manifest, VirtualServiceSpec } from "./types";

/**
 * Leaves the weights that a progressive-delivery controller writes as they are: no preview sees a difference in
 * them. To the API server `spec.http` is one value with one owner, which the controller is from its first write on;
 * so an update that changes such a route in another way fails, unless it looks first and is told to write
 * (`PULUMI_K8S_ENABLE_PATCH_FORCE=true pulumi up --refresh`), and then it writes the weights it found.
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
