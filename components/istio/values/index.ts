export { baseValues } from "./baseValues";
export type { ExtensionProvider } from "./extensionProviders";
export { gatewayValues } from "./gatewayValues";
export { type IstiodInputs, istiodValues } from "./istiodValues";
export type { ChartValues } from "./layers";
export type { IstiodSize } from "./sizing";
