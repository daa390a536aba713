import type { Rule } from "../engine/rule";
import { disallowConflictingHosts } from "./disallowConflictingHosts";
import { disallowConflictingListeners } from "./disallowConflictingListeners";
import { disallowConflictingPorts } from "./disallowConflictingPorts";
import { disallowDeprecatedFields } from "./disallowDeprecatedFields";
import { disallowFaultInjection } from "./disallowFaultInjection";
import { disallowUnreachableRoutes } from "./disallowUnreachableRoutes";
import { limitRetries } from "./limitRetries";
import { limitRetryStorms } from "./limitRetryStorms";
import { requireConsistentTimeouts } from "./requireConsistentTimeouts";
import { requireDestinationPorts } from "./requireDestinationPorts";
import { requireGatewayHosts } from "./requireGatewayHosts";
import { requireGatewaySubsets } from "./requireGatewaySubsets";
import { requireKnownDestinations } from "./requireKnownDestinations";
import { requireKnownGateways } from "./requireKnownGateways";
import { requireKnownRouteReferences } from "./requireKnownRouteReferences";
import { requireKnownSubsets } from "./requireKnownSubsets";
import { requireMeaningfulWeights } from "./requireMeaningfulWeights";
import { requireOutlierDetection } from "./requireOutlierDetection";
import { requirePortProtocols } from "./requirePortProtocols";
import { requireRouteTimeouts } from "./requireRouteTimeouts";
import { requireServedPorts } from "./requireServedPorts";
import { requireSubsetsFirst } from "./requireSubsetsFirst";
import { requireValidRoutes } from "./requireValidRoutes";

/** Where a request goes, how often it is tried, and whether what its route names is there. */
export const routeRules: readonly Rule[] = [
    disallowConflictingHosts,
    disallowConflictingListeners,
    disallowConflictingPorts,
    disallowDeprecatedFields,
    disallowFaultInjection,
    disallowUnreachableRoutes,
    limitRetries,
    limitRetryStorms,
    requireConsistentTimeouts,
    requireDestinationPorts,
    requireGatewayHosts,
    requireGatewaySubsets,
    requireKnownDestinations,
    requireKnownGateways,
    requireKnownRouteReferences,
    requireKnownSubsets,
    requireMeaningfulWeights,
    requireOutlierDetection,
    requirePortProtocols,
    requireRouteTimeouts,
    requireServedPorts,
    requireSubsetsFirst,
    requireValidRoutes,
];
