export { acmeNetworkPolicies, acmePolicies, acmeServices } from "./acme";
export { certificates } from "./certificates";
export { ingressGateways } from "./ingressGateways";
export { ingressNetworkPolicies } from "./ingressNetworkPolicies";
export { issuers } from "./issuers";
export { publicRoutes } from "./publicRoutes";
export { signInAccounts } from "./signIn";
