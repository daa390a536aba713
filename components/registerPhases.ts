import type * as pulumi from "@pulumi/pulumi";
import { phaseOf } from "./derive";
import { register } from "./istio/register";
import type { Manifest } from "./istio/types";

/**
 * Registers derived objects so that each phase starts when the one before it is in the cluster: a DestinationRule
 * before the VirtualService that names its subset, every ALLOW before the deny that would otherwise cut its
 * callers off. Deletion runs the other way round by the same edges.
 *
 * @param manifests - in phase order, as `derive` returns them
 * @param stepOf - what is registered together; phases, unless an owner has an order of its own within them
 * @returns how many were registered, and those of the last phase, which all others came before
 */
export function registerPhases(
    manifests: readonly Manifest[],
    opts: pulumi.CustomResourceOptions,
    stepOf: (manifest: Manifest) => string = phaseOf,
): { readonly count: number; readonly last: pulumi.Resource[] } {
    let step: string | undefined;
    let before: pulumi.Resource[] = [];
    let current: pulumi.Resource[] = [];
    for (const manifest of manifests) {
        const its = stepOf(manifest);
        if (its !== step) {
            step = its;
            before = current.length > 0 ? current : before;
            current = [];
        }
        current.push(register(manifest, { ...opts, dependsOn: before }));
    }
    return { count: manifests.length, last: current };
}
