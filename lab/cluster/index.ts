export { labKubeconfig } from "./labKubeconfig";
export { labLogs } from "./labLogs";
export { labMarker } from "./processIdentity";
export { type LabTools, requiredTools } from "./processSpec";
export { type Lab, type LabOptions, startLab } from "./start";
export { type LabCondition, type LabStatus, labStatus, type ProcessStatus } from "./status";
export { formatStatus } from "./statusTable";
export { type StopOptions, type StopReport, stopLab } from "./stop";
