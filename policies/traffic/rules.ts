import type { Rule } from "../engine/rule";
import { disallowAllowAnyEgress } from "./disallowAllowAnyEgress";
import { disallowPlaintextDestinations } from "./disallowPlaintextDestinations";
import { disallowUnverifiedTls } from "./disallowUnverifiedTls";
import { edgeRules } from "./edgeRules";
import { egressRules } from "./egressRules";
import { requireValidTrafficObjects } from "./requireValidTrafficObjects";
import { routeRules } from "./routeRules";

/** What comes in and goes out, how it is protected on the way, and who sees whose hosts. */
export const trafficRules: readonly Rule[] = [
    disallowAllowAnyEgress,
    disallowPlaintextDestinations,
    disallowUnverifiedTls,
    ...edgeRules,
    ...egressRules,
    ...routeRules,
    requireValidTrafficObjects,
];
