import type { Rule } from "../engine/rule";
import { accessRules } from "./accessRules";
import { controlPlaneRules } from "./controlPlaneRules";
import { requireValidSecurityObjects } from "./requireValidSecurityObjects";

/** Who may call whom, and who they are: mutual TLS, authorization, tokens; and how istiod itself is guarded. */
export const securityRules: readonly Rule[] = [
    ...accessRules,
    ...controlPlaneRules,
    requireValidSecurityObjects,
];
