import { accessCases } from "./access";
import { ambientCases } from "./ambient";
import { gatewayCases } from "./gateways";
import { mutualTlsCases } from "./mutualTls";
import { trafficCases } from "./traffic";
import { workloadCases } from "./workloads";

/** One for each check of Kiali that can be decided from objects alone. */
export const kiaCases = [
    ...accessCases,
    ...mutualTlsCases,
    ...trafficCases,
    ...gatewayCases,
    ...ambientCases,
    ...workloadCases,
];
