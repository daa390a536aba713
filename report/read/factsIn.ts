import { load } from "js-yaml";
import { type NamedWorkload, workloadsOf } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { idOf } from "../objects/names";
import type { Facts } from "../side";

/** The facts as far as objects tell them: the mesh's own configuration, tags and gateways stand among a preview's. */
export function factsIn(objects: readonly Manifest[], known?: Facts): Facts {
    const carried = workloadsOf(objects);
    const isGateway = gatewaysAmong(objects);
    const ids = new Set(carried.map(idOf));
    const others = (known?.workloads ?? []).filter((each) => !ids.has(idOf(each)));
    const gatewayPods = carried.filter(isGateway);
    return {
        ...(known?.watchers === undefined ? {} : { watchers: known.watchers }),
        brought: known?.brought ?? [],
        workloads: [...carried.filter((each) => !isGateway(each)), ...others].sort((left, right) =>
            idOf(left) < idOf(right) ? -1 : 1,
        ),
        gatewayPods: gatewayPods.length > 0 ? gatewayPods : (known?.gatewayPods ?? []),
        mesh: { ...(known?.mesh ?? defaults), ...meshIn(objects) },
        revisions: orKnown(revisionsIn(objects), known?.revisions),
        tags: orKnown(
            labelledIn(objects, "MutatingWebhookConfiguration", "istio.io/tag", "istio.io/rev"),
            known?.tags,
        ),
        gatewayTags: Object.fromEntries(
            gatewayPods.flatMap((each) => {
                const tag = each.labels["istio.io/rev"];
                return tag === undefined ? [] : [[idOf(each), tag]];
            }),
        ),
    };
}

/** What stands among the objects; of a stack that leaves it all to another, what is known of that one. */
function orKnown<Value extends object>(own: Value, known: Value | undefined): Value {
    return Object.keys(own).length === 0 && known !== undefined ? known : own;
}

const defaults: Facts["mesh"] = { rootNamespace: "istio-system", trustDomain: "cluster.local" };

/**
 * What istiod reads: the ConfigMap `istio` or `istio-<revision>`, of which all revisions say the same. The cluster's
 * domain is none of it: istiod is started with it.
 */
function meshIn(objects: readonly Manifest[]): Facts["mesh"] | undefined {
    for (const { kind, metadata, data } of objects) {
        const text = kind === "ConfigMap" && /^istio(-|$)/.test(metadata.name) ? data?.["mesh"] : undefined;
        if (typeof text === "string") {
            const config = configIn(text);
            return {
                rootNamespace: config.rootNamespace ?? metadata.namespace ?? defaults.rootNamespace,
                trustDomain: config.trustDomain ?? defaults.trustDomain,
                trustDomainAliases: config.trustDomainAliases ?? [],
                // Everything may be called where nothing is written: so Istio begins.
                outboundTrafficPolicy:
                    config.outboundTrafficPolicy?.mode === "REGISTRY_ONLY" ? "REGISTRY_ONLY" : "ALLOW_ANY",
            };
        }
    }
    return undefined;
}

interface MeshConfig {
    readonly rootNamespace?: string;
    readonly trustDomain?: string;
    readonly trustDomainAliases?: readonly string[];
    readonly outboundTrafficPolicy?: { readonly mode?: string };
}

/** One that istiod could not read either says nothing. */
function configIn(text: string): MeshConfig {
    try {
        const config = load(text);
        return typeof config === "object" && config !== null ? config : {};
    } catch {
        return {};
    }
}

/** Pods that a Gateway of their namespace selects. */
function gatewaysAmong(objects: readonly Manifest[]): (workload: NamedWorkload) => boolean {
    const selectors = objects
        .filter(({ kind, apiVersion }) => kind === "Gateway" && apiVersion.startsWith("networking.istio.io/"))
        .map(({ metadata, spec }) => ({
            namespace: metadata.namespace,
            selector: Object.entries(
                (spec as { readonly selector?: Record<string, string> } | undefined)?.selector ?? {},
            ),
        }));
    return ({ namespace, labels }) =>
        selectors.some(
            (each) =>
                each.namespace === namespace &&
                each.selector.length > 0 &&
                each.selector.every(([name, value]) => labels[name] === value),
        );
}

/** Control planes by their image's tag. */
function revisionsIn(objects: readonly Manifest[]): Facts["revisions"] {
    return Object.fromEntries(
        objects.flatMap(({ kind, metadata, spec }) => {
            const revision = metadata.labels?.["istio.io/rev"];
            const image = (spec as Template | undefined)?.template?.spec?.containers?.[0]?.image ?? "";
            const isControlPlane = kind === "Deployment" && metadata.name.startsWith("istiod");
            return isControlPlane && revision !== undefined ? [[revision, tagOf(image)]] : [];
        }),
    );
}

/** `1.31.1` of `registry:5000/pilot:1.31.1@sha256:…`; the whole where it has no tag. */
function tagOf(image: string): string {
    return /:([^:@/]+)(@[^/]*)?$/.exec(image)?.[1] ?? image;
}

interface Template {
    readonly template?: { readonly spec?: { readonly containers?: readonly { readonly image?: string }[] } };
}

function labelledIn(
    objects: readonly Manifest[],
    kind: string,
    key: string,
    value: string,
): Readonly<Record<string, string>> {
    return Object.fromEntries(
        objects.flatMap((each) => {
            const labels = each.metadata.labels ?? {};
            const [name, meaning] = [labels[key], labels[value]];
            return each.kind === kind && name !== undefined && meaning !== undefined ? [[name, meaning]] : [];
        }),
    );
}
