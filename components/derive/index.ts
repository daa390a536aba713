export { type Derived, derive } from "./derive";
export { type Phase, phaseOf, phases } from "./phases";
export type { Target } from "./target";
