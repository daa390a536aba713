import type { Rule } from "../engine/rule";
import { disallowHostNetwork } from "./disallowHostNetwork";
import { disallowInjectionOptOut } from "./disallowInjectionOptOut";

/** Pods, and whatever keeps their traffic away from the proxy. */
export const workloadRules: readonly Rule[] = [disallowInjectionOptOut, disallowHostNetwork];
