import type { Props } from "../crossguard";

/** Where requests go. */
export function routeObjects(): Props[] {
    return [];
}
