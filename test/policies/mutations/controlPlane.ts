import { stringify } from "yaml";
import type { Props } from "../crossguard";
import { chart, configMap } from "../objects";
import { added, discoveryImage, istiod, type Mutation, set, webhooks } from "./mutation";

const env = ["spec", "template", "spec", "containers", 0, "env"];

/** istiod's variables, changed. */
const variables =
    (change: (variables: readonly Props[]) => readonly Props[]): Mutation["change"] =>
    (object) => {
        const found = env.reduce<unknown>((here, key) => (here as Props)[key], object);
        return set(env, change((found ?? []) as readonly Props[]))(object);
    };

const variable = (name: string, value: string) => variables((all) => [...all, { name, value }]);

/** A release of the base chart, which brings no object that a rule sees. */
const base = (values: Props) =>
    chart("istio/base", { defaultRevision: "", ...values }, { name: "base", version: "1.31.1" });

export const controlPlaneMutations: readonly Mutation[] = [
    {
        rule: "F-01",
        title: "proxies that nobody identifies",
        ...istiod,
        change: variable("XDS_AUTH", "false"),
    },
    {
        rule: "F-02",
        title: "debug endpoints in plaintext",
        ...istiod,
        change: variables((all) => all.filter(({ name }) => name !== "ENABLE_DEBUG_ON_HTTP")),
    },
    {
        rule: "F-03",
        title: "configuration that nobody checks",
        ...added(base({ global: { configValidation: false } })),
    },
    {
        rule: "F-04",
        title: "privileged proxies",
        kind: "ConfigMap",
        name: /^istio-sidecar-injector/,
        change: set(["data", "values"], JSON.stringify({ global: { proxy: { privileged: true } } })),
    },
    {
        rule: "F-05",
        title: "whatever is the latest istiod",
        ...istiod,
        change: set(discoveryImage, "docker.io/istio/pilot:latest"),
    },
    {
        rule: "F-06",
        title: "one istiod",
        ...istiod,
        change: set(["spec", "replicas"], 1),
    },
    {
        rule: "F-07",
        title: "identities for a month",
        ...istiod,
        change: variable("DEFAULT_WORKLOAD_CERT_TTL", "720h"),
    },
    {
        rule: "F-11",
        title: "a role that may write everything of the mesh",
        ...added({
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: "developers" },
            rules: [{ apiGroups: ["security.istio.io"], resources: ["*"], verbs: ["*"] }],
        }),
    },
    {
        rule: "F-12",
        title: "a webhook that calls nobody",
        kind: webhooks,
        name: /^istio-sidecar-injector/,
        change: set(["webhooks", 0, "clientConfig"], {}),
    },
    {
        rule: "F-13",
        title: "routes that istiod is too new for",
        ...added({
            apiVersion: "apiextensions.k8s.io/v1",
            kind: "CustomResourceDefinition",
            metadata: {
                name: "tlsroutes.gateway.networking.k8s.io",
                annotations: { "gateway.networking.k8s.io/bundle-version": "v1.4.1" },
            },
        }),
    },
    {
        rule: "F-14",
        title: "a network of a cluster nobody knows",
        ...added(
            {
                apiVersion: "v1",
                kind: "Secret",
                metadata: {
                    name: "istio-remote-secret-east",
                    namespace: "istio-system",
                    labels: { "istio/multiCluster": "true" },
                },
                data: { east: "" },
            },
            configMap("networks", {
                meshNetworks: stringify({ networks: { west: { endpoints: [{ fromRegistry: "west" }] } } }),
            }),
        ),
    },
];
