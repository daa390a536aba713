import { badHost } from "../components/graph/formats";
import { shown, type Trouble } from "../components/graph/shape";

/** Every service of a cluster has such a name in it; the cluster's domain is this everywhere in this package. */
const inCluster = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?\.([a-z0-9]([a-z0-9-]*[a-z0-9])?)\.svc\.cluster\.local$/;

/** A Service of the cluster by its whole name, or a host outside. */
export function badEndpointHost(host: string): Trouble {
    if (inCluster.test(host)) {
        return undefined;
    }
    const trouble = badHost(host);
    return trouble?.code === "cluster-host"
        ? {
              code: "bad-host",
              message: `${shown(host)} is not the whole name of a service of this cluster; write it as in "prometheus.monitoring.svc.cluster.local"`,
          }
        : trouble;
}

/** Namespace of a host of the cluster; undefined for one outside. */
export function namespaceOfHost(host: string): string | undefined {
    return inCluster.exec(host)?.[2];
}

/** How long something is kept, in the words that Prometheus, Loki and Jaeger all understand. */
export function badRetention(value: string): Trouble {
    return /^[1-9]\d{0,4}[hdw]$/.test(value)
        ? undefined
        : {
              code: "bad-retention",
              message: `${shown(value)} is not such a time; write a whole number and a unit: h, d or w, as in "48h" or "15d"`,
          };
}

/** Hours of a retention. */
export function retentionHours(value: string): number {
    const hours: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };
    return Number.parseInt(value, 10) * (hours[value.slice(-1)] ?? 0);
}

export function badUrl(value: string): Trouble {
    const message = `${shown(value)} is not an address; write http:// or https://, a host and, where it is needed, a port and a path, without user, query or a slash at the end`;
    return /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[\w.~-]+)*$/i.test(value)
        ? undefined
        : { code: "bad-url", message };
}
