export type { ClusterAccess } from "./access";
export { type ObjectIdentity, readCluster } from "./readCluster";
