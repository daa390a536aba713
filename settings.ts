import { inStack, isMap, readShape } from "./components/graph/shape";
import { type Problem, problem, type Result } from "./components/problems";
import { didYouMean } from "./components/suggestion";
import { checkAccess } from "./settings/accessRules";
import { buildScope, buildSettings } from "./settings/build";
import { checkPlatform } from "./settings/clusterRules";
import { checkCni } from "./settings/cniRules";
import { checkGateways } from "./settings/gatewayRules";
import { checkIssuers } from "./settings/issuerRules";
import type { Settings } from "./settings/model";
import { checkNamespaces } from "./settings/namespaceRules";
import { checkObservability } from "./settings/observabilityRules";
import { checkPublicHosts } from "./settings/publicHostRules";
import { checkRemovals, checkRetired } from "./settings/removalRules";
import { checkResilience } from "./settings/resilienceRules";
import { checkRevisions } from "./settings/revisionRules";
import { checkRollback } from "./settings/rollbackRules";
import { requiredKeys, stackConfig } from "./settings/stackSchema";
import { checkTraffic } from "./settings/trafficRules";

export type { Scope } from "./components/graph";
export type { ClusterSettings, ControlPlaneSettings, Exception, Settings } from "./settings/model";

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
        ...checkAccess(content),
        ...checkTraffic(content, { today, scope: buildScope(content.scope) }),
        ...checkRevisions(content, {
            revisions: namesIn(written, "revisions") ?? new Set(),
            today,
            position,
        }),
        ...checkRollback(content, today),
        ...checkRetired(content, { revisions: namesIn(written, "revisions") ?? new Set(), position }),
        ...checkRemovals(content, today),
        ...checkCni(content),
        ...checkNamespaces(content, {
            today,
            scope: buildScope(content.scope),
            tags: namesIn(written, "tags"),
        }),
        ...checkGateways(content, namesIn(written, "tags")),
        ...checkPublicHosts(content, {
            gateways: namesIn(written, "gateways"),
            issuers: namesIn(written, "issuers"),
            position,
        }),
        ...checkIssuers(content),
        ...checkResilience(content, namesIn(written, "tags")),
        ...checkObservability(content, namesIn(written, "tags")),
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
