import { join } from "node:path";
import { istioImageHub } from "../../components/versions";
import { copyTree } from "./copyTree";
import type { ModuleData } from "./moduleData";
import { istioModule, istioVersion } from "./toolTable";

/** Name in the official chart repository to folder in Istio's sources. */
const folders: Readonly<Record<string, string>> = {
    base: "base",
    istiod: "istio-control/istio-discovery",
    gateway: "gateway",
    cni: "istio-cni",
    ztunnel: "ztunnel",
    default: "default",
};

/** Istio's charts as its release builder would publish them: same folder names, version, hub and tag. */
export const istioChartData: ModuleData = {
    name: "istio-charts",
    unit: "istio",
    module: istioModule,
    recipe: "1",
    contents: Object.keys(folders).map((name) => join(name, "Chart.yaml")),
    copy: async (module, target) => {
        for (const [name, folder] of Object.entries(folders)) {
            await copyTree(join(module, "manifests", "charts", folder), join(target, name), {
                edit: { files: ["Chart.yaml", "values.yaml"], change: released },
            });
        }
    },
};

/** The sources carry placeholders (1.0.0, a testing registry, `latest`) that are replaced on release day. */
export function released(text: string): string {
    return text
        .replace(/^(version|appVersion): 1\.0\.0$/gm, `$1: ${istioVersion}`)
        .replace(/^(\s*)hub: \S+\/testing$/gm, `$1hub: ${istioImageHub}`)
        .replace(/^(\s*)tag: latest$/gm, `$1tag: ${istioVersion}`);
}
