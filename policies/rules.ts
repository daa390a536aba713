import type { Rule } from "./engine/rule";
import { observabilityRules } from "./observability/rules";
import { securityRules } from "./security/rules";
import { trafficRules } from "./traffic/rules";
import { upgradeRules } from "./upgrade/rules";
import { workloadRules } from "./workload/rules";

/** Every rule of the pack, in the order of the catalogue's ids; pure, so they judge plain manifests as well. */
export const rules: readonly Rule[] = [
    ...securityRules,
    ...trafficRules,
    ...workloadRules,
    ...upgradeRules,
    ...observabilityRules,
].sort((left, right) => (left.id < right.id ? -1 : 1));
