import type { Rule } from "../engine/rule";
import { disallowConflictingTelemetry } from "./disallowConflictingTelemetry";
import { disallowPlaintextTelemetry } from "./disallowPlaintextTelemetry";
import { disallowSensitiveTelemetry } from "./disallowSensitiveTelemetry";
import { limitTraceSampling } from "./limitTraceSampling";
import { requireAccessLogs } from "./requireAccessLogs";
import { requireTelemetryProviders } from "./requireTelemetryProviders";
import { requireValidTelemetryObjects } from "./requireValidTelemetryObjects";

/** What is written down about requests, and what is not. */
export const observabilityRules: readonly Rule[] = [
    disallowConflictingTelemetry,
    disallowPlaintextTelemetry,
    disallowSensitiveTelemetry,
    limitTraceSampling,
    requireAccessLogs,
    requireTelemetryProviders,
    requireValidTelemetryObjects,
];
