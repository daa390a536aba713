import type { Rule } from "./engine/rule";
import { disallowSensitiveTelemetry } from "./observability/disallowSensitiveTelemetry";
import { disallowAllowAll } from "./security/disallowAllowAll";
import { disallowPermissiveMtls } from "./security/disallowPermissiveMtls";
import { disallowWideningEmptyLists } from "./security/disallowWideningEmptyLists";
import { requireAllowedCallers } from "./security/requireAllowedCallers";
import { requireDefaultDeny } from "./stack/requireDefaultDeny";
import { requireStrictMtls } from "./stack/requireStrictMtls";
import { disallowAllowAnyEgress } from "./traffic/disallowAllowAnyEgress";
import { disallowPlaintextDestinations } from "./traffic/disallowPlaintextDestinations";
import { disallowUnverifiedTls } from "./traffic/disallowUnverifiedTls";
import { disallowConflictingInjectionLabels } from "./upgrade/disallowConflictingInjectionLabels";
import { disallowDoubleInjection } from "./upgrade/disallowDoubleInjection";
import { disallowKnownBypasses } from "./upgrade/disallowKnownBypasses";
import { disallowRemovedRevisions } from "./upgrade/disallowRemovedRevisions";
import { limitVersionSkew } from "./upgrade/limitVersionSkew";
import { requireDeclaredRevision } from "./upgrade/requireDeclaredRevision";
import { requireProxyVersionMatch } from "./upgrade/requireProxyVersionMatch";
import { requireSeparateGatewayTag } from "./upgrade/requireSeparateGatewayTag";
import { requireSupportedVersions } from "./upgrade/requireSupportedVersions";
import { requireUnambiguousTags } from "./upgrade/requireUnambiguousTags";
import { disallowHostNetwork } from "./workload/disallowHostNetwork";
import { disallowInjectionOptOut } from "./workload/disallowInjectionOptOut";

/** Every rule of the pack, in the order of the catalogue; pure, so they judge plain manifests as well. */
export const rules: readonly Rule[] = [
    disallowPermissiveMtls,
    requireStrictMtls,
    disallowAllowAll,
    disallowWideningEmptyLists,
    requireAllowedCallers,
    requireDefaultDeny,
    disallowAllowAnyEgress,
    disallowPlaintextDestinations,
    disallowUnverifiedTls,
    disallowInjectionOptOut,
    disallowHostNetwork,
    disallowKnownBypasses,
    requireSupportedVersions,
    disallowSensitiveTelemetry,
    requireDeclaredRevision,
    disallowConflictingInjectionLabels,
    requireUnambiguousTags,
    disallowRemovedRevisions,
    limitVersionSkew,
    disallowDoubleInjection,
    requireProxyVersionMatch,
    requireSeparateGatewayTag,
];
