export type { ClusterAccess } from "./access";
export { readCluster } from "./readCluster";
