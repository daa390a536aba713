import {
    ApiException,
    CoreV1Api,
    type KubeConfig,
    type KubernetesObject,
    KubernetesObjectApi,
    PatchStrategy,
} from "@kubernetes/client-node";
import { labels } from "../../../components/labels";
import { until } from "./until";

export type Plain = KubernetesObject & { readonly spec?: object };

export function objectApi(config: KubeConfig): KubernetesObjectApi {
    return KubernetesObjectApi.makeApiClient(config);
}

/** Changes fields of an object as `kubectl patch --type merge` does. */
export async function patch(config: KubeConfig, object: Plain): Promise<void> {
    await objectApi(config).patch(
        object,
        undefined,
        undefined,
        "kubectl-patch",
        undefined,
        PatchStrategy.MergePatch,
    );
}

/** Goes through admission and is not kept; resolves with the refusal, or undefined when it was accepted. */
export async function refusalOf(config: KubeConfig, object: Plain): Promise<string | undefined> {
    try {
        await objectApi(config).create(object, undefined, "All");
        return undefined;
    } catch (error) {
        if (error instanceof ApiException) {
            const { message } = JSON.parse(String(error.body)) as { readonly message: string };
            return message;
        }
        throw error;
    }
}

export function namespace(name: string, labelled: Readonly<Record<string, string>>): Plain {
    return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { ...labelled } } };
}

/**
 * Creates a namespace that pods can be created in: a controller makes its service account in its own time, and an API
 * server waits a second or two for it before it refuses the pod.
 */
export async function createNamespace(
    config: KubeConfig,
    name: string,
    labelled: Readonly<Record<string, string>>,
): Promise<void> {
    await objectApi(config).create(namespace(name, labelled));
    const core = config.makeApiClient(CoreV1Api);
    await until(`${name} has its service account`, () =>
        core.readNamespacedServiceAccount({ name: "default", namespace: name }),
    );
}

export function pod(name: string, inNamespace: string): Plain {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace: inNamespace },
        spec: { containers: [{ name: "app", image: "registry.example/app:1" }] },
    };
}

/** Routes one host; no revision label, so only the default validator judges it. */
export function virtualService(name: string, route: readonly object[], hosts: readonly string[]): Plain {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name, namespace: "users", labels: { [labels.managedBy]: "test" } },
        spec: { hosts, http: [{ route }] },
    };
}
