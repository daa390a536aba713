import { application, discoveryImage, hasRevision, istiod, type Mutation, set, webhooks } from "./mutation";

export const upgradeMutations: readonly Mutation[] = [
    {
        rule: "F-08",
        title: "a version with a way around what the stack uses",
        ...istiod,
        change: set(discoveryImage, "docker.io/istio/pilot:1.30.4"),
    },
    {
        rule: "F-09",
        title: "a version past its end of life",
        kind: "Deployment",
        name: /^istiod-1-31/,
        change: set(discoveryImage, "docker.io/istio/pilot:1.29.9"),
    },
    {
        rule: "H-01",
        title: "a namespace of a tag that does not exist",
        kind: "Namespace",
        where: hasRevision,
        change: set(["metadata", "labels", "istio.io/rev"], "stabel"),
    },
    {
        rule: "H-01",
        title: "a pod of a revision that does not exist",
        ...application,
        change: set(["spec", "template", "metadata", "labels", "istio.io/rev"], "1-29-9"),
    },
    {
        rule: "H-02",
        title: "both labels of injection",
        kind: "Namespace",
        where: hasRevision,
        change: set(["metadata", "labels", "istio-injection"], "enabled"),
    },
    {
        rule: "H-03",
        title: "a second owner of a tag",
        kind: webhooks,
        name: /^istio-sidecar-injector-/,
        change: set(["metadata", "labels", "istio.io/tag"], "stable"),
    },
    {
        rule: "H-03",
        title: "no tag default beside a second revision",
        kind: webhooks,
        name: /^istio-revision-tag-default$/,
        during: "upgrade",
        change: () => undefined,
    },
    {
        rule: "H-04",
        title: "a tag of a revision that is not there",
        kind: webhooks,
        name: /^istio-revision-tag-stable$/,
        change: set(["metadata", "labels", "istio.io/rev"], "1-29-9"),
    },
    {
        rule: "H-04",
        title: "an injector without its istiod",
        kind: webhooks,
        name: /^istio-sidecar-injector-/,
        change: set(["webhooks", 0, "clientConfig", "service", "name"], "istiod-1-29-9"),
    },
    {
        rule: "H-05",
        title: "CRDs older than istiod",
        kind: "CustomResourceDefinition",
        change: set(["metadata", "labels", "app.kubernetes.io/version"], "1.30.5"),
    },
    {
        rule: "H-06",
        title: "an injector without revision beside the tag default",
        kind: webhooks,
        name: /^istio-sidecar-injector-/,
        change: set(["metadata", "name"], "istio-sidecar-injector"),
    },
    {
        rule: "H-07",
        title: "a patch for the proxies of every version",
        kind: "EnvoyFilter",
        name: /^mine$/, // what the catalogue comes to is exempt, with a reason
        during: "upgrade",
        change: set(["spec", "configPatches", 0, "match", "proxy"], {}),
    },
    {
        rule: "H-08",
        title: "a gateway that follows the workloads' tag",
        kind: "Deployment",
        name: /^istio-.*gateway$/,
        change: set(["spec", "template", "metadata", "labels", "istio.io/rev"], "stable"),
    },
];
