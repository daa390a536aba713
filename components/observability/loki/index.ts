export { lokiManifests } from "./manifests";
