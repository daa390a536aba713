import type { Side } from "../side";

/** What a command line calls a stack that is not there yet, or no longer. */
export const absent = "none";

/** A side with nothing in it, of the same mesh as the other one: all of that is new, or gone. */
export function absentSide({ mesh }: Side): Side {
    return {
        name: absent,
        objects: [],
        brought: [],
        workloads: [],
        gatewayPods: [],
        mesh,
        revisions: {},
        tags: {},
        gatewayTags: {},
    };
}
