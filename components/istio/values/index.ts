export { baseValues } from "./baseValues";
export { type IstiodInputs, istiodValues } from "./istiodValues";
export type { ChartValues } from "./layers";
export type { IstiodSize } from "./sizing";
