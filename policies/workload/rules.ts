import type { Rule } from "../engine/rule";
import { disallowAmbientBypass } from "./disallowAmbientBypass";
import { disallowAmbiguousWorkloadGroups } from "./disallowAmbiguousWorkloadGroups";
import { disallowAutoImageWithoutInjection } from "./disallowAutoImageWithoutInjection";
import { disallowDeprecatedAnnotations } from "./disallowDeprecatedAnnotations";
import { disallowHostNetwork } from "./disallowHostNetwork";
import { disallowIneffectiveEnvoyPatches } from "./disallowIneffectiveEnvoyPatches";
import { disallowIneffectiveSelectors } from "./disallowIneffectiveSelectors";
import { disallowInjectionOptOut } from "./disallowInjectionOptOut";
import { disallowMixedDataPlanes } from "./disallowMixedDataPlanes";
import { disallowNetworkPrivileges } from "./disallowNetworkPrivileges";
import { disallowProxyIdentity } from "./disallowProxyIdentity";
import { limitAlphaAnnotations } from "./limitAlphaAnnotations";
import { limitEnvoyFilters } from "./limitEnvoyFilters";
import { requireDeclaredWaypoints } from "./requireDeclaredWaypoints";
import { requireEnvoyFilterPriority } from "./requireEnvoyFilterPriority";
import { requireKnownAnnotations } from "./requireKnownAnnotations";
import { requireMeshMembership } from "./requireMeshMembership";
import { requireNetworkPolicies } from "./requireNetworkPolicies";
import { requireProxyBeforeApplication } from "./requireProxyBeforeApplication";
import { requireValidEnvoyFilters } from "./requireValidEnvoyFilters";
import { requireValidExtensionObjects } from "./requireValidExtensionObjects";
import { requireWaypointsForRoutes } from "./requireWaypointsForRoutes";
import { restrictEnvoyFilters } from "./restrictEnvoyFilters";
import { restrictProxyExtensions } from "./restrictProxyExtensions";
import { restrictSidecarOverrides } from "./restrictSidecarOverrides";
import { restrictTrafficExclusions } from "./restrictTrafficExclusions";

/** Pods, and whatever keeps their traffic away from the proxy. */
export const workloadRules: readonly Rule[] = [
    disallowAmbientBypass,
    disallowAmbiguousWorkloadGroups,
    disallowAutoImageWithoutInjection,
    disallowDeprecatedAnnotations,
    disallowHostNetwork,
    disallowIneffectiveEnvoyPatches,
    disallowIneffectiveSelectors,
    disallowInjectionOptOut,
    disallowMixedDataPlanes,
    disallowNetworkPrivileges,
    disallowProxyIdentity,
    limitAlphaAnnotations,
    limitEnvoyFilters,
    requireDeclaredWaypoints,
    requireEnvoyFilterPriority,
    requireKnownAnnotations,
    requireMeshMembership,
    requireNetworkPolicies,
    requireProxyBeforeApplication,
    requireValidEnvoyFilters,
    requireValidExtensionObjects,
    requireWaypointsForRoutes,
    restrictEnvoyFilters,
    restrictProxyExtensions,
    restrictSidecarOverrides,
    restrictTrafficExclusions,
];
