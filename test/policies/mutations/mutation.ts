import { parse, stringify } from "yaml";
import type { Props } from "../crossguard";

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
    /** An environment whose settings have nothing against it. */
    readonly fineIn?: "dev";
    /** Something that is wrong only while two minors run side by side. */
    readonly during?: "upgrade";
    /** What is added to the stack besides, when one object cannot be wrong by itself. */
    readonly besides?: readonly Props[];
    /** The object afterwards; nothing, to take it out of the stack. */
    readonly change: (object: Props) => Props | undefined;
}

type Editable = { [key: string]: Editable } & { [index: number]: Editable };

/** An edit of a copy: paths are created on the way. */
export function set(path: readonly (string | number)[], value: unknown): Mutation["change"] {
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
export function isEnforced({ metadata }: Props): boolean {
    return (metadata as { annotations?: Props } | undefined)?.annotations?.["istio.io/dry-run"] === undefined;
}

export const replaceText =
    (key: string, from: RegExp, to: string): Mutation["change"] =>
    (object) => {
        const data = object["data"] as Record<string, string>;
        return { ...object, data: { ...data, [key]: (data[key] ?? "").replace(from, to) } };
    };

/** Sets top-level keys of a document in a ConfigMap. */
export const editYaml =
    (key: string, edits: object): Mutation["change"] =>
    (object) => {
        const data = object["data"] as Record<string, string>;
        return { ...object, data: { ...data, [key]: stringify({ ...parse(data[key] ?? ""), ...edits }) } };
    };

/** One more of the services that proxies call for purposes of their own. */
export const provider =
    (added: object): Mutation["change"] =>
    (object) => {
        const mesh = parse((object["data"] as Record<string, string>)["mesh"] ?? "") as Props | null;
        const before = (mesh?.["extensionProviders"] ?? []) as readonly object[];
        return editYaml("mesh", { extensionProviders: [...before, added] })(object);
    };

export const hasRules = (object: Props) =>
    Array.isArray((object["spec"] as { rules?: { from?: unknown; to?: unknown }[] })?.rules) &&
    (object["spec"] as { rules: { to?: unknown }[] }).rules[0]?.to !== undefined;
export const isUndated = (object: Props) =>
    (object["metadata"] as { labels?: Props }).labels?.["meshwright.io/stage"] === undefined;
export const isWholeNamespace = (object: Props) =>
    (object["spec"] as { selector?: unknown } | undefined)?.selector === undefined;
export const meshConfig = { kind: "ConfigMap", name: /^istio-\d/ };
export const application = { kind: "Deployment", name: /^(?!istio)/ };
export const istiod = { kind: "Deployment", name: /^istiod-/ };
export const discoveryImage = ["spec", "template", "spec", "containers", 0, "image"];
export const webhooks = "MutatingWebhookConfiguration";
export const hasRevision = (object: Props) =>
    (object["metadata"] as { labels?: Props }).labels?.["istio.io/rev"] !== undefined;
export const allow = { kind: "AuthorizationPolicy", where: hasRules };

/** What is wrong stands beside everything else. */
export const added = (...besides: readonly Props[]) => ({
    kind: "Namespace",
    besides,
    change: (object: Props) => object,
});
