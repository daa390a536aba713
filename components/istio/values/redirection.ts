import type { Layer } from "./layers";

/**
 * Who redirects the traffic of a pod into its proxy. With istio-cni the injector puts a container before the others
 * that only checks that it was done; without it one that does it, and needs NET_ADMIN and NET_RAW.
 */
export function redirection(cni: boolean): Layer {
    return { name: "redirection", values: cni ? { cni: { enabled: true, provider: "default" } } : {} };
}
