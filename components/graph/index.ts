export type { CatalogFile } from "./catalogue";
export { catalogJsonSchema } from "./jsonSchema";
export * from "./model";
export { type GraphOptions, parseGraph } from "./parse";
export { type GraphIndex, indexGraph } from "./queries";
export type { NamespaceRollout, Rollout, WorkloadRollout } from "./rollout";
export type { Scope } from "./scope";
