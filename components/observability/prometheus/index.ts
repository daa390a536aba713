export { isKept, keptProxyMetrics } from "./keptMetrics";
export { prometheusManifests } from "./manifests";
