import { labels } from "../../../components/labels";

/** Nothing lives here: no label of it makes istiod look, so what is written costs a judgement and no push. */
export const probeNamespace = "probe";

const kinds = { ServiceEntry: "serviceentries", VirtualService: "virtualservices" } as const;

export function probePath(kind: keyof typeof kinds): string {
    return `/apis/networking.istio.io/v1/namespaces/${probeNamespace}/${kinds[kind]}`;
}

/** @param revision - label of a revision, so that its own validator judges as well; none for the default one alone */
export function validObject(name: string, revision: string | undefined) {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "ServiceEntry",
        metadata: {
            name,
            namespace: probeNamespace,
            labels: revision === undefined ? {} : { [labels.revision]: revision },
        },
        spec: {
            hosts: [`${name}.example.com`],
            ports: [{ number: 443, name: "https", protocol: "HTTPS" }],
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            exportTo: ["."],
        },
    };
}

/** The schema of its CRD lets it pass; only istiod knows that a route must lead somewhere. */
export function invalidObject() {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: "planted", namespace: probeNamespace },
        spec: { hosts: ["planted.example.com"], http: [{ route: [] }] },
    };
}

export function sidecarPod(namespace: string) {
    return pod(namespace, {}, {}, { name: "app", image: "lab.example/app:1" });
}

/** As the gateway chart makes them: the proxy is the pod's own container, and injection fills it in. */
export function gatewayPod(namespace: string, podLabels: Readonly<Record<string, string>>) {
    return pod(
        namespace,
        { ...podLabels, "sidecar.istio.io/inject": "true" },
        { "inject.istio.io/templates": "gateway" },
        {
            name: "istio-proxy",
            image: "auto",
            securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ["ALL"] },
                runAsNonRoot: true,
                seccompProfile: { type: "RuntimeDefault" },
            },
        },
    );
}

function pod(
    namespace: string,
    podLabels: Readonly<Record<string, string>>,
    annotations: Readonly<Record<string, string>>,
    container: object,
) {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "probe", namespace, labels: { ...podLabels }, annotations },
        spec: { containers: [container] },
    };
}
