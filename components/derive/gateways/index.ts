export { gatewayManifests } from "./gatewayManifests";
