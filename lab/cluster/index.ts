export { labKubeconfig } from "./labKubeconfig";
export type { LabTools } from "./processSpec";
export { type Lab, type LabOptions, startLab } from "./start";
export { type LabCondition, type LabStatus, labStatus, type ProcessStatus } from "./status";
export { type StopOptions, type StopReport, stopLab } from "./stop";
