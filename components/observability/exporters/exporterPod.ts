import type { ObservabilityContext } from "../context";
import { imageOf, type ObservabilityImage } from "../images";
import type { EnvironmentVariable, PodSettings } from "../pod";

/** They hold what they read for the length of one answer. */
export const resources = { cpu: "20m", memory: "32Mi", cpuLimit: "200m", memoryLimit: "128Mi" } as const;

/** What the exporters of stores have in common: one program with one port, which is scraped past the proxy. */
export function exporterPod(
    { observability }: ObservabilityContext,
    settings: {
        readonly name: string;
        readonly image: ObservabilityImage;
        readonly port: number;
        readonly health: string;
        readonly args?: readonly string[];
        readonly env?: readonly EnvironmentVariable[];
    },
): PodSettings {
    const { name, image, port, health, args, env } = settings;
    return {
        name,
        namespace: observability.namespace,
        ...imageOf(observability, image),
        ...(args === undefined ? {} : { args }),
        ...(env === undefined ? {} : { env }),
        resources,
        containerPorts: [port],
        probe: { path: health, port },
        mounts: [],
        scrapedPorts: [port],
    };
}

/** From the key `url` of a Secret: an address with its credentials. */
export function fromSecret(name: string, secret: string): EnvironmentVariable {
    return { name, valueFrom: { secretKeyRef: { name: secret, key: "url" } } };
}
