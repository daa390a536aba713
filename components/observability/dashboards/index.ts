export { folderConfigMaps } from "./configMaps";
export type { Dashboard } from "./dashboard";
export { dashboardFolders, type Folder } from "./folders";
export { meshUids, serviceUid } from "./uids";
