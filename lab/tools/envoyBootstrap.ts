import { join } from "node:path";
import { copyTree } from "./copyTree";
import type { ModuleData } from "./moduleData";
import { istioModule } from "./toolTable";

/** The template from which pilot-agent writes Envoy's bootstrap, as it lies in Istio's proxy image. */
export const envoyBootstrapData: ModuleData = {
    name: "envoy-bootstrap",
    unit: "istio-data-plane",
    module: istioModule,
    recipe: "1",
    contents: ["envoy_bootstrap.json"],
    copy: (module, target) =>
        copyTree(join(module, "tools", "packaging", "common"), target, {
            skip: (name) => name !== "envoy_bootstrap.json",
        }),
};
