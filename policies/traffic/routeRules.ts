import type { Rule } from "../engine/rule";

/** Where a request goes, how often it is tried, and whether what its route names is there. */
export const routeRules: readonly Rule[] = [];
