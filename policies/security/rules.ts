import type { Rule } from "../engine/rule";
import { accessRules } from "./accessRules";

/** Who may call whom, and who they are: mutual TLS, authorization, tokens. */
export const securityRules: readonly Rule[] = [...accessRules];
