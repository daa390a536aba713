import type { Policies } from "@pulumi/policy";
import { breakGlassPolicy } from "./crossguard/breakGlassPolicy";
import { asPolicy } from "./crossguard/policy";
import { shareProperties } from "./crossguard/sharedProperties";
import type { Rule } from "./engine/rule";
import { rules } from "./rules";

export const policies: Policies = rules.map(asPolicy);

/** What a pack of some rules runs: the switch before everything that goes by it. */
export function packOf(some: readonly Rule[]): Policies {
    shareProperties();
    return [breakGlassPolicy, ...some.map(asPolicy)];
}
