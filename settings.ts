import type { Rollout, Scope } from "./components/graph";
import { inStack, isMap, readShape } from "./components/graph/shape";
import { type Problem, problem, type Result } from "./components/problems";
import { didYouMean } from "./components/suggestion";
import { buildScope, buildSettings } from "./settings/build";
import { checkPlatform } from "./settings/clusterRules";
import { checkNamespaces } from "./settings/namespaceRules";
import { checkRevisions } from "./settings/revisionRules";
import { requiredKeys, stackConfig } from "./settings/stackSchema";

export type { Scope } from "./components/graph";

/** Everything a stack file says, checked. */
export interface Settings {
    /** Name of the environment: `dev`, `prod`, …; for messages and presets, never for hidden behaviour. */
    readonly environment: string;
    readonly scope: Scope;
    readonly cluster: ClusterSettings;
    readonly charts: ChartSource;
    readonly mesh: { readonly trustDomain: string };
    readonly controlPlane: ControlPlaneSettings;
    /** By revision name. */
    readonly revisions: ReadonlyMap<string, { readonly version: string }>;
    /** Tag to revision; `default` is always there. */
    readonly tags: ReadonlyMap<string, string>;
    readonly exceptions: readonly Exception[];
    readonly rollout: Rollout;
    /** Folder of the catalogue, relative to the program. */
    readonly catalog: string;
}

export interface ClusterSettings {
    /** Path of a kubeconfig; absent: what kubectl would use. */
    readonly kubeconfig?: string;
    readonly context?: string;
    /** Requests a second and burst of the provider's Kubernetes client. */
    readonly client: { readonly qps: number; readonly burst: number };
}

export type ChartSource =
    | { readonly kind: "repository"; readonly url: string }
    | { readonly kind: "folder"; readonly path: string };

export interface ControlPlaneSettings {
    readonly replicas: number;
    readonly maxReplicas: number;
    /** Image registry of Istio's images. */
    readonly hub: string;
    readonly resources: { readonly cpu: string; readonly memory: string };
}

/** A rule this stack breaks knowingly, with a reason and an end. */
export interface Exception {
    readonly rule: "istio-security-floor" | "istio-end-of-life";
    readonly reason: string;
    /** ISO date; past it the exception is void. */
    readonly until: string;
}

/**
 * The settings of a stack, or everything that is wrong with them at once.
 *
 * `config` holds the stack's own keys without their prefix, structured values as data; `today` is an ISO date that
 * dated stages and exceptions are judged by, an input so that nothing here depends on a clock.
 */
export function parseSettings(
    config: Readonly<Record<string, unknown>>,
    { today }: { readonly today: string },
): Result<Settings> {
    const { content, problems: shape, written, removed, position } = readShape(stackConfig, config, inStack);
    if (content === undefined) {
        return { ok: false, problems: shape };
    }
    const keys = Object.keys(isMap(written) ? written : {});
    const misspelt = keys.filter((key) => removed.has(inStack([key])));
    const missing = Object.entries(requiredKeys).filter(
        ([key]) => !keys.includes(key) && didYouMean(key, misspelt) === "",
    );
    const found: readonly Problem[] = [
        ...missing.map(([key, expected]) =>
            problem("missing-key", inStack([key]), `missing; write ${expected}`),
        ),
        ...checkPlatform(content),
        ...checkRevisions(content, {
            revisions: namesIn(written, "revisions") ?? new Set(),
            today,
            position,
        }),
        ...checkNamespaces(content, {
            today,
            scope: buildScope(content.scope),
            tags: namesIn(written, "tags"),
        }),
    ];
    // What a shape problem at the same path already covers is not said again in other words.
    const problems = [...shape, ...found.filter(({ path }) => !removed.has(path))];
    return problems.some(({ severity }) => severity === "error")
        ? { ok: false, problems }
        : { ok: true, value: buildSettings(content), warnings: problems };
}

/** Names that are written in a map, also of entries that could not be read; `undefined` when it is no map. */
function namesIn(written: unknown, key: string): ReadonlySet<string> | undefined {
    const map = isMap(written) ? written[key] : undefined;
    return isMap(map) ? new Set(Object.keys(map)) : undefined;
}
