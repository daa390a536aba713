import type { Gateway, IngressSettings } from "../../graph/platform";
import { annotations } from "../../labels";
import { gatewayPorts } from "../gatewayPorts";
import type { ChartValues, Layer } from "./layers";

/**
 * The tag, not the revision: the webhook of the tag injects the proxy, so the image is the official one of whatever
 * the tag points to. Labels are said although the chart would come to the same: our objects select by them.
 *
 * The revision stands beside it as an annotation, so that moving the tag restarts the pods in the same update. Where
 * the version changes too, the chart's own version labels would do that; between two revisions of one version
 * nothing else in the template differs, and the label of the tag never does.
 */
export function identity({ tag, serviceAccount, selector }: Gateway, revision: string): Layer {
    return {
        name: "identity",
        values: {
            revision: tag,
            kind: "Deployment",
            serviceAccount: { create: true, name: serviceAccount },
            labels: { ...selector },
            podAnnotations: { [annotations.revision]: revision },
        },
    };
}

/** How many pods there are at least and at most, and how many a drain leaves. */
export function scaling({ replicas, maxReplicas }: Gateway): Layer {
    return {
        name: "scaling",
        values: {
            autoscaling: {
                enabled: true,
                minReplicas: replicas,
                maxReplicas: Math.max(replicas, maxReplicas),
            },
            // The chart renders it only where `minReplicas` is above one: for one replica it would block every drain.
            podDisruptionBudget: { minAvailable: 1 },
        },
    };
}

/** What each pod may use, where it runs, and how it is replaced. */
export function pods({ name, resources }: Gateway): Layer {
    const spread = (topologyKey: string) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: name } },
    });
    return {
        name: "pods",
        values: {
            resources: {
                requests: { cpu: resources.cpu, memory: resources.memory },
                limits: { cpu: resources.cpuLimit, memory: resources.memoryLimit },
            },
            topologySpreadConstraints: [
                spread("kubernetes.io/hostname"),
                spread("topology.kubernetes.io/zone"),
            ],
            // A new proxy serves before an old one goes, and the old one has time to end what it serves.
            strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
            terminationGracePeriodSeconds: 60,
        },
    };
}

export function service(gateway: Gateway): Layer {
    const { ingress } = gateway;
    const values: ChartValues = {
        // An egress gateway is for the mesh alone and must not be reachable from outside the cluster.
        type: ingress?.serviceType ?? "ClusterIP",
        ports: gatewayPorts(gateway),
        annotations: ingress?.serviceAnnotations ?? {},
        loadBalancerSourceRanges: ingress?.sourceRanges ?? [],
    };
    // Through another node kube-proxy would replace the client's address by the node's, and rules on the address
    // of clients would judge nodes. Kubernetes refuses the field on a Service that only the cluster reaches.
    return values["type"] === "ClusterIP"
        ? { name: "service", values: { service: values } }
        : { name: "service", values: { service: { ...values, externalTrafficPolicy: "Local" } } };
}

/**
 * How many entries of X-Forwarded-For come from proxies in front that are trusted. With none Envoy takes the address
 * of the connection and overwrites what a client claims.
 */
export function clientAddress({ trustedProxies }: IngressSettings): Layer {
    const gatewayTopology = { numTrustedProxies: trustedProxies };
    return {
        name: "client address",
        values: { podAnnotations: { "proxy.istio.io/config": JSON.stringify({ gatewayTopology }) } },
    };
}

export const gatewayHardening: Layer = {
    name: "hardening",
    values: {
        // The chart's own pod settings are dropped as soon as one is given, so all are said. The sysctl is one of
        // those Kubernetes calls safe: it lets a proxy without root or capabilities listen on 80 and 443.
        securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: "RuntimeDefault" },
            sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
        },
        containerSecurityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            privileged: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
        },
        // The chart's allows all egress; ours come from the graph (components/derive/gateways).
        global: { networkPolicy: { enabled: false } },
    },
};
