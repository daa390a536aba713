import type { ObservabilityContext } from "../context";
import { controlPlane } from "./controlPlane";
import type { Dashboard } from "./dashboard";
import { dataPlane } from "./dataPlane";
import { meshOverview } from "./meshOverview";
import { security } from "./security";
import { serviceDashboard } from "./service/dashboard";
import { folderUid } from "./uids";

/** Dashboards that stand together in Grafana and in ConfigMaps. */
export interface Folder {
    /** Name of its first ConfigMap. */
    readonly configMap: string;
    readonly uid: string;
    readonly title: string;
    readonly dashboards: readonly Dashboard[];
}

/**
 * Four of the mesh (DSH-10: no more), and one for each service, in a folder of its namespace. What is not in the mesh
 * has no metrics of it.
 */
export function dashboardFolders(context: ObservabilityContext): readonly Folder[] {
    const { graph } = context;
    const mesh: Folder = {
        configMap: "mesh-dashboards",
        uid: "meshwright-mesh",
        title: "Mesh",
        dashboards: [meshOverview(context), controlPlane(context), dataPlane(context), security(context)],
    };
    const watched = [...graph.namespaces.values()].filter(({ stage }) => stage !== "off");
    const namespaces = watched.map(({ name }): Folder => {
        const own = [...graph.services.values()].filter(({ namespace }) => namespace === name);
        return {
            configMap: `dashboards-${name}`,
            uid: folderUid(name),
            title: name,
            dashboards: own.map((service) => serviceDashboard(service, context)),
        };
    });
    return [mesh, ...namespaces.filter(({ dashboards }) => dashboards.length > 0)];
}
