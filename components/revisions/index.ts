export { daysBetween } from "./calendar";
export { crdVersion } from "./crdVersion";
export { checkDatedReason, type DatedReason, type ReasonWords } from "./datedReason";
export type { DeclaredRevisions, RemovalOverride } from "./declared";
export { checkExceptions, excepted, exceptionRules, type VersionException } from "./exceptions";
export { type NextStep, nextStep } from "./nextStep";
export {
    type ObservedMesh,
    type ObservedRevision,
    type ObservedTag,
    type PodWithProxy,
    unobserved,
} from "./observed";
export type { PlanStep, Refusal, RefusalCode, RevisionPlan, TagPart } from "./plan";
export { planRevisions } from "./planRevisions";
export { versionOfRevision } from "./revisionName";
export {
    leavesNoMesh,
    type Rollback,
    type RollbackTarget,
    removalOfEverything,
    startsWithoutProxies,
} from "./rollback";
export { rollbackProblems } from "./rollbackProblems";
export { rolledBack } from "./rolledBack";
export { type Skew, skews } from "./skew";
export { tagsLine } from "./stackLines";
export { checkSupport, compareVersions } from "./support";
export type { Use, User, UserKind } from "./use";
