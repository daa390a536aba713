export { prometheusManifests } from "./manifests";
