export { authorizerProvider } from "./authorizerProviders";
export { gatewayManifests } from "./gatewayManifests";
