import { yamlText } from "../configText";
import type { Folder } from "../dashboards";
import { folders } from "./settings";

/**
 * One provider for each folder, rather than one that makes folders of what it finds: the entries of a ConfigMap are
 * links into a hidden folder, and it is the name of that one that Grafana would see.
 */
export function providersFile(dashboardFolders: readonly Folder[]): string {
    return yamlText({
        apiVersion: 1,
        providers: dashboardFolders.map(({ uid, title }) => ({
            name: uid,
            orgId: 1,
            folder: title,
            folderUid: uid,
            type: "file",
            disableDeletion: false,
            allowUiUpdates: false,
            updateIntervalSeconds: 30,
            options: { path: folderPath(uid) },
        })),
    });
}

export function folderPath(uid: string): string {
    return `${folders.dashboards}/${uid}`;
}
