import type { Rule } from "../engine/rule";
import { disallowConflictingEntries } from "./disallowConflictingEntries";
import { disallowDuplicateRules } from "./disallowDuplicateRules";
import { disallowForeignHosts } from "./disallowForeignHosts";
import { disallowIgnoredSettings } from "./disallowIgnoredSettings";
import { disallowOverriddenMtls } from "./disallowOverriddenMtls";
import { disallowRivalDefaults } from "./disallowRivalDefaults";
import { disallowTlsTowardsMesh } from "./disallowTlsTowardsMesh";
import { requireAutoMtls } from "./requireAutoMtls";
import { requireEffectiveCredentials } from "./requireEffectiveCredentials";
import { requireEgressNetworkPolicies } from "./requireEgressNetworkPolicies";
import { requireEntryAddresses } from "./requireEntryAddresses";
import { requireExportScopes } from "./requireExportScopes";
import { requireKnownEgressHosts } from "./requireKnownEgressHosts";
import { requireKnownNamespaces } from "./requireKnownNamespaces";
import { requireKnownRuleHosts } from "./requireKnownRuleHosts";
import { requireResolvedBackendTls } from "./requireResolvedBackendTls";
import { requireSidecarScopes } from "./requireSidecarScopes";
import { requireTlsOrigination } from "./requireTlsOrigination";
import { requireTrustAnchors } from "./requireTrustAnchors";
import { requireValidEntries } from "./requireValidEntries";
import { requireValidPolicies } from "./requireValidPolicies";
import { requireValidRules } from "./requireValidRules";
import { requireValidSidecars } from "./requireValidSidecars";
import { requireWaypointsForRules } from "./requireWaypointsForRules";
import { restrictExternalServices } from "./restrictExternalServices";
import { restrictInboundPassthrough } from "./restrictInboundPassthrough";
import { restrictMirrors } from "./restrictMirrors";
import { restrictServiceEntryHosts } from "./restrictServiceEntryHosts";

/** What goes out and what is declared for it: hosts and who owns and sees them, and how calls are protected. */
export const egressRules: readonly Rule[] = [
    restrictInboundPassthrough,
    requireEgressNetworkPolicies,
    restrictServiceEntryHosts,
    disallowForeignHosts,
    requireExportScopes,
    requireSidecarScopes,
    disallowTlsTowardsMesh,
    disallowOverriddenMtls,
    requireTrustAnchors,
    requireEffectiveCredentials,
    requireResolvedBackendTls,
    requireAutoMtls,
    restrictExternalServices,
    requireTlsOrigination,
    restrictMirrors,
    requireKnownNamespaces,
    requireKnownRuleHosts,
    disallowDuplicateRules,
    disallowConflictingEntries,
    requireEntryAddresses,
    disallowRivalDefaults,
    requireKnownEgressHosts,
    requireValidEntries,
    requireValidRules,
    requireWaypointsForRules,
    requireValidSidecars,
    requireValidPolicies,
    disallowIgnoredSettings,
];
