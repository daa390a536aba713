import { parse, stringify } from "yaml";
import type { Props } from "./crossguard";

/** One change to one object of a stack, after which exactly one rule must object. */
export interface Mutation {
    /** Id of the rule that must fire. */
    readonly rule: string;
    readonly title: string;
    /** The object it is applied to: kind, and name where there are several. */
    readonly kind: string;
    readonly name?: RegExp;
    /** Whether an object that is found this way can be changed like this; the first that can, is. */
    readonly where?: (object: Props) => boolean;
    /** Something that is wrong only while two minors run side by side. */
    readonly during?: "upgrade";
    /** The object afterwards; nothing, to take it out of the stack. */
    readonly change: (object: Props) => Props | undefined;
}

type Editable = { [key: string]: Editable } & { [index: number]: Editable };

/** An edit of a copy: paths are created on the way. */
function set(path: readonly (string | number)[], value: unknown): Mutation["change"] {
    return (object) => {
        const copy = structuredClone(object) as Editable;
        let here = copy;
        for (const key of path.slice(0, -1)) {
            here[key] ??= {} as Editable;
            here = here[key] as Editable;
        }
        here[path.at(-1) as string] = value as Editable;
        return copy;
    };
}

/** Not the dry run of an audited namespace. */
function isEnforced({ metadata }: Props): boolean {
    return (metadata as { annotations?: Props } | undefined)?.annotations?.["istio.io/dry-run"] === undefined;
}

const replaceText =
    (key: string, from: RegExp, to: string): Mutation["change"] =>
    (object) => {
        const data = object["data"] as Record<string, string>;
        return { ...object, data: { ...data, [key]: (data[key] ?? "").replace(from, to) } };
    };

/** Sets top-level keys of a document in a ConfigMap. */
const editYaml =
    (key: string, edits: object): Mutation["change"] =>
    (object) => {
        const data = object["data"] as Record<string, string>;
        return { ...object, data: { ...data, [key]: stringify({ ...parse(data[key] ?? ""), ...edits }) } };
    };

const hasRules = (object: Props) =>
    Array.isArray((object["spec"] as { rules?: { from?: unknown; to?: unknown }[] })?.rules) &&
    (object["spec"] as { rules: { to?: unknown }[] }).rules[0]?.to !== undefined;
const isUndated = (object: Props) =>
    (object["metadata"] as { labels?: Props }).labels?.["meshwright.io/stage"] === undefined;
const isWholeNamespace = (object: Props) =>
    (object["spec"] as { selector?: unknown } | undefined)?.selector === undefined;
const meshConfig = { kind: "ConfigMap", name: /^istio-\d/ };
const application = { kind: "Deployment", name: /^(?!istio)/ };
const istiod = { kind: "Deployment", name: /^istiod-/ };
const discoveryImage = ["spec", "template", "spec", "containers", 0, "image"];
const webhooks = "MutatingWebhookConfiguration";
const hasRevision = (object: Props) =>
    (object["metadata"] as { labels?: Props }).labels?.["istio.io/rev"] !== undefined;
const allow = { kind: "AuthorizationPolicy", where: hasRules };

export const mutations: readonly Mutation[] = [
    {
        rule: "A-01",
        title: "PERMISSIVE on a port",
        kind: "PeerAuthentication",
        change: set(["spec", "portLevelMtls"], { "80": { mode: "PERMISSIVE" } }),
    },
    {
        rule: "A-02",
        title: "no PeerAuthentication",
        kind: "PeerAuthentication",
        where: isWholeNamespace,
        change: () => undefined,
    },
    {
        rule: "A-02",
        title: "UNSET instead of STRICT",
        kind: "PeerAuthentication",
        where: isWholeNamespace,
        change: set(["spec", "mtls", "mode"], "UNSET"),
    },
    {
        rule: "A-03",
        title: "one rule that matches everything",
        ...allow,
        change: set(["spec", "rules", 0], {}),
    },
    {
        rule: "A-04",
        title: "a condition that is an empty list",
        ...allow,
        change: set(["spec", "rules", 0, "to", 0, "operation", "methods"], []),
    },
    {
        rule: "A-05",
        title: "a rule without callers",
        ...allow,
        change: (object) => {
            const copy = structuredClone(object) as { spec: { rules: Props[] } };
            const { from: _, ...rest } = copy.spec.rules[0] ?? {};
            copy.spec.rules[0] = rest;
            return copy as unknown as Props;
        },
    },
    {
        rule: "A-07",
        title: "no default deny",
        kind: "AuthorizationPolicy",
        name: /^default-deny$/,
        where: isEnforced,
        change: () => undefined,
    },
    {
        rule: "A-07",
        title: "a default deny that is a dry run",
        kind: "AuthorizationPolicy",
        name: /^default-deny$/,
        where: isEnforced,
        change: set(["metadata", "annotations", "istio.io/dry-run"], "true"),
    },
    {
        rule: "D-01",
        title: "ALLOW_ANY for the mesh",
        ...meshConfig,
        change: replaceText("mesh", /REGISTRY_ONLY/, "ALLOW_ANY"),
    },
    {
        rule: "D-01",
        title: "ALLOW_ANY in a Sidecar",
        kind: "Sidecar",
        where: isUndated,
        change: set(["spec", "outboundTrafficPolicy", "mode"], "ALLOW_ANY"),
    },
    {
        rule: "D-08",
        title: "DISABLE towards a subset",
        kind: "DestinationRule",
        change: set(["spec", "subsets"], [{ name: "x", trafficPolicy: { tls: { mode: "DISABLE" } } }]),
    },
    {
        rule: "D-11",
        title: "an unverified certificate",
        kind: "DestinationRule",
        change: set(["spec", "trafficPolicy", "tls"], { mode: "SIMPLE", insecureSkipVerify: true }),
    },
    {
        rule: "E-01",
        title: "a pod without sidecar",
        ...application,
        change: set(["spec", "template", "metadata", "annotations"], { "sidecar.istio.io/inject": "false" }),
    },
    {
        rule: "E-01",
        title: "an injector that is off",
        kind: "ConfigMap",
        name: /^istio-sidecar-injector/,
        change: replaceText("config", /policy: enabled/, "policy: disabled"),
    },
    {
        rule: "E-03",
        title: "a pod in the host's network",
        ...application,
        change: set(["spec", "template", "spec", "hostNetwork"], true),
    },
    {
        rule: "G-11",
        title: "a credential in the access log",
        ...meshConfig,
        change: editYaml("mesh", { accessLogFormat: "%REQ(AUTHORIZATION)%" }),
    },
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
