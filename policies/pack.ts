import type { Policies } from "@pulumi/policy";
import { asPolicy } from "./crossguard/policy";
import { rules } from "./rules";

export const policies: Policies = rules.map(asPolicy);
