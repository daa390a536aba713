export { grafanaManifests } from "./manifests";
