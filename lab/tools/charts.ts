import { join } from "node:path";
import { istioImageHub } from "../../components/versions";
import { copyTree } from "./copyTree";
import type { IstioRelease } from "./istioReleases";
import type { ModuleData } from "./moduleData";
import { istioModule } from "./toolTable";

/** Name in the official chart repository to folder in Istio's sources. */
const folders: Readonly<Record<string, string>> = {
    base: "base",
    istiod: "istio-control/istio-discovery",
    gateway: "gateway",
    cni: "istio-cni",
    ztunnel: "ztunnel",
    default: "default",
};

/** Istio's charts of a release as its release builder would publish them: same folder names, version, hub and tag. */
export function istioChartData({ unit, version }: IstioRelease): ModuleData {
    return {
        name: `${unit}-charts`,
        unit,
        module: istioModule,
        recipe: "1",
        contents: Object.keys(folders).map((name) => join(name, "Chart.yaml")),
        copy: async (module, target) => {
            for (const [name, folder] of Object.entries(folders)) {
                await copyTree(join(module, "manifests", "charts", folder), join(target, name), {
                    edit: {
                        files: ["Chart.yaml", "values.yaml"],
                        change: (text) => released(text, version),
                    },
                });
            }
        },
    };
}

/** The sources carry placeholders (1.0.0, a testing registry, `latest`) that are replaced on release day. */
export function released(text: string, version: string): string {
    return text
        .replace(/^(version|appVersion): 1\.0\.0$/gm, `$1: ${version}`)
        .replace(/^(\s*)hub: \S+\/testing$/gm, `$1hub: ${istioImageHub}`)
        .replace(/^(\s*)tag: latest$/gm, `$1tag: ${version}`);
}
