import { digest } from "../../digest";
import type { Manifest } from "../../istio/types";
import { kialiSigningKeyName } from "../../naming";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { PodSettings } from "../pod";
import { clusterRole, configMap, deployment, service, serviceAccount } from "../workloads";
import { kialiConfig } from "./kialiConfig";

const { kiali: name } = names;
/** The image's own. */
const kialiUser = 1000;
const folder = "/kiali-configuration";

/** Where Kiali exists already it is configured by whoever runs it: it needs nothing of the mesh. */
export function kialiManifests(context: ObservabilityContext): Manifest[] {
    const { kiali, namespace } = context.observability;
    if (kiali.mode !== "install") {
        return [];
    }
    const config = yamlText(kialiConfig(context));
    const pod: PodSettings = {
        name,
        namespace,
        ...imageOf(context.observability, "kiali"),
        user: kialiUser,
        args: ["-config", `${folder}/config.yaml`],
        env: [{ name: "LOG_FORMAT", value: "json" }],
        resources: kiali.resources,
        containerPorts: [ports.kiali, ports.kialiMetrics],
        probe: { path: "/healthz", port: ports.kiali },
        mounts: [
            { name: "config", path: folder, configMap: name },
            {
                name: "signing-key",
                path: "/kiali-override-secrets/login-token-signing-key",
                secret: kialiSigningKeyName,
            },
        ],
        checksum: digest(config),
        scrapedPorts: [ports.kialiMetrics],
        // The API server, whatever port it listens on, and istiod, neither of which has a proxy.
        directPorts: [443, 6443, ports.istiodMetrics],
        apiToken: true,
    };
    return [
        serviceAccount(namespace, name),
        ...clusterRole(namespace, name, readOnly),
        service(namespace, name, [{ name: "http", port: ports.kiali, appProtocol: "http" }]),
        configMap(namespace, name, { "config.yaml": config }),
        deployment(pod, { replicas: 1 }),
    ];
}

const look = ["get", "list", "watch"];

/**
 * What Kiali's own chart gives it in view-only mode, without its logs of pods, and without the right to forward ports,
 * which reaches every port of every pod past all policy: the tabs with Envoy's configuration stay empty.
 */
const readOnly = [
    {
        apiGroups: [""],
        resources: ["configmaps", "endpoints", "namespaces", "pods", "replicationcontrollers", "services"],
        verbs: look,
    },
    {
        apiGroups: ["apps"],
        resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
        verbs: look,
    },
    { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: look },
    {
        apiGroups: ["networking.istio.io"],
        resources: [
            "destinationrules",
            "envoyfilters",
            "gateways",
            "proxyconfigs",
            "serviceentries",
            "sidecars",
            "virtualservices",
            "workloadentries",
            "workloadgroups",
        ],
        verbs: look,
    },
    {
        apiGroups: ["security.istio.io"],
        resources: ["authorizationpolicies", "peerauthentications", "requestauthentications"],
        verbs: look,
    },
    { apiGroups: ["telemetry.istio.io"], resources: ["telemetries"], verbs: look },
    { apiGroups: ["extensions.istio.io"], resources: ["wasmplugins"], verbs: look },
    {
        apiGroups: ["gateway.networking.k8s.io"],
        resources: ["gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"],
        verbs: look,
    },
    {
        apiGroups: ["admissionregistration.k8s.io"],
        resources: ["mutatingwebhookconfigurations"],
        verbs: look,
    },
    // Asks whose token a user signs in with; nothing is kept.
    { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
];
