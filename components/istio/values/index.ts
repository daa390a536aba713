export { baseValues } from "./baseValues";
export { type CniInputs, cniValues } from "./cniValues";
export type { ExtensionProvider } from "./extensionProviders";
export { gatewayCanaryValues } from "./gatewayCanaryValues";
export { gatewayValues } from "./gatewayValues";
export { type IstiodInputs, istiodValues } from "./istiodValues";
export type { ChartValues } from "./layers";
export type { ProxyStats } from "./proxyStats";
export type { IstiodSize } from "./sizing";
