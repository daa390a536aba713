export { logAgentManifests } from "./manifests";
