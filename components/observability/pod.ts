import type { Size } from "../graph";

/**
 * A pod of the observability stack: one container, hardened to the `restricted` level unless it reads the node.
 * Everything that differs between the parts stands here; `workloads.ts` makes objects of it.
 */
export interface PodSettings {
    readonly name: string;
    readonly namespace: string;
    readonly version: string;
    readonly image: string;
    readonly args?: readonly string[];
    readonly env?: readonly EnvironmentVariable[];
    readonly resources: Size;
    readonly containerPorts: readonly number[];
    /** Asked by the kubelet, whose probes the injector sends through the proxy's agent (HLT-08). */
    readonly probe: { readonly path: string; readonly port: number };
    readonly mounts: readonly Mount[];
    /** Fingerprint of the configuration that it reads only when it starts: a change of it replaces the pod. */
    readonly checksum?: string;
    /** Ports that are scraped in plain text past the proxy, since Prometheus reads pods and not services. */
    readonly scrapedPorts?: readonly number[];
    /** Its own metrics, where its port is the mesh's: the proxy's agent asks for them and gives them out with its own. */
    readonly mergedMetrics?: { readonly path: string; readonly port: number };
    /** Ports it calls past its proxy: pods that are scraped, the API server. */
    readonly directPorts?: readonly number[];
    /** Whether it may ask the API server; its account is bound to a ClusterRole then. */
    readonly apiToken?: boolean;
    readonly terminationSeconds?: number;
    /** Root without any capability, to read files of the node that only root may read. */
    readonly readsNode?: boolean;
    /** The image's own user, where its files are that user's. */
    readonly user?: number;
}

export type EnvironmentVariable = { readonly name: string } & (
    | { readonly value: string }
    | { readonly valueFrom: Readonly<Record<string, unknown>> }
);

export type Mount = { readonly name: string; readonly path: string } & (
    | { readonly configMap: string }
    /** Several ConfigMaps in one folder. */
    | { readonly configMaps: readonly string[] }
    | { readonly secret: string; readonly optional?: boolean }
    | { readonly claim: string }
    | { readonly scratch: true; readonly limit?: string }
    | { readonly node: string }
);

/** Not 1337, the proxy's own user, whose traffic is not redirected. */
const defaultUser = 10001;

export interface PodTemplate {
    readonly metadata: {
        readonly labels: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
    };
    readonly spec: Readonly<Record<string, unknown>>;
}

export function podTemplate(pod: PodSettings): PodTemplate {
    const annotations = podAnnotations(pod);
    const user = pod.user ?? defaultUser;
    return {
        metadata: {
            labels: { app: pod.name, version: pod.version },
            ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
        },
        spec: {
            serviceAccountName: pod.name,
            automountServiceAccountToken: pod.apiToken ?? false,
            terminationGracePeriodSeconds: pod.terminationSeconds ?? 30,
            securityContext: {
                ...(pod.readsNode
                    ? { runAsUser: 0, runAsGroup: 0 }
                    : { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user }),
                seccompProfile: { type: "RuntimeDefault" },
            },
            containers: [container(pod)],
            ...(pod.mounts.length === 0 ? {} : { volumes: pod.mounts.map(volume) }),
        },
    };
}

function podAnnotations({
    checksum,
    mergedMetrics,
    scrapedPorts = [],
    directPorts = [],
}: PodSettings): Record<string, string> {
    return {
        ...(checksum === undefined ? {} : { "meshwright.io/config": checksum }),
        ...(mergedMetrics === undefined
            ? {}
            : {
                  "prometheus.io/scrape": "true",
                  "prometheus.io/path": mergedMetrics.path,
                  "prometheus.io/port": String(mergedMetrics.port),
              }),
        ...(scrapedPorts.length === 0
            ? {}
            : { "traffic.sidecar.istio.io/excludeInboundPorts": scrapedPorts.join(",") }),
        ...(directPorts.length === 0
            ? {}
            : { "traffic.sidecar.istio.io/excludeOutboundPorts": directPorts.join(",") }),
    };
}

function container(pod: PodSettings): Readonly<Record<string, unknown>> {
    const probe = { httpGet: { path: pod.probe.path, port: pod.probe.port } };
    const { cpu, memory, cpuLimit, memoryLimit } = pod.resources;
    return {
        name: pod.name,
        image: pod.image,
        ...(pod.args === undefined ? {} : { args: pod.args }),
        ...(pod.env === undefined ? {} : { env: pod.env }),
        ports: pod.containerPorts.map((containerPort) => ({ containerPort })),
        // Minutes to replay a log of writes after a crash, before liveness would restart it halfway, for ever.
        startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 60 },
        readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 3 },
        livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 6 },
        resources: {
            requests: { cpu, memory },
            limits: { cpu: cpuLimit, memory: memoryLimit },
        },
        securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
        },
        ...(pod.mounts.length === 0
            ? {}
            : {
                  volumeMounts: pod.mounts.map((mount) => ({
                      name: mount.name,
                      mountPath: mount.path,
                      ...(isWritable(mount) ? {} : { readOnly: true }),
                  })),
              }),
    };
}

function isWritable(mount: Mount): boolean {
    return "claim" in mount || "scratch" in mount;
}

function volume(mount: Mount): Readonly<Record<string, unknown>> {
    const { name } = mount;
    if ("configMap" in mount) {
        return { name, configMap: { name: mount.configMap } };
    }
    if ("configMaps" in mount) {
        return {
            name,
            projected: { sources: mount.configMaps.map((each) => ({ configMap: { name: each } })) },
        };
    }
    if ("secret" in mount) {
        return {
            name,
            secret: {
                secretName: mount.secret,
                ...(mount.optional === undefined ? {} : { optional: mount.optional }),
            },
        };
    }
    if ("claim" in mount) {
        return { name, persistentVolumeClaim: { claimName: mount.claim } };
    }
    if ("node" in mount) {
        return { name, hostPath: { path: mount.node } };
    }
    return { name, emptyDir: mount.limit === undefined ? {} : { sizeLimit: mount.limit } };
}
