import { setTimeout as pause } from "node:timers/promises";
import { AuthorizationV1Api, CoreV1Api, type KubeConfig, type V1Pod } from "@kubernetes/client-node";

/** Lifetime asked for; istiod's process is given a new token at every start. */
const tokenLifetime = 365 * 24 * 3600;

/** How long missing permissions are waited for, in milliseconds, before istiod is left to complain itself. */
const permissionPatience = 20_000;

/**
 * What a kubelet waits for before it starts containers: the volumes that are not optional. And one thing it does
 * not: the permissions of the service account. Objects of a chart arrive in any order, and an istiod that may
 * not read yet backs off for half a minute.
 *
 * Resolves with a token of the pod's service account, so that the real RBAC of the chart is what counts.
 */
export async function waitForPrerequisites(
    config: KubeConfig,
    pod: V1Pod,
    signal: AbortSignal,
): Promise<string> {
    const core = config.makeApiClient(CoreV1Api);
    const namespace = pod.metadata?.namespace ?? "";
    const account = pod.spec?.serviceAccountName ?? "default";
    for (const volume of pod.spec?.volumes ?? []) {
        const { configMap, secret } = volume;
        if (configMap?.name && !configMap.optional) {
            const name = configMap.name;
            await until(() => core.readNamespacedConfigMap({ namespace, name }), signal);
        }
        if (secret?.secretName && !secret.optional) {
            const name = secret.secretName;
            await until(() => core.readNamespacedSecret({ namespace, name }), signal);
        }
    }
    const issued = await until(
        () =>
            core.createNamespacedServiceAccountToken({
                namespace,
                name: account,
                body: { spec: { audiences: [], expirationSeconds: tokenLifetime } },
            }),
        signal,
    );
    await waitForPermissions(config, `system:serviceaccount:${namespace}:${account}`, namespace, signal);
    return issued.status?.token ?? "";
}

async function waitForPermissions(
    config: KubeConfig,
    user: string,
    namespace: string,
    signal: AbortSignal,
): Promise<void> {
    const authorization = config.makeApiClient(AuthorizationV1Api);
    const needed = [
        { verb: "list", resource: "namespaces" },
        { verb: "create", resource: "secrets", namespace },
    ];
    const deadline = Date.now() + permissionPatience;
    for (const resourceAttributes of needed) {
        const allowed = async () => {
            const review = await authorization.createSubjectAccessReview({
                body: { spec: { user, resourceAttributes } },
            });
            return review.status?.allowed === true;
        };
        while (!(await until(allowed, signal))) {
            if (Date.now() > deadline) {
                console.error(
                    `${user} may not ${resourceAttributes.verb} ${resourceAttributes.resource} yet`,
                );
                return;
            }
            await pause(200, undefined, { signal });
        }
    }
}

/** Tries until it works: what is missing now is usually created a moment later. */
async function until<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
        signal.throwIfAborted();
        try {
            return await attempt();
        } catch {
            await pause(250, undefined, { signal });
        }
    }
}
