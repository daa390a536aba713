export { jaegerManifests } from "./manifests";
