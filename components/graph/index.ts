export { type BlastRadius, blastRadius } from "./blastRadius";
export type { CatalogFile } from "./catalogue";
export { type AllowedExternal, externalInventory } from "./externalInventory";
export { fewServices } from "./fewServices";
export { catalogJsonSchema } from "./jsonSchema";
export * from "./model";
export * from "./observability";
export { checkCatalogue, type GraphOptions, parseGraph } from "./parse";
export * from "./platform";
export type {
    ExperimentRollout,
    NamespaceRollout,
    Rollout,
    ServiceRollout,
    WorkloadRollout,
} from "./rollout";
export type { Scope } from "./scope";
