import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { istiodValues } from "../../components/istio/values";
import { formatProblems, type Result } from "../../components/problems";
import { readMesh } from "../../mesh";
import { controlPlane, gatewayOf } from "./controlPlane";
import type { Props } from "./crossguard";
import { configMap, meshConfigMap } from "./objects";

const root = join(__dirname, "../..");

export interface DerivedStack {
    /** A day on which every dated stage of the stack file is far from its end. */
    readonly today: string;
    /** The control plane as the chart renders what matters here, then everything the catalogue comes to. */
    readonly objects: readonly Props[];
}

export interface Revisions {
    /** Name to version. */
    readonly revisions: Readonly<Record<string, string>>;
    /** Tag to revision. */
    readonly tags: Readonly<Record<string, string>>;
}

/** What the real catalogue comes to in one of the real stack files; beside other revisions and tags, if given. */
export function derivedStack(environment: "dev" | "prod", others?: Revisions): DerivedStack {
    const stackFile = parse(readFileSync(join(root, `Pulumi.${environment}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    const config = Object.fromEntries(
        Object.entries(stackFile.config).map(([key, value]) => [key.replace(/^meshwright:/, ""), value]),
    );
    const today = dayOf(config);
    const { settings, target, graph, derived } = unwrap(readMesh({ config, folder: root, today }));
    const own = Object.fromEntries([...settings.tags.keys()].map((tag) => [tag, "1-31-1"]));
    const { revisions, tags } = others ?? { revisions: { "1-31-1": "1.31.1" }, tags: own };
    const { meshConfig } = istiodValues({
        revision: "1-31-1",
        version: "1.31.1",
        hub: "docker.io/istio",
        trustDomain: settings.mesh.trustDomain,
        size: { ...settings.controlPlane, ...settings.controlPlane.resources },
        rootNamespace: target.rootNamespace,
        extensionProviders: derived.extensionProviders,
        ...(derived.proxyStats === undefined ? {} : { proxyStats: derived.proxyStats }),
    });
    return {
        today,
        objects: [
            meshConfigMap(meshConfig, "istio-1-31-1"),
            configMap("istio-sidecar-injector-1-31-1", {
                config: "policy: enabled\nneverInjectSelector: []\n",
            }),
            ...controlPlane(revisions, tags),
            ...[
                ...derived.platform,
                ...[...derived.gateways.values()].flat(),
                ...derived.rateLimitService,
                ...derived.observability,
                ...[...derived.namespaces.values()].flat(),
            ].map((each) => ({ ...each })),
            ...[...graph.platform.gateways.values()].map(({ name, namespace, tag }) =>
                gatewayOf(tag, namespace, name),
            ),
        ],
    };
}

/** A month before the first end of a stage; without any, every day is as good. */
function dayOf(config: Record<string, unknown>): string {
    const namespaces = Object.values((config["namespaces"] ?? {}) as Record<string, { until?: string }>);
    const [first] = namespaces.flatMap(({ until }) => until ?? []).sort();
    return first === undefined
        ? "2026-11-20"
        : new Date(Date.parse(first) - 30 * 86_400_000).toISOString().slice(0, 10);
}

function unwrap<T>(result: Result<T>): T {
    if (!result.ok) {
        throw new Error(formatProblems("the shipped stack is not valid", result.problems));
    }
    return result.value;
}
