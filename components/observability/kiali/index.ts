export { kialiManifests } from "./manifests";
