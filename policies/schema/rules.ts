import type { Rule } from "../engine/rule";
import { requireValidTelemetryObjects } from "../observability/requireValidTelemetryObjects";
import { requireValidSecurityObjects } from "../security/requireValidSecurityObjects";
import { requireValidTrafficObjects } from "../traffic/requireValidTrafficObjects";
import { requireValidExtensionObjects } from "../workload/requireValidExtensionObjects";

/** The form of objects, by API group; each belongs to the pack of its area. */
export const schemaRules: readonly Rule[] = [
    requireValidSecurityObjects,
    requireValidTrafficObjects,
    requireValidTelemetryObjects,
    requireValidExtensionObjects,
];
