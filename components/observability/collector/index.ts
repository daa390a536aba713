export { collectorManifests } from "./manifests";
