import type { Layer } from "./layers";

/**
 * What the charts leave open by default. Each switch is off upstream only for compatibility.
 */
export const hardening: Layer = {
    name: "hardening",
    values: {
        seccompProfile: { type: "RuntimeDefault" },
        // Charts rendered by Pulumi are never an upgrade to Helm, so without this the validator would be
        // rendered as Ignore every time and fight istiod, which sets Fail (style: pulumi-kubernetes#2210).
        base: { validationFailurePolicy: "Fail" },
        env: {
            // A gateway gets the clusters its routes name, not every service of the mesh.
            PILOT_FILTER_GATEWAY_CLUSTER_CONFIG: "true",
            // A Gateway object configures only gateway pods of its own namespace.
            PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true",
            // The proxy as an init container that keeps running: it is there before the application starts and
            // ends after it, so a Job can complete. Left to itself istiod asks for it only where every kubelet is
            // 1.33 or newer; it works on every version we support.
            ENABLE_NATIVE_SIDECARS: "true",
            // istiod fetches the keys of token issuers from URLs that a RequestAuthentication names: never from itself,
            // where its debug endpoints listen, nor from the metadata services of clouds (IST0175).
            BLOCKED_CIDRS_IN_JWKS_URIS: "127.0.0.0/8,::1/128,169.254.0.0/16,fe80::/10",
            // 8080 answers anyone who reaches it; the authenticated debug API on 15012 stays.
            ENABLE_DEBUG_ON_HTTP: "false",
        },
        global: {
            configValidation: true,
            logAsJson: true,
            networkPolicy: { enabled: true },
            defaultPodDisruptionBudget: { enabled: true },
            proxy: { privileged: false, seccompProfile: { type: "RuntimeDefault" } },
        },
    },
};
