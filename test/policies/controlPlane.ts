import { defaultValidator } from "../../components/istio/defaultValidator";
import { tagService, tagWebhookConfiguration } from "../../components/istio/tagWebhooks";
import type { Props } from "./crossguard";
import { chart, deployment, podTemplate } from "./objects";

const admission = "admissionregistration.k8s.io/v1";

/** A Deployment of istiod as its chart renders it, as far as rules look. */
export function istiodOf(revision: string, version: string): Props {
    const template = podTemplate(
        {
            labels: {
                app: "istiod",
                istio: "istiod",
                "istio.io/rev": revision,
                "sidecar.istio.io/inject": "false",
            },
            annotations: { "sidecar.istio.io/inject": "false" },
        },
        {
            containers: [
                {
                    name: "discovery",
                    image: `docker.io/istio/pilot:${version}-distroless`,
                    env: [
                        { name: "ENABLE_DEBUG_ON_HTTP", value: "false" },
                        { name: "BLOCKED_CIDRS_IN_JWKS_URIS", value: "127.0.0.0/8,169.254.0.0/16" },
                    ],
                },
            ],
        },
    );
    const name = revision === "default" ? "istiod" : `istiod-${revision}`;
    const labels = { "istio.io/rev": revision, app: "istiod", ...chartLabels("istiod", version) };
    return {
        ...deployment(template),
        metadata: { name, namespace: "istio-system", labels },
        spec: { replicas: 2, template },
    };
}

export const plane = istiodOf("1-31-1", "1.31.1");

/** The same with these variables and no label of a revision. */
export function istiodWith(
    variables: unknown,
    image = "docker.io/istio/pilot:1.31.1",
    replicas: unknown = 2,
): Props {
    const containers = [{ name: "discovery", image, env: variables }];
    return {
        ...plane,
        spec: { replicas, template: podTemplate({ labels: { app: "istiod" } }, { containers }) },
    };
}

export function variable(name: unknown, value: unknown): Props {
    return istiodWith([{ name, value }]);
}

/** istiod's variables as its chart takes them. */
export function env(values: unknown): Props {
    return chart("istiod", { pilot: { env: values } });
}

export function chartLabels(chart: string, version: string): Props {
    return { "app.kubernetes.io/version": version, "helm.sh/chart": `${chart}-${version}` };
}

/** The webhook configuration of a revision itself. */
export function injectorOf(revision: string): Props {
    const suffix = revision === "default" ? "" : `-${revision}`;
    return {
        apiVersion: admission,
        kind: "MutatingWebhookConfiguration",
        metadata: {
            name: `istio-sidecar-injector${suffix}`,
            labels: { "istio.io/rev": revision, app: "sidecar-injector" },
        },
        webhooks: [{ name: "rev.namespace", clientConfig: { service: { name: `istiod${suffix}` } } }],
    };
}

export function tagOf(tag: string, revision: string): Props {
    const inputs = { tag, revision, rootNamespace: "istio-system" };
    return {
        apiVersion: admission,
        kind: "MutatingWebhookConfiguration",
        ...tagWebhookConfiguration(inputs),
    };
}

export function tagServiceOf(tag: string, revision: string): Props {
    return {
        apiVersion: "v1",
        kind: "Service",
        ...tagService({ tag, revision, rootNamespace: "istio-system" }),
    };
}

export function validatorOf(revision: string): Props {
    return {
        apiVersion: admission,
        kind: "ValidatingWebhookConfiguration",
        ...defaultValidator(revision, "istio-system"),
    };
}

/** One of the objects that the Sail operator acts on. */
export function sailOf(kind: string, spec: object, name = "default"): Props {
    return { apiVersion: "sailoperator.io/v1", kind, metadata: { name }, spec };
}

/** Sail's `Istio` that gets a revision for each version. */
export function revisionBased(version: unknown, name = "default"): Props {
    return sailOf("Istio", { version, updateStrategy: { type: "RevisionBased" } }, name);
}

export function crdOf(version: string, name = "sidecars.networking.istio.io"): Props {
    return {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name, labels: chartLabels("base", version) },
        spec: {},
    };
}

export function nodeAgent(name: "istio-cni" | "ztunnel", version: string): Props {
    const [label, container, image] =
        name === "ztunnel"
            ? [{ app: "ztunnel" }, "istio-proxy", "ztunnel"]
            : [{ "k8s-app": "istio-cni-node" }, "install-cni", "install-cni"];
    const template = podTemplate(
        { labels: { ...label, "sidecar.istio.io/inject": "false" } },
        { containers: [{ name: container, image: `docker.io/istio/${image}:${version}` }] },
    );
    return {
        apiVersion: "apps/v1",
        kind: "DaemonSet",
        metadata: { name: name === "ztunnel" ? name : "istio-cni-node", namespace: "istio-system" },
        spec: { template },
    };
}

/** A gateway of Istio's gateway chart. */
export function gatewayOf(
    tag: string | undefined,
    namespace = "istio-ingress",
    name = "istio-ingressgateway",
): Props {
    const labels = {
        app: name,
        istio: name.replace(/^istio-/, ""),
        "sidecar.istio.io/inject": "true",
        ...(tag === undefined ? {} : { "istio.io/rev": tag }),
    };
    const template = podTemplate(
        { labels, annotations: { "proxy.istio.io/config": '{"connectionSettings": {"profile": "EDGE"}}' } },
        { serviceAccountName: name, containers: [{ name: "istio-proxy", image: "auto" }] },
    );
    return { ...deployment(template, name, namespace), spec: { replicas: 2, template } };
}

/**
 * Everything of a control plane that rules about upgrades look at: revisions with their versions, tags with the
 * revisions they point to, and whatever `default` brings.
 */
export function controlPlane(
    revisions: Readonly<Record<string, string>>,
    tags: Readonly<Record<string, string>>,
): Props[] {
    const versions = Object.values(revisions).sort();
    return [
        crdOf(versions.at(-1) ?? ""),
        ...Object.entries(revisions).flatMap(([revision, version]) => [
            istiodOf(revision, version),
            injectorOf(revision),
        ]),
        ...Object.entries(tags).flatMap(([tag, revision]) => [
            tagOf(tag, revision),
            tagServiceOf(tag, revision),
        ]),
        ...(tags["default"] === undefined ? [] : [validatorOf(tags["default"])]),
    ];
}
