import type { Rule } from "../engine/rule";
import { disallowConflictingInjectionLabels } from "./disallowConflictingInjectionLabels";
import { disallowDoubleInjection } from "./disallowDoubleInjection";
import { disallowKnownBypasses } from "./disallowKnownBypasses";
import { disallowRemovedRevisions } from "./disallowRemovedRevisions";
import { limitVersionSkew } from "./limitVersionSkew";
import { requireDeclaredRevision } from "./requireDeclaredRevision";
import { requireProxyVersionMatch } from "./requireProxyVersionMatch";
import { requireSeparateGatewayTag } from "./requireSeparateGatewayTag";
import { requireSupportedVersions } from "./requireSupportedVersions";
import { requireUnambiguousTags } from "./requireUnambiguousTags";

/** Control planes, their versions and revisions, and who follows which. */
export const upgradeRules: readonly Rule[] = [
    disallowKnownBypasses,
    requireSupportedVersions,
    requireDeclaredRevision,
    disallowConflictingInjectionLabels,
    requireUnambiguousTags,
    disallowRemovedRevisions,
    limitVersionSkew,
    disallowDoubleInjection,
    requireProxyVersionMatch,
    requireSeparateGatewayTag,
];
