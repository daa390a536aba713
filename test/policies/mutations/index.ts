import { accessMutations } from "./access";
import { controlPlaneMutations } from "./controlPlane";
import { edgeMutations } from "./edge";
import { egressMutations } from "./egress";
import type { Mutation } from "./mutation";
import { observabilityMutations } from "./observability";
import { routesMutations } from "./routes";
import { schemaMutations } from "./schema";
import { securityMutations } from "./security";
import { trafficMutations } from "./traffic";
import { upgradeMutations } from "./upgrade";
import { workloadMutations } from "./workload";

export { mutate } from "./mutate";
export type { Mutation } from "./mutation";

export const mutations: readonly Mutation[] = [
    ...securityMutations,
    ...accessMutations,
    ...trafficMutations,
    ...edgeMutations,
    ...egressMutations,
    ...routesMutations,
    ...workloadMutations,
    ...controlPlaneMutations,
    ...upgradeMutations,
    ...observabilityMutations,
    ...schemaMutations,
];
