export { egressDestinations } from "./egressDestinations";
export { egressGateways } from "./egressGateways";
export { egressNetworkPolicies } from "./egressNetworkPolicies";
export { egressPolicies } from "./egressPolicies";
