import type { Rule } from "../engine/rule";
import { disallowFaultInjection } from "./disallowFaultInjection";
import { limitRetries } from "./limitRetries";
import { requireConsistentTimeouts } from "./requireConsistentTimeouts";
import { requireOutlierDetection } from "./requireOutlierDetection";
import { requireRouteTimeouts } from "./requireRouteTimeouts";

/** Where a request goes, how often it is tried, and whether what its route names is there. */
export const routeRules: readonly Rule[] = [
    disallowFaultInjection,
    limitRetries,
    requireConsistentTimeouts,
    requireOutlierDetection,
    requireRouteTimeouts,
];
