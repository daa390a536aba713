import { setTimeout as pause } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import type { Gateway } from "../../components/graph";
import { defaultValidator } from "../../components/istio/defaultValidator";
import { tagService, tagWebhookConfiguration } from "../../components/istio/tagWebhooks";
import { baseValues, type ChartValues, gatewayValues, istiodValues } from "../../components/istio/values";
import { foldLayers } from "../../components/istio/values/layers";
import { labels } from "../../components/labels";
import type { Mesh } from "../../mesh";
import type { ApiClient, ApiObject } from "./apiClient";
import { run } from "./run";
import { upstreamEnvoyValues } from "./upstreamEnvoy";

export interface Charts {
    /** The renderer, and the folder of Istio's charts. */
    readonly renderer: string;
    readonly folder: string;
}

const kubernetesVersion = "v1.36.3";

/** The control plane of a stack as the program installs it: the same charts, the same values, the same tags. */
export async function installControlPlane(
    api: ApiClient,
    charts: Charts,
    { settings, target, derived }: Mesh,
    envoy: string,
): Promise<void> {
    const namespace = target.rootNamespace;
    await api.apply(namespaceObject(namespace, {}));
    await applyAll(api, await render(charts, "base", "istio-base", namespace, baseValues()));
    const { hub, resources, ...size } = settings.controlPlane;
    for (const [revision, { version }] of settings.revisions) {
        const ours = istiodValues({
            revision,
            version,
            hub,
            trustDomain: settings.mesh.trustDomain,
            size: { ...size, ...resources },
            rootNamespace: namespace,
            extensionProviders: derived.extensionProviders,
            ...(derived.proxyStats === undefined ? {} : { proxyStats: derived.proxyStats }),
        });
        const values = foldLayers([
            { name: "ours", values: ours },
            { name: "upstream Envoy", values: upstreamEnvoyValues(envoy) },
        ]);
        await applyAll(api, await render(charts, "istiod", `istiod-${revision}`, namespace, values));
    }
    for (const [tag, revision] of settings.tags) {
        const inputs = { tag, revision, rootNamespace: namespace };
        await api.apply(typed("v1", "Service", tagService(inputs)));
        await api.apply(
            typed(
                "admissionregistration.k8s.io/v1",
                "MutatingWebhookConfiguration",
                tagWebhookConfiguration(inputs),
            ),
        );
        if (tag === "default") {
            const validator = defaultValidator(revision, namespace);
            await api.apply(
                typed("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", validator),
            );
        }
    }
}

/** The gateway's own chart with our values. */
export async function installGateway(
    api: ApiClient,
    charts: Charts,
    gateway: Gateway,
    tags: ReadonlyMap<string, string>,
): Promise<void> {
    const values = gatewayValues(gateway, tags.get(gateway.tag) ?? "");
    await applyAll(api, await render(charts, "gateway", gateway.name, gateway.namespace, values));
}

export function namespaceObject(name: string, more: Readonly<Record<string, string>>): ApiObject {
    return {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name, labels: { [labels.discovery]: labels.discoveryValue, ...more } },
    };
}

function typed(apiVersion: string, kind: string, content: { readonly metadata: ApiObject["metadata"] }) {
    return { apiVersion, kind, ...content };
}

async function render(
    { renderer, folder }: Charts,
    chart: string,
    release: string,
    namespace: string,
    values: ChartValues,
): Promise<readonly ApiObject[]> {
    const text = await run(renderer, [`${folder}/${chart}`, release, namespace, kubernetesVersion], {
        input: JSON.stringify(values),
    });
    return parseAllDocuments(text, { logLevel: "silent" })
        .map((document) => document.toJS() as ApiObject | null)
        .filter((object): object is ApiObject => object?.kind !== undefined);
}

/** Definitions first, then namespaces and accounts, then what refers to them, and webhooks when their server stands. */
async function applyAll(api: ApiClient, objects: readonly ApiObject[]): Promise<void> {
    const rank = ({ kind }: ApiObject) =>
        kind === "CustomResourceDefinition"
            ? 0
            : kind === "Deployment"
              ? 2
              : kind.endsWith("WebhookConfiguration")
                ? 3
                : 1;
    for (const wanted of [0, 1, 2, 3]) {
        const wave = objects.filter((object) => rank(object) === wanted);
        await Promise.all(wave.map((object) => applyPatiently(api, object)));
    }
}

/** A definition is served, and a namespace's first objects are accepted, a moment after they were created. */
export async function applyPatiently(api: ApiClient, object: ApiObject): Promise<void> {
    for (let attempt = 1; ; attempt++) {
        try {
            return await api.apply(object);
        } catch (error) {
            if (attempt === 60) {
                throw error;
            }
            await pause(250);
        }
    }
}
