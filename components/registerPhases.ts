import type * as pulumi from "@pulumi/pulumi";
import { phaseOf, phases } from "./derive";
import { register } from "./istio/register";
import type { Manifest } from "./istio/types";
import type { OpenFirst } from "./openFirst";

/**
 * Registers derived objects so that each phase starts when the one before it is in the cluster: a DestinationRule
 * before the VirtualService that names its subset, every ALLOW before the deny that would otherwise cut its
 * callers off. Deletion runs the other way round by the same edges.
 *
 * @param manifests - in phase order, as `derive` returns them
 * @param stepOf - what is registered together; phases, unless an owner has an order of its own within them
 * @param openFirst - what pods wait for beside the phases before theirs, in every namespace
 * @returns how many were registered, those of the first phase, and those of the last, which all others came before
 */
export function registerPhases(
    manifests: readonly Manifest[],
    opts: pulumi.CustomResourceOptions,
    stepOf: (manifest: Manifest) => string = phaseOf,
    openFirst?: OpenFirst,
): { readonly count: number; readonly first: pulumi.Resource[]; readonly last: pulumi.Resource[] } {
    let first: pulumi.Resource[] | undefined;
    let step: string | undefined;
    let before: pulumi.Resource[] = [];
    let current: pulumi.Resource[] = [];
    for (const manifest of manifests) {
        const its = stepOf(manifest);
        if (its !== step) {
            step = its;
            before = current.length > 0 ? current : before;
            current = [];
            first ??= current;
        }
        const dependsOn = startsPods(manifest) ? afterOpening(before, openFirst) : before;
        const resource = register(manifest, { ...opts, dependsOn });
        current.push(resource);
        if (phaseOf(manifest) === "closing") {
            openFirst?.add(resource);
        }
    }
    return { count: manifests.length, first: first ?? [], last: current };
}

function startsPods(manifest: Manifest): boolean {
    return phases.indexOf(phaseOf(manifest)) >= phases.indexOf("workloads");
}

function afterOpening(
    before: pulumi.Resource[],
    openFirst: OpenFirst | undefined,
): pulumi.Resource[] | Promise<pulumi.Resource[]> {
    return openFirst === undefined ? before : openFirst.everywhere.then((opening) => [...before, ...opening]);
}
