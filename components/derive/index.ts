export { type Derived, derive } from "./derive";
export { scraperNamespaces, systemServices } from "./observability";
export { inPhaseOrder, type Phase, phaseOf, phases } from "./phases";
export type { SystemService, Target } from "./target";
