import type { RateLimitService } from "../../graph/platform";

/** All limits of the mesh are in one domain: their names tell them apart. */
export const rateLimitDomain = "meshwright";
export const rateLimitName = "ratelimit";
/** Where it serves gRPC. */
export const rateLimitPort = 8081;

export function rateLimitHost({ namespace }: RateLimitService, clusterDomain: string): string {
    return `${rateLimitName}.${namespace}.svc.${clusterDomain}`;
}
