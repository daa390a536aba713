import { digest } from "../../digest";
import type { Manifest } from "../../istio/types";
import { grafanaAdminName } from "../../naming";
import type { ObservabilityContext } from "../context";
import { dashboardFolders, folderConfigMaps, meshUids } from "../dashboards";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { Mount, PodSettings } from "../pod";
import { claim, configMap, deployment, service, serviceAccount } from "../workloads";
import { dataSourcesFile } from "./dataSources";
import { folderPath, providersFile } from "./providers";
import { folders, grafanaIni } from "./settings";

const { grafana: name } = names;
const configMaps = {
    settings: `${name}-settings`,
    dataSources: `${name}-data-sources`,
    providers: `${name}-providers`,
} as const;
/** The image's own: its files, the bundled data sources among them, are this user's. */
const grafanaUser = 472;

/**
 * Grafana with its data sources and dashboards; where one exists already, the dashboards alone, labelled so that its
 * sidecar finds them.
 */
export function grafanaManifests(context: ObservabilityContext): Manifest[] {
    const { grafana, namespace } = context.observability;
    if (grafana.mode === "off") {
        return [];
    }
    const made = dashboardFolders(context).map((folder) => ({ folder, uid: folder.uid }));
    if (grafana.mode === "existing") {
        return made.flatMap(({ folder }) =>
            folderConfigMaps(folder, grafana.namespace ?? namespace, grafana.dashboardLabels),
        );
    }
    const filled = made.map(({ folder, uid }) => ({ uid, objects: folderConfigMaps(folder, namespace) }));
    const files = {
        [configMaps.settings]: { "grafana.ini": settingsOf(context) },
        [configMaps.dataSources]: { "data-sources.yaml": dataSourcesFile(context) },
        [configMaps.providers]: { "providers.yaml": providersFile(made.map(({ folder }) => folder)) },
    };
    const pod: PodSettings = {
        name,
        namespace,
        ...imageOf(context.observability, "grafana"),
        user: grafanaUser,
        env: [{ name: "GF_PATHS_CONFIG", value: `${folders.settings}/grafana.ini` }],
        resources: grafana.resources,
        containerPorts: [ports.grafana],
        probe: { path: "/api/health", port: ports.grafana },
        mounts: [...ownMounts, ...filled.map(({ uid, objects }) => dashboardMount(uid, objects))],
        checksum: digest(files),
    };
    return [
        serviceAccount(namespace, name),
        service(namespace, name, [{ name: "http", port: ports.grafana, appProtocol: "http" }]),
        ...Object.entries(files).map(([configMapName, data]) => configMap(namespace, configMapName, data)),
        ...filled.flatMap(({ objects }) => objects),
        claim(namespace, name, grafana),
        deployment(pod, { replicas: 1, strategy: "Recreate" }),
    ];
}

function settingsOf({ observability }: ObservabilityContext): string {
    const { grafana } = observability.links;
    return grafanaIni({
        ...(grafana === undefined ? {} : { rootUrl: grafana }),
        home: `${folderPath("meshwright-mesh")}/${meshUids.overview}.json`,
    });
}

const ownMounts: readonly Mount[] = [
    { name: "settings", path: folders.settings, configMap: configMaps.settings },
    { name: "data-sources", path: `${folders.provisioning}/datasources`, configMap: configMaps.dataSources },
    { name: "providers", path: `${folders.provisioning}/dashboards`, configMap: configMaps.providers },
    { name: "admin", path: folders.secret, secret: grafanaAdminName },
    { name: "data", path: folders.data, claim: name },
    { name: "scratch", path: folders.scratch, scratch: true, limit: "100Mi" },
];

function dashboardMount(uid: string, objects: readonly Manifest<"ConfigMap">[]): Mount {
    return {
        // A volume's name is a DNS label, which a uid is.
        name: uid,
        path: folderPath(uid),
        configMaps: objects.map(({ metadata }) => metadata.name),
    };
}
