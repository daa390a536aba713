export type { ObservabilityContext } from "./context";
export { observabilityImages } from "./images";
export { observabilityManifests } from "./manifests";
export { hostOf, meshTelemetry, names, ports, providers } from "./names";
