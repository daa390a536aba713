export { twoTiers } from "./context";
export { collectorManifests } from "./manifests";
