import type { Side } from "../side";

/** What there is of a stack that is not there yet, or any more, where `other` is the stack: nothing, in the same mesh. */
export function noStack(name: string, other: Side): Side {
    return {
        name,
        objects: [],
        brought: [],
        workloads: [],
        gatewayPods: [],
        mesh: other.mesh,
        revisions: {},
        tags: {},
        gatewayTags: {},
    };
}
