export { type Access, accessAt, enforcedAccess, plaintextAt } from "./access";
export { isCovered, isWithin } from "./addresses";
export type { Bounds } from "./bounds";
export {
    anyCall,
    type CallSet,
    type CallShape,
    callsOf,
    contains,
    difference,
    equals,
    includes,
    intersection,
    isEmpty,
    noCall,
    union,
    unionOf,
} from "./callSet";
export { type Clause, clausesOf } from "./clauses";
export { type CallRequest, type Decision, decide, decideAuthorization } from "./decide";
export { describeCalls, describePair, describeReason, describeRelation } from "./describe";
export { describeGround, describeGrounds } from "./describeGround";
export { describeNeeds } from "./describeNeeds";
export { type Enforcement, enforcementOf } from "./enforcement";
export { fieldAt, fieldsOf, itemsOf, textOf } from "./fields";
export { gatewayTermsAt } from "./gatewayTerms";
export type { Given } from "./given";
export { identitiesNamed, unnamed } from "./identitiesNamed";
export { isInjected } from "./injection";
export { authorizerField, implies, type Need } from "./need";
export { type Entrance, entrancesOf } from "./reachable/entrances";
export { isExportedTo } from "./reachable/exportTo";
export { leavingTo } from "./reachable/leaving";
export { networkLayer, networkPoliciesOf } from "./reachable/networkPolicy";
export { type Reach, reachableAt } from "./reachable/reachable";
export { entriesFor } from "./reachable/registry";
export { type ServerTerms, serverTerms } from "./reachable/serverTerms";
export { enteringAt, sentOn } from "./reachable/throughGateway";
export { type World, worldOf } from "./reachable/world";
export type { Ground, Reason } from "./reason";
export { onlyPrincipals, type Pair, relation } from "./relation";
export { principalOf } from "./source";
export { type Grant, type Terms, termsAt } from "./terms";
export type { Claims, Token } from "./token";
export { anonymous, type Client, type Mesh, type WorkloadRef } from "./workload";
export { type NamedWorkload, workloadsOf } from "./workloads";
