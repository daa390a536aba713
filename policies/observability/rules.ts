import type { Rule } from "../engine/rule";
import { disallowSensitiveTelemetry } from "./disallowSensitiveTelemetry";
import { limitTraceSampling } from "./limitTraceSampling";
import { requireAccessLogs } from "./requireAccessLogs";

/** What is written down about requests, and what is not. */
export const observabilityRules: readonly Rule[] = [
    disallowSensitiveTelemetry,
    limitTraceSampling,
    requireAccessLogs,
];
