import type { Rule } from "../engine/rule";
import { disallowConflictingInjectionLabels } from "./disallowConflictingInjectionLabels";
import { disallowDoubleInjection } from "./disallowDoubleInjection";
import { disallowKnownBypasses } from "./disallowKnownBypasses";
import { disallowRemovedRevisions } from "./disallowRemovedRevisions";
import { limitVersionSkew } from "./limitVersionSkew";
import { requireDeclaredRevision } from "./requireDeclaredRevision";
import { requireGatewayApiVersions } from "./requireGatewayApiVersions";
import { requireKnownMeshNetworks } from "./requireKnownMeshNetworks";
import { requirePinnedVersions } from "./requirePinnedVersions";
import { requireProxyVersionMatch } from "./requireProxyVersionMatch";
import { requireReachableWebhooks } from "./requireReachableWebhooks";
import { requireRedundantControlPlane } from "./requireRedundantControlPlane";
import { requireSeparateGatewayTag } from "./requireSeparateGatewayTag";
import { requireSupportedVersions } from "./requireSupportedVersions";
import { requireUnambiguousTags } from "./requireUnambiguousTags";

/** Control planes, their versions and revisions, and who follows which. */
export const upgradeRules: readonly Rule[] = [
    disallowConflictingInjectionLabels,
    disallowDoubleInjection,
    disallowKnownBypasses,
    disallowRemovedRevisions,
    limitVersionSkew,
    requireDeclaredRevision,
    requireGatewayApiVersions,
    requireKnownMeshNetworks,
    requirePinnedVersions,
    requireProxyVersionMatch,
    requireReachableWebhooks,
    requireRedundantControlPlane,
    requireSeparateGatewayTag,
    requireSupportedVersions,
    requireUnambiguousTags,
];
