export { alertmanagerManifests } from "./manifests";
