import type { KnownBypass } from "../engine/context";

/**
 * Ways around policy that a version of Istio leaves open to whoever configures the feature, from Istio's security
 * bulletins of 2026. Where a bulletin names no patch for a minor, the version is the floor in components/versions.ts.
 */
export const knownBypasses: readonly KnownBypass[] = [
    {
        id: "CVE-2026-31838",
        feature: "authorization-headers",
        fixedIn: ["1.27.8", "1.28.5", "1.29.1"],
    },
    {
        id: "CVE-2026-39350",
        feature: "authorization-dotted-service-accounts",
        fixedIn: ["1.27.9", "1.28.6", "1.29.2"],
    },
    {
        id: "CVE-2026-41413",
        feature: "jwks-uri",
        fixedIn: ["1.28.6", "1.29.2"],
    },
    {
        id: "CVE-2026-73551",
        feature: "authorization-paths",
        fixedIn: ["1.29.7", "1.30.4"],
    },
    {
        id: "GHSA-qm8v-g4f9-qhjx",
        feature: "backend-tls",
        fixedIn: ["1.29.7", "1.30.4", "1.31.1"],
    },
    {
        id: "GHSA-w44g-8m76-8gc5",
        feature: "authorization-methods",
        fixedIn: ["1.29.9", "1.30.5", "1.31.1"],
    },
];
