/** Every version this package pins, installs or judges, in one place. */
export interface IstioMinor {
    readonly minor: string;
    /** First patch without a known bypass that touches what we generate. */
    readonly securityFloor: string;
    /** ISO date, or undefined while the minor is supported without an announced end. */
    readonly endOfLife?: string;
    readonly kubernetes: { readonly oldest: string; readonly newest: string };
}

/** https://istio.io/latest/docs/releases/supported-releases/ and the security bulletins of 2026. */
export const istioMinors: readonly IstioMinor[] = [
    {
        minor: "1.29",
        securityFloor: "1.29.9",
        endOfLife: "2026-10-15",
        kubernetes: { oldest: "1.31", newest: "1.35" },
    },
    { minor: "1.30", securityFloor: "1.30.5", kubernetes: { oldest: "1.32", newest: "1.36" } },
    { minor: "1.31", securityFloor: "1.31.1", kubernetes: { oldest: "1.32", newest: "1.36" } },
];

/**
 * Envoy's rate-limit service has no releases: an image is called by the commit it was built from, the one whose source
 * the tests run. Redis is the last series under its old licence.
 */
export const rateLimitImages = {
    service: "docker.io/envoyproxy/ratelimit:3fb70258",
    redis: "docker.io/library/redis:7.2.7-alpine",
} as const;

/** Images are published on Docker Hub only since 1.31; every older registry is gone by December 2026. */
export const istioImageHub = "docker.io/istio";
export const istioChartRepository = "oci://ghcr.io/istio/release/charts";

/**
 * Chart and images. Said instead of left to the component package, whose own default changes with the package; the
 * lab builds the controllers of the same release.
 */
export const certManagerVersion = "1.21.2";
