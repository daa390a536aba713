export { exporterManifests } from "./manifests";
