import type { V1Pod } from "@kubernetes/client-node";
import { releaseOfMinor } from "../tools/istioReleases";
import { discoveryContainer } from "./istiodGroup";
import type { LabTools } from "./processSpec";

/** The program behind a pod of istiod, or why there is none. */
export type IstiodProgram =
    | { readonly path: string; readonly version: string }
    | { readonly missing: string };

/**
 * The istiod of the minor that the pod's image says. Never another one: a mesh that runs other versions than its
 * objects say would prove nothing about either.
 */
export function istiodProgram(tools: LabTools, pod: V1Pod): IstiodProgram {
    const image = discoveryContainer(pod)?.image ?? "";
    const version = /:(\d+\.\d+\.\d+)(?:-[\w.-]+)?(?:@sha256:\w+)?$/.exec(image)?.[1];
    if (version === undefined) {
        return {
            missing: `the image "${image}" does not say which Istio it is, so the lab runs none for it`,
        };
    }
    const release = releaseOfMinor(version);
    const path = release && tools.get(release.discovery)?.path;
    if (path === undefined) {
        return {
            missing: `this lab has no istiod of the minor of ${version}, so it runs none for the image "${image}"`,
        };
    }
    return { path, version };
}
