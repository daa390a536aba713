import type { Rule } from "../engine/rule";
import { disallowSensitiveTelemetry } from "./disallowSensitiveTelemetry";

/** What is written down about requests, and what is not. */
export const observabilityRules: readonly Rule[] = [disallowSensitiveTelemetry];
