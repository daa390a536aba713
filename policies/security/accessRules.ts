import type { Rule } from "../engine/rule";
import { disallowAllowAll } from "./disallowAllowAll";
import { disallowForgottenDryRuns } from "./disallowForgottenDryRuns";
import { disallowHeaderIdentities } from "./disallowHeaderIdentities";
import { disallowPermissiveMtls } from "./disallowPermissiveMtls";
import { disallowPrivateKeys } from "./disallowPrivateKeys";
import { disallowRequestFieldsOnTcp } from "./disallowRequestFieldsOnTcp";
import { disallowWideningEmptyLists } from "./disallowWideningEmptyLists";
import { requireAllowedCallers } from "./requireAllowedCallers";
import { requireAuthenticationForClaimRoutes } from "./requireAuthenticationForClaimRoutes";
import { requireBlockedKeyNetworks } from "./requireBlockedKeyNetworks";
import { requireDefaultDeny } from "./requireDefaultDeny";
import { requireFailClosedProviders } from "./requireFailClosedProviders";
import { requireIdentityBesideAddresses } from "./requireIdentityBesideAddresses";
import { requireKnownCallers } from "./requireKnownCallers";
import { requireKnownRequestHosts } from "./requireKnownRequestHosts";
import { requireLimitedWorkloads } from "./requireLimitedWorkloads";
import { requireMutualTlsForIdentities } from "./requireMutualTlsForIdentities";
import { requireOwnIdentities } from "./requireOwnIdentities";
import { requirePathNormalization } from "./requirePathNormalization";
import { requirePathVariants } from "./requirePathVariants";
import { requirePositiveMatching } from "./requirePositiveMatching";
import { requireStrictMtls } from "./requireStrictMtls";
import { requireTargetPorts } from "./requireTargetPorts";
import { requireTargets } from "./requireTargets";
import { requireTokens } from "./requireTokens";
import { requireTrustedClientAddresses } from "./requireTrustedClientAddresses";
import { requireValidAuthorizationPolicies } from "./requireValidAuthorizationPolicies";
import { requireWaypointsForRequests } from "./requireWaypointsForRequests";
import { restrictAnyTokens } from "./restrictAnyTokens";
import { restrictKeySources } from "./restrictKeySources";
import { restrictTokenHeaders } from "./restrictTokenHeaders";
import { restrictTrustDomains } from "./restrictTrustDomains";
import { restrictWildcardIdentities } from "./restrictWildcardIdentities";

/** Who may call whom, and who they are: mutual TLS, authorization, tokens. */
export const accessRules: readonly Rule[] = [
    disallowPermissiveMtls,
    requireStrictMtls,
    disallowAllowAll,
    disallowWideningEmptyLists,
    requireAllowedCallers,
    restrictWildcardIdentities,
    requireDefaultDeny,
    requireLimitedWorkloads,
    requirePositiveMatching,
    requireTrustedClientAddresses,
    requireIdentityBesideAddresses,
    requirePathNormalization,
    requirePathVariants,
    requireTargetPorts,
    disallowRequestFieldsOnTcp,
    disallowForgottenDryRuns,
    requireMutualTlsForIdentities,
    requireFailClosedProviders,
    disallowHeaderIdentities,
    requireOwnIdentities,
    restrictTrustDomains,
    requireWaypointsForRequests,
    requireTargets,
    requireValidAuthorizationPolicies,
    requireKnownCallers,
    requireKnownRequestHosts,
    requireTokens,
    restrictAnyTokens,
    restrictKeySources,
    requireBlockedKeyNetworks,
    disallowPrivateKeys,
    restrictTokenHeaders,
    requireAuthenticationForClaimRoutes,
];
